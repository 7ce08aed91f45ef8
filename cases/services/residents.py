"""Logging a person at a station, and keeping what is known of the person right."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident, ResidentGroup
from cases.policies.residents import can_edit, can_log, can_reveal
from cases.queries.residents import id_hash, owner_of
from cases.services import registrations
from core import audit, clock, names
from core.identifiers import BadIdNumber, IdFault, IdNumber, clean_mobile, is_mobile, read_id
from core.policies import Refused, require
from stations.models import Region, Station, User

ID_SENTENCES = {
    IdFault.FORMAT: _("An ID number has 18 characters (15 on old cards): digits, the last one may be X."),
    IdFault.CHECK_DIGIT: _("The check digit does not fit: one of the digits is mistyped. Compare it with the card."),
    IdFault.BIRTH_DATE: _("The birth date inside the number is no possible day. Compare it with the card."),
}
NOT_HERE = _("This resident is kept by another station.")


@transaction.atomic
def log(
    *,
    actor: User,
    station_id: int,
    name: str,
    id_number: str,
    mobile: str = "",
    community_code: str = "",
    address: str = "",
    groups: Iterable[str] = (),
    registered_on: date | None = None,
    note: str = "",
    token: UUID | None = None,
) -> Resident:
    """Log a person at the station; sex and birth date are read off the number.

    The person is there afterwards with groups and, where a day is given, registered unemployed from it.
    The same sending twice, known by its `token`, gives the person that the first made.
    Raises Refused naming the field: a bad value, or a number that is logged already.
    """
    station = Station.objects.get(pk=station_id)
    require(can_log(actor, station), _("Only the staff of an open station, or acceptance of its banner, log residents there."))
    sent = _sent(token, actor)
    if sent:
        return sent
    number = checked_number(id_number)
    resident = Resident(
        **name_columns(checked_name(name)),
        **number_columns(number),
        mobile=checked_mobile(mobile),
        community=checked_community(community_code),
        address=address.strip(),
        station=station,
        region_code=station.region_code,
        note=note.strip(),
        created_at=clock.now(),
        created_by=actor,
        submit_token=token,
    )
    try:
        refuse_taken(number)
        with transaction.atomic():
            resident.save(force_insert=True)
    except (IntegrityError, Refused):
        sent = _sent(token, actor)  # the first sending may have ended a moment ago
        if sent:
            return sent
        refuse_taken(number)
        raise
    audit.record(actor, "resident.logged", resident)
    set_groups(resident=resident, actor=actor, groups=groups, on=registered_on or clock.today())
    if registered_on:
        registrations.register(resident_id=resident.pk, actor=actor, registered_on=registered_on)
    return resident


@transaction.atomic
def edit(
    *,
    resident_id: int,
    actor: User,
    name: str,
    mobile: str,
    community_code: str,
    address: str,
    note: str,
    groups: Iterable[str],
) -> Resident:
    """Put name, mobile, community, address, note and groups right; the ID number changes by two people only."""
    resident = Resident.objects.locked(pk=resident_id)
    require(can_edit(actor, resident), NOT_HERE)
    values = {
        **name_columns(checked_name(name)),
        "mobile": checked_mobile(mobile),
        "community": checked_community(community_code),
        "address": address.strip(),
        "note": note.strip(),
    }
    changed = [column for column, value in values.items() if getattr(resident, column) != value]
    for column in changed:
        setattr(resident, column, values[column])
    if changed:
        resident.save(update_fields=changed)
        shown = sorted(set(changed) - {"name_pairs", "initials", "sort_key"})
        audit.record(actor, "resident.changed", resident, fields=shown)
    set_groups(resident=resident, actor=actor, groups=groups, on=clock.today())
    return resident


def set_groups(*, resident: Resident, actor: User, groups: Iterable[str], on: date) -> None:
    """The person belongs to exactly `groups` from `on`; what no longer holds ends that day and stays readable."""
    wanted = set(groups)
    held = {row.group: row for row in resident.groups.filter(until_on__isnull=True)}
    added, ended = sorted(wanted - held.keys()), sorted(held.keys() - wanted)
    if not added and not ended:
        return
    resident.groups.filter(until_on__isnull=True, group__in=ended).update(until_on=on)
    ResidentGroup.objects.bulk_create(
        ResidentGroup(resident=resident, group=group, from_on=on, recorded_by=actor) for group in added
    )
    audit.record(actor, "resident.grouped", resident, added=added, ended=ended)


@transaction.atomic
def record_death(*, resident_id: int, actor: User, died_on: date) -> Resident:
    """Write down the day of death: payments are held from now on; an open registration ends that day."""
    resident = Resident.objects.locked(pk=resident_id)
    require(can_edit(actor, resident), NOT_HERE)
    if died_on > clock.today() or died_on < resident.born_on:
        raise Refused(_("The day of death lies between the birth and today."), field="died_on")
    resident.deceased_on = died_on
    resident.save(update_fields=["deceased_on"])
    audit.record(actor, "resident.deceased", resident, died_on=str(died_on))
    registrations.end_open(resident=resident, actor=actor, on=died_on, reason="death")
    return resident


@transaction.atomic
def reveal(*, resident_id: int, actor: User, reason: str) -> Resident:
    """Allow `actor` to see the whole numbers; who, whom, when and why is on record before anything is shown."""
    resident = Resident.objects.get(pk=resident_id)
    require(can_reveal(actor, resident), NOT_HERE)
    reason = reason.strip()
    if len(reason) < 2:
        raise Refused(_("Say why you need the whole number."), field="reason")
    audit.record(actor, "resident.revealed", resident, reason=reason)
    return resident


def _sent(token: UUID | None, actor: User) -> Resident | None:
    return Resident.objects.filter(submit_token=token, created_by=actor).first() if token else None


def checked_name(text: str) -> str:
    """The stored form of a name; raises Refused."""
    name = names.normal_form(text)
    if not names.is_name(name):
        raise Refused(_("A name has 2 to 25 characters as on the ID card, with · between the parts of a Mongolian name."), "name")
    return name


def checked_number(text: str) -> IdNumber:
    """The identity number in `text`; raises Refused."""
    try:
        return read_id(text, on=clock.today())
    except BadIdNumber as bad:
        raise Refused(ID_SENTENCES[bad.fault], field="id_number", code=bad.fault.value) from None


def checked_mobile(text: str) -> str:
    """A mobile number or nothing; raises Refused."""
    mobile = clean_mobile(text)
    if mobile and not is_mobile(mobile):
        raise Refused(_("A mobile number has 11 digits and begins with 13 to 19."), field="mobile")
    return mobile


def checked_community(code: str) -> Region | None:
    """The community of that code, None for no code; raises Refused."""
    if not code:
        return None
    community = Region.objects.filter(pk=code, level=Region.Level.COMMUNITY).first()
    if community is None:
        raise Refused(_("There is no village or community of this code."), field="community")
    return community


def refuse_taken(number: IdNumber) -> None:
    """Raise Refused where the number is logged already, saying where and nothing else."""
    owner = owner_of(number.text)
    if owner:
        raise Refused(
            _("This ID number is already logged at %(station)s.") % {"station": owner.station.name},
            field="id_number",
            code="taken",
        )


def name_columns(name: str) -> dict[str, object]:
    """What is stored of a name."""
    return {
        "name": name,
        "name_pairs": names.pairs(name),
        "initials": names.initials(name)[:25],
        "sort_key": names.sort_key(name)[:160],
    }


def number_columns(number: IdNumber) -> dict[str, object]:
    """What is stored of an identity number."""
    return {
        "id_number": number.text,
        "id_hash": id_hash(number.text),
        "id_last4": number.last4,
        "sex": number.sex,
        "born_on": number.born_on,
    }
