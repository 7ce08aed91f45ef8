"""Begin a claim at the desk, save it at any point, throw it away."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Claim, Resident
from cases.policies import claims as policies
from cases.queries import facts as facts_query
from cases.queries import screening
from cases.services import numbers, steps
from cases.states import Channel
from core import audit, clock
from core.policies import Refused, require
from core.templatetags.portal import day
from enterprises.models import Enterprise
from programmes.formulas import registry
from stations.models import User

BENEFIT = "unemployment_benefit"


@transaction.atomic
def begin(
    *,
    token: uuid.UUID,
    actor: User,
    asked: dict[str, Any],
    resident_id: int | None = None,
    enterprise_id: int | None = None,
    channel: str = Channel.STATION,
    scheme: str = BENEFIT,
) -> Claim:
    """The draft of a person's or a unit's claim. The same token twice gives the same claim; a second draft is refused by name."""
    applicant = _applicant(actor, scheme, resident_id, enterprise_id)
    mine = {"enterprise" if isinstance(applicant, Enterprise) else "resident": applicant}
    again = Claim.objects.filter(submit_token=token).first()
    if again is not None:
        if (again.applicant, again.created_by_id) != (applicant, actor.pk):
            raise Refused(_("This form was used already. Open it again from the applicant's page."))
        return again
    refuse_second(applicant, scheme)
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                **mine,
                number=numbers.take(registry.scheme(scheme).prefix, applicant.region_code),
                scheme=scheme,
                station_id=applicant.station_id,
                region_code=applicant.region_code,
                channel=channel,
                facts=facts_query.asked(asked, scheme),
                submit_token=token,
                created_at=clock.now(),
                created_by=actor,
            )
    except IntegrityError as error:
        again = Claim.objects.filter(submit_token=token).first()
        if again is not None:
            return again
        refuse_second(applicant, scheme)
        raise Refused(_("The claim could not be begun. Load the page again.")) from error
    audit.record(actor, "claim.begun", claim, channel=channel)
    return claim


def _applicant(actor: User, scheme: str, resident_id: int | None, enterprise_id: int | None) -> Resident | Enterprise:
    if registry.scheme(scheme).applicant == "enterprise":
        unit: Enterprise = Enterprise.objects.visible_to(actor).locked(pk=enterprise_id)
        require(
            policies.can_begin(actor, unit), _("Claims of this unit are taken in at its station or at the window of its banner.")
        )
        if unit.closed_on:
            raise Refused(_("The register says that this unit has closed; no claim can be begun."))
        last = screening.last_day(scheme, unit.region_code, clock.today())
        if last is not None and last < clock.today():
            raise Refused(_("Units could apply for this programme until %(day)s.") % {"day": day(last)}, code="too_late")
        return unit
    resident: Resident = Resident.objects.visible_to(actor).locked(pk=resident_id)
    require(policies.can_begin(actor, resident), _("Claims of this person are taken in at the person's station."))
    if resident.deceased_on:
        raise Refused(_("The register says that this person has died; no claim can be begun."))
    return resident


def refuse_second(applicant: Resident | Enterprise, scheme: str, occasion: str = "", but: Claim | None = None) -> None:
    """Raise Refused, naming it, where the applicant has an open claim to the programme for the same occasion."""
    whose = {"enterprise" if isinstance(applicant, Enterprise) else "resident": applicant}
    others = Claim.objects.open().filter(scheme=scheme, occasion=occasion, **whose)
    other = others.exclude(pk=but.pk).first() if but else others.first()
    if other is not None:
        raise Refused(
            _("There is an open claim to this programme already: %(number)s (%(state)s). Go on with that one.")
            % {"number": other.number, "state": other.get_state_display()},
            code="one_open",
        )


@transaction.atomic
def save(*, claim_id: int, actor: User, asked: dict[str, Any], channel: str) -> Claim:
    """The draft as it stands on the form, whole or not."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "submit", claim)
    claim.facts = facts_query.asked(asked, claim.scheme)
    claim.channel = channel
    claim.save(update_fields=["facts", "channel"])
    audit.record(actor, "claim.draft_saved", claim)
    return claim


@transaction.atomic
def discard(*, claim_id: int, actor: User, reason: str = "") -> Claim:
    """The draft is thrown away; its number is not given out again."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "discard", claim)
    steps.move(claim, "discard", actor, reason)
    return claim
