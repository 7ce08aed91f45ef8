"""Begin a claim at the desk, save it at any point, throw it away."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Claim, Resident
from cases.policies import claims as policies
from cases.queries import facts as facts_query
from cases.services import numbers, steps
from cases.states import Channel
from core import audit, clock
from core.policies import Refused, require
from stations.models import User

BENEFIT = "unemployment_benefit"


@transaction.atomic
def begin(
    *,
    token: uuid.UUID,
    resident_id: int,
    actor: User,
    asked: dict[str, Any],
    channel: str = Channel.STATION,
    scheme: str = BENEFIT,
) -> Claim:
    """The person's draft of a claim. The same token twice gives the same claim; a second open claim is refused by name."""
    resident = Resident.objects.visible_to(actor).locked(pk=resident_id)
    require(policies.can_begin(actor, resident), _("Claims of this person are taken in at the person's station."))
    if resident.deceased_on:
        raise Refused(_("The register says that this person has died; no claim can be begun."))
    again = Claim.objects.filter(submit_token=token).first()
    if again is not None:
        if (again.resident_id, again.created_by_id) != (resident.pk, actor.pk):
            raise Refused(_("This form was used already. Open it again from the person's page."))
        return again
    _refuse_second(resident, scheme)
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                number=numbers.take("SY", resident.region_code),
                resident=resident,
                scheme=scheme,
                station_id=resident.station_id,
                region_code=resident.region_code,
                channel=channel,
                facts=facts_query.asked(asked),
                submit_token=token,
                created_at=clock.now(),
                created_by=actor,
            )
    except IntegrityError as error:
        again = Claim.objects.filter(submit_token=token).first()
        if again is not None:
            return again
        _refuse_second(resident, scheme)
        raise Refused(_("The claim could not be begun. Load the page again.")) from error
    audit.record(actor, "claim.begun", claim, channel=channel)
    return claim


def _refuse_second(resident: Resident, scheme: str) -> None:
    other = Claim.objects.open().filter(resident=resident, scheme=scheme).first()
    if other is not None:
        raise Refused(
            _("This person already has an open claim to this programme: %(number)s (%(state)s). Go on with that one.")
            % {"number": other.number, "state": other.get_state_display()},
            code="one_open",
        )


@transaction.atomic
def save(*, claim_id: int, actor: User, asked: dict[str, Any], channel: str) -> Claim:
    """The draft as it stands on the form, whole or not."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "submit", claim)
    claim.facts = facts_query.asked(asked)
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
