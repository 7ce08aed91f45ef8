"""A draft becomes a claim: complete, agreed to, handed to the bureau."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Claim
from cases.queries import facts as facts_query
from cases.services import drafts, steps
from cases.states import ClaimState
from core import clock
from core.policies import Refused
from programmes.formulas import facts as reading
from programmes.formulas import registry
from programmes.formulas.base import Unassessable
from programmes.queries import labels
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
    somebody_listed(claim)
    claim.submitted_at = claim.agreed_at = clock.now()
    claim.occasion = occasion(claim)
    drafts.refuse_second(claim.applicant, claim.scheme, claim.occasion, but=claim)
    days = steps.rules_of(claim).integer("correction_notice_working_days")
    steps.start_clock(claim, days, calendar.load())
    try:
        with transaction.atomic():
            steps.move(claim, "submit", actor, channel=channel)
    except IntegrityError as error:
        raise Refused(_("The same was claimed a moment ago. Look at the other claim first.")) from error
    return claim


def somebody_listed(claim: Claim) -> None:
    """Raise Refused where the programme pays for a list and nobody stands on it."""
    if registry.scheme(claim.scheme).listed and not claim.people.exists():
        raise Refused(_("Nobody is on the list. List the people first, one by one or by a file."), code="nobody_listed")


def occasion(claim: Claim) -> str:
    """What this claim is about where several may stand side by side: the list itself, or what the programme names."""
    declared = registry.scheme(claim.scheme)
    if declared.listed:
        return claim.number
    return str(claim.facts.get(declared.period_from) or "")[:60] if declared.period_from else ""


def whole(claim: Claim, asked: dict[str, Any]) -> dict[str, Any]:
    """All facts, asked and from the register, each present and well typed; raises Refused naming the first at fault."""
    told = facts_query.asked(asked, claim.scheme)
    declared = registry.scheme(claim.scheme)
    once = tuple(fact for fact in (*declared.facts, *declared.also) if not fact.listed)
    left_open = {fact.name: None for fact in once if fact.nullable}
    facts = {**left_open, **told, **facts_query.of_register(claim.applicant, claim.scheme, told, facts_query.day_of(claim))}
    try:
        return reading.as_json(reading.read(once, facts))
    except Unassessable as fault:
        raise Refused(
            _("Something that the rules ask for is missing or cannot be used: %(field)s.") % {"field": labels.fact(fault.field)},
            field=fault.field,
        ) from fault
