"""The list of people that an enterprise claims for: one by one, or a whole file; put right and taken away while it is open."""

import hashlib
import io
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.formulas import intake, listed_rows
from cases.formulas.listed_rows import FACT_MISSING, Judged, Person
from cases.models import Claim, ListedPerson, ListFile, Resident
from cases.policies import claims as policies
from cases.policies.residents import can_log
from cases.queries import listed as query
from cases.queries.residents import id_hash
from cases.services import listed_sets, steps
from cases.services.residents import checked_name, checked_number
from core import audit, clock, sheets
from core.policies import Refused, require
from programmes.queries import labels
from stations.models import Station, User

NAME_DIFFERS = _("Under this ID number the register has another name. Compare both with the card.")
DIED_BEFORE = _("The register says that this person died before the day of the hire.")
NOT_OPEN = _("The list is open to the desk while the claim is a draft or waits for corrections.")


@transaction.atomic
def add(*, claim_id: int, actor: User, station_id: int, name: str, id_number: str, facts: dict[str, Any]) -> ListedPerson:
    """The person is on the list with these facts, logged at the station where nobody knew the number; twice is once.

    Raises Refused naming the field: a number or name that cannot be, a name that is not the register's, a fact at fault.
    """
    claim = _open(claim_id, actor)
    station = _station(actor, station_id)
    person = Person(checked_name(name), checked_number(id_number), _told(claim, facts))
    taken = listed_sets.take_in(rows=[(1, person)], claim=claim, station=station, actor=actor)
    if taken.refused:
        raise _refusal(taken.refused[1])
    _bounded(claim)
    _record(claim, actor, station, taken)
    return ListedPerson.objects.get(claim=claim, resident__id_hash=id_hash(person.id_number.text))


@transaction.atomic
def edit(*, listed_id: int, actor: User, facts: dict[str, Any]) -> ListedPerson:
    """Other facts about one person of the list; what was found before is forgotten until the next assessment."""
    person = _mine(listed_id, actor)
    person.facts = _told(person.claim, facts)
    unanswered = query.unanswered(person)
    if unanswered:
        raise _refusal(FACT_MISSING + unanswered)
    person.result, person.eligible, person.amount = None, None, 0
    person.save(update_fields=["facts", "result", "eligible", "amount"])
    audit.record(actor, "claim.person_changed", person.claim, resident=person.resident_id)
    return person


@transaction.atomic
def remove(*, listed_id: int, actor: User) -> Claim:
    """The person is no longer on the list."""
    person = _mine(listed_id, actor)
    claim, resident_id = person.claim, person.resident_id
    person.delete()
    audit.record(actor, "claim.person_removed", claim, resident=resident_id)
    return claim


@transaction.atomic
def take_in_file(*, claim_id: int, actor: User, station_id: int, file_name: str, content: bytes) -> ListFile:
    """The good rows of the file are on the list; the others stay to be handed back. The same file twice changes nothing."""
    claim = _open(claim_id, actor)
    station = _station(actor, station_id)
    judged = _read(claim, content)
    good = [(row.number, row.person) for row in judged if row.person]
    taken = listed_sets.take_in(rows=good, claim=claim, station=station, actor=actor)
    _bounded(claim)
    refused = [
        (row.number, list(row.codes) or [taken.refused[row.number]], {k: sheets.cell_text(v) for k, v in row.cells.items()})
        for row in judged
        if row.codes or row.number in taken.refused
    ]
    made = ListFile.objects.create(
        claim=claim,
        file_name=file_name[:200],
        file_hash=hashlib.sha256(content).hexdigest(),
        added=taken.count("added"),
        changed=taken.count("changed"),
        unchanged=taken.count("unchanged"),
        refused=len(refused),
        content=json.dumps(refused, ensure_ascii=False) if refused else None,
        sent_by=actor,
        sent_at=clock.now(),
    )
    _record(claim, actor, station, taken, file=made.file_hash, rejected=made.refused)
    return made


@transaction.atomic
def hand_back(*, file_id: int, actor: User) -> ListFile:
    """The refused rows leave the house; who took them is on record."""
    made = ListFile.objects.select_related("claim").get(pk=file_id)
    require(policies.can_attach(actor, made.claim), _("Only the desk takes the refused rows of a list back."))
    audit.record(actor, "claim.list_handed_back", made.claim, rejected=made.refused)
    return made


@transaction.atomic
def forget_files(*, before: datetime) -> int:
    """Refused rows of files that were sent before that moment are gone; returns how many files were emptied."""
    return ListFile.objects.filter(content__isnull=False, sent_at__lt=before).update(content=None)


def _refusal(code: str) -> Refused:
    """Why one person is not put on the list, at the field where it can be put right."""
    if code.startswith(FACT_MISSING):
        name = code.removeprefix(FACT_MISSING)
        return Refused(
            _("%(fact)s is missing, and no hire record of this unit says it.") % {"fact": labels.fact(name)},
            field=name,
            code=code,
        )
    differs = code == "name_differs"
    return Refused(NAME_DIFFERS if differs else DIED_BEFORE, field="name" if differs else "id_number", code=code)


def _open(claim_id: int, actor: User) -> Claim:
    claim = steps.locked(claim_id, actor)
    require(policies.can_list(actor, claim), NOT_OPEN)
    return claim


def _mine(listed_id: int, actor: User) -> ListedPerson:
    person = ListedPerson.objects.get(pk=listed_id)
    person.claim = _open(person.claim_id, actor)
    return person


def _station(actor: User, station_id: int) -> Station:
    station = Station.objects.get(pk=station_id)
    require(can_log(actor, station), _("Only the staff of an open station, or acceptance of its banner, log residents there."))
    return station


def _told(claim: Claim, facts: dict[str, Any]) -> dict[str, Any]:
    good, codes = listed_rows.checked(query.asked(claim.scheme), facts, clock.today())
    if codes:
        name = codes[0].partition(".")[2] or "hired_on"
        raise Refused(
            _("%(fact)s is missing.") % {"fact": labels.fact(name)}
            if codes[0].startswith(FACT_MISSING)
            else _("%(fact)s cannot be right.") % {"fact": labels.fact(name)},
            field=name,
        )
    return good


def _read(claim: Claim, content: bytes) -> list[Judged]:
    try:
        rows = sheets.read_rows(io.BytesIO(content))
        judged = list(listed_rows.judge(rows, asked=query.asked(claim.scheme), today=clock.today()))
    except intake.HeadersMissing as missing:
        raise Refused(
            _("The file has no column %(headers)s. The first row must name the columns.")
            % {"headers": "、".join(missing.missing)},
            code="headers_missing",
        ) from None
    if not judged:
        raise Refused(_("The file has no rows below its header."), code="empty")
    return judged


def _bounded(claim: Claim) -> None:
    if ListedPerson.objects.filter(claim=claim).count() > query.MOST_PEOPLE:
        raise Refused(
            _("A list may have at most %(most)s people. Claim for the others with another list.") % {"most": query.MOST_PEOPLE},
            code="too_many",
        )


def _record(claim: Claim, actor: User, station: Station, taken: listed_sets.Taken, **data: Any) -> None:
    audit.record_set(
        actor, "resident.logged", Resident, taken.logged, region=station.region_code, station_id=station.pk, claim=claim.number
    )
    counted: dict[str, Any] = {
        "created": taken.count("added"),
        "amended": taken.count("changed"),
        "unchanged": taken.count("unchanged"),
    }
    audit.record(actor, "claim.people_listed", claim, **counted, **data)
