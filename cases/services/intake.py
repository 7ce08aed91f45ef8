"""A draft becomes a claim: complete, agreed to, handed to the bureau."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Claim
from cases.queries import facts as facts_query
from cases.services import steps
from cases.states import ClaimState
from core import clock
from core.policies import Refused
from programmes.formulas import facts as reading
from programmes.formulas import registry
from programmes.formulas.base import Unassessable
from programmes.services import calendar
from stations.models import User


@transaction.atomic
def submit(*, claim_id: int, token: uuid.UUID, actor: User, asked: dict[str, Any], channel: str, agreed: bool) -> Claim:
    """The claim is with the bureau, which has the rule's working days to accept it or to say what is missing.

    A resend with the same token finds it submitted and changes nothing. Raises Refused with the fact at fault.
    """
    claim = steps.locked(claim_id, actor)
    if claim.state == ClaimState.SUBMITTED and claim.submit_token == token and claim.created_by_id == actor.pk:
        return claim
    steps.allow(actor, "submit", claim)
    if agreed is not True:
        raise Refused(_("Read the notice to the person and tick that it was agreed to."), field="agreed")
    claim.channel = channel
    claim.facts = whole(claim, asked)
    claim.submitted_at = claim.agreed_at = clock.now()
    days = steps.rules_of(claim).integer("correction_notice_working_days")
    steps.start_clock(claim, days, calendar.load())
    steps.move(claim, "submit", actor, channel=channel)
    return claim


def whole(claim: Claim, asked: dict[str, Any]) -> dict[str, Any]:
    """All facts, asked and from the register, each present and well typed; raises Refused naming the first at fault."""
    facts = {**facts_query.asked(asked), **facts_query.of_register(claim.resident, claim.scheme)}
    try:
        return reading.as_json(reading.read(registry.scheme(claim.scheme).facts, facts))
    except Unassessable as fault:
        raise Refused(
            _("Something that the rules ask for is missing or cannot be used: %(field)s.") % {"field": fault.field},
            field=fault.field,
        ) from fault
