"""A round is checked as a whole by two people, by the approver where single amounts ask for one (E-4, E-7)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.models import SampledUnit, SampleLook, ScreenedUnit, ScreeningRound, ScreeningVote
from cases.policies import screening as policies
from cases.queries import screening as query
from cases.services import asking, screening
from cases.services.screening_sets import Law
from cases.states import Step
from cases.states.screening import ROUND, Finding, RoundState, Why
from core import audit, clock
from core.policies import NotAllowed, Refused, require
from stations.models import User

STEP_OF = {
    RoundState.SCREENED: Step.FIRST,
    RoundState.ASKING: Step.FIRST,
    RoundState.FIRST_CHECKED: Step.SECOND,
    RoundState.APPROVAL: Step.APPROVAL,
}
NOT_YOUR_TURN = _("Your post does not carry this step.")


@transaction.atomic
def open_sampled(*, sampled_id: int, actor: User) -> ScreenedUnit:
    """The unit of the sample is opened; that it was, and by whom, is on record once."""
    sampled = SampledUnit.objects.select_related("round", "unit").get(pk=sampled_id)
    require(policies.has_post(actor, sampled.round), NOT_YOUR_TURN)
    _look, fresh = SampleLook.objects.get_or_create(sampled=sampled, actor=actor, defaults={"at": clock.now()})
    if fresh:
        audit.record(actor, "unit.sampled", sampled.unit, round=sampled.round.number, run=sampled.run)
    return sampled.unit


@transaction.atomic
def take_out(*, unit_id: int, actor: User, reason: str) -> ScreenedUnit:
    """A checker takes a qualified unit out of the round: it is parked with the reason, and may apply by itself."""
    found = screening.locked(ScreenedUnit.objects.values_list("round_id", flat=True).get(pk=unit_id), actor)
    unit = ScreenedUnit.objects.visible_to(actor).locked(pk=unit_id)
    screening.rest(found)
    require(policies.can_take_out(actor, unit), NOT_YOUR_TURN)
    if unit.outcome != Finding.QUALIFIED:
        raise Refused(_("Only a qualified unit can be taken out."))
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    asking.hold([unit.pk], Why.TAKEN_OUT, actor, reason.strip())
    audit.record(actor, "unit.taken_out", unit, round=found.number, reason=reason.strip())
    unit.refresh_from_db()
    return unit


@transaction.atomic
def check(*, round_id: int, actor: User, reason: str, seen: int) -> ScreeningRound:
    """The actor's vote at the step that is open, on the run `seen`; after the last one needed, claims are to be made.

    Units above the limit of the second check wait for the approver; the others do not wait for them. Raises Refused while
    a screening is asked for, somebody is not asked or may still answer, or the sample was not looked at.
    """
    found = screening.locked(round_id, actor)
    screening.rest(found)
    step = STEP_OF.get(RoundState(found.state))
    if step is None:
        raise Refused(_("This round is not with the checkers now. Look at it again."), code="wrong_state")
    require(policies.has_post(actor, found), NOT_YOUR_TURN)
    if not policies.is_independent(actor, found):
        raise NotAllowed(_("You have acted in this round already: this step asks for another person."))
    if seen != found.run:
        raise Refused(_("The round was screened again with another result. Look at it again."))
    law = screening.law_of(found)
    _complete(found, law)
    if unopened := query.unopened(found, actor):
        raise Refused(
            ngettext(
                "Open the sample first: %(count)s unit is left.", "Open the sample first: %(count)s units are left.", unopened
            )
            % {"count": unopened},
            code="sample",
        )
    _vote(found, actor, step, reason.strip())
    if step == Step.FIRST:
        _move(found, "pass_first", actor)
    elif step == Step.SECOND and above_limit(found, law).exists():
        found.launch_at = clock.now()
        _move(found, "escalate", actor)
    else:
        found.launch_at = clock.now()
        _move(found, "launch", actor)
    return found


def above_limit(found: ScreeningRound, law: Law) -> "query.QuerySet[ScreenedUnit]":
    """The units that go on whose single amount the second checker does not decide alone."""
    return query.ready(found, law.pays).filter(amount__gt=screening.figure(law, "approval_limit"))


def _complete(found: ScreeningRound, law: Law) -> None:
    if law.pays:
        if unasked := query.unasked(found).count():
            raise Refused(
                ngettext("%(count)s qualified unit was not asked yet.", "%(count)s qualified units were not asked yet.", unasked)
                % {"count": unasked},
                code="unasked",
            )
        asking.close(found)
        if waiting := query.unanswered(found).count():
            raise Refused(
                ngettext("%(count)s unit may still answer.", "%(count)s units may still answer.", waiting) % {"count": waiting},
                code="unanswered",
            )
    if not query.ready(found, law.pays).exists():
        raise Refused(_("No unit of this round goes on: there is nothing to vote for."), code="nothing")


def _vote(found: ScreeningRound, actor: User, step: Step, reason: str) -> None:
    try:
        with transaction.atomic():
            ScreeningVote.objects.create(
                round=found, run=found.run, step=step, digest=found.digest, reason=reason[:500], actor=actor, at=clock.now()
            )
    except IntegrityError as error:
        raise NotAllowed(_("You have acted in this round already: this step asks for another person.")) from error


def _move(found: ScreeningRound, verb: str, actor: User, **data: Any) -> None:
    before, found.state = found.state, ROUND.after(verb, found.state)
    found.save()
    audit.record(actor, DONE[verb], found, before=before, after=found.state, run=found.run, digest=found.digest, **data)


#: What the audit calls a move of a round.
DONE = {
    "pass_first": "round.first_checked",
    "escalate": "round.second_checked",
    "launch": "round.passed",
    "give_back": "round.returned",
}


@transaction.atomic
def give_back(*, round_id: int, actor: User, reason: str) -> ScreeningRound:
    """Back to the first check, with the reason: no vote of this run counts, and the run begins anew with another sample."""
    found = screening.locked(round_id, actor)
    screening.rest(found)
    ROUND.after("give_back", found.state)
    require(policies.has_post(actor, found), NOT_YOUR_TURN)
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    voided = found.votes.filter(void_at__isnull=True).update(void_at=clock.now())
    found.run += 1
    found.returned_by, found.returned_at, found.return_reason = actor, clock.now(), reason.strip()[:500]
    screening.draw(found, screening.law_of(found))
    _move(found, "give_back", actor, reason=reason.strip(), voided=voided)
    return found
