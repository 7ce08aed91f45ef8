"""First check, second check, approval: each a vote of another person on the same assessment (E-7)."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Assessment, Claim, Vote
from cases.services import assessing, facts, promises, publicity, steps
from cases.states import ClaimState, Step
from core import clock
from core.policies import NotAllowed, Refused
from programmes.services import calendar
from stations.models import User

STEP_OF = {ClaimState.ACCEPTED: Step.FIRST, ClaimState.FIRST_CHECKED: Step.SECOND, ClaimState.APPROVAL: Step.APPROVAL}
#: The move that a vote stands for while it is asked whether the voter may.
VERB_OF = {ClaimState.ACCEPTED: "pass_first", ClaimState.FIRST_CHECKED: "grant", ClaimState.APPROVAL: "grant"}


@dataclass
class Checked:
    """What came of a vote; `changed` names the facts that had changed meanwhile, and then no vote was counted."""

    claim: Claim
    changed: list[str] = field(default_factory=list)


@transaction.atomic
def check(*, claim_id: int, actor: User, grants: bool, reason: str, seen: int) -> Checked:
    """The actor's vote at the step that is open, on the assessment `seen`; the last vote needed makes the decision,
    or sends the grant to its publicity.

    The assessment is worked out again first: where facts or rules give another answer than the one voted on, every
    vote is void, the claim is back at the first check, and the caller says so. Raises Refused for a vote against the law.
    """
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, VERB_OF.get(ClaimState(claim.state), "grant"), claim)
    assessment, changed = assessing.refresh(claim, actor)
    if changed:
        facts.came_differently(claim, actor, changed)
        return Checked(claim, changed)
    if assessment.pk != seen:
        raise Refused(_("The assessment is newer than the one that you were shown. Look at it again."))
    _lawful(assessment, grants, reason)
    step = STEP_OF[ClaimState(claim.state)]
    if grants and step != Step.FIRST:
        promises.require_kept(claim)
    _vote(claim, actor, step, assessment, grants, reason.strip())
    if step == Step.FIRST:
        steps.move(claim, "pass_first", actor, reason.strip(), grants=grants, assessment=assessment.pk)
    elif step == Step.SECOND and needs_approval(claim, assessment):
        steps.move(claim, "escalate", actor, reason.strip(), grants=grants, assessment=assessment.pk)
    else:
        publicity.conclude_or_publish(claim, actor, assessment, reason.strip())
    return Checked(claim)


def needs_approval(claim: Claim, assessment: Assessment) -> bool:
    """Whether the total is above what the second checker decides alone (E-7: a large amount needs a third person)."""
    return assessment.amount > steps.rules_of(claim).decimal("approval_limit")


def _lawful(assessment: Assessment, grants: bool, reason: str) -> None:
    if grants and not assessment.eligible:
        raise Refused(_("A condition is not met by these facts, so nothing can be granted on them."), field="grants")
    if grants and assessment.excluded:
        raise Refused(
            _("What excludes this grant is named among the conditions: it cannot be granted beside it."), field="grants"
        )
    if not grants and assessment.grantable:
        raise Refused(
            _("Every condition is met by these facts: a refusal would have no ground. Correct the facts or return the claim."),
            field="grants",
        )
    if not grants and not reason.strip():
        raise Refused(_("A refusal needs its reason in words."), field="reason")


def _vote(claim: Claim, actor: User, step: Step, assessment: Assessment, grants: bool, reason: str) -> None:
    try:
        with transaction.atomic():
            Vote.objects.create(
                claim=claim,
                round=claim.round,
                step=step,
                facts_version=assessment.facts_version,
                assessment=assessment,
                grants=grants,
                reason=reason,
                actor=actor,
                at=clock.now(),
            )
    except IntegrityError as error:
        raise NotAllowed(_("You have acted in this matter already: this step asks for another person.")) from error


@transaction.atomic
def give_back(*, claim_id: int, actor: User, reason: str) -> Claim:
    """Back to the step before, with the reason; a new round begins and the votes of this one are void."""
    claim = steps.locked(claim_id, actor)
    verb = "return_to_acceptance" if claim.state == ClaimState.ACCEPTED else "return_to_first"
    steps.allow(actor, verb, claim)
    _reason(reason)
    voided = facts.void_votes(claim)
    claim.round += 1
    steps.move(claim, verb, actor, reason.strip(), voided=voided, round=claim.round)
    return claim


@transaction.atomic
def pause(*, claim_id: int, actor: User, reason: str) -> Claim:
    """The procedure waits for facts from outside (中止): the clock stands still."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "pause", claim)
    _reason(reason)
    steps.stop_clock(claim)
    steps.move(claim, "pause", actor, reason.strip())
    return claim


@transaction.atomic
def proceed(*, claim_id: int, actor: User, reason: str) -> Claim:
    """What was waited for is there: the clock goes on, later by the working days lost."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "proceed", claim)
    steps.go_on(claim, calendar.load())
    steps.move(claim, "proceed", actor, reason.strip(), due_on=str(claim.due_on))
    return claim


@transaction.atomic
def withdraw(*, claim_id: int, actor: User, reason: str) -> Claim:
    """The person takes the claim back before the decision."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "withdraw", claim)
    _reason(reason)
    voided = facts.void_votes(claim)
    steps.end_clock(claim)
    steps.move(claim, "withdraw", actor, reason.strip(), voided=voided)
    return claim


def _reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
