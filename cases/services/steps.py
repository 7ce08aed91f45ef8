"""The beats that every service of a claim shares: lock, move, record, and the clock."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.formulas import office_clock
from cases.models import Claim, ClaimStep
from cases.policies import claims as policies
from cases.states import CLAIM
from core import audit, clock
from core.periods import Calendar
from core.policies import NotAllowed, require
from programmes.formulas.rulebook import Rulebook
from programmes.queries import rulesets
from stations.models import User

#: What the audit calls a move.
DONE = {
    "submit": "claim.submitted",
    "discard": "claim.discarded",
    "accept": "claim.accepted",
    "ask_correction": "claim.correction_asked",
    "correct": "claim.corrected",
    "lapse": "claim.lapsed",
    "not_accept": "claim.not_accepted",
    "pause": "claim.paused",
    "proceed": "claim.continued",
    "pass_first": "claim.first_checked",
    "return_to_acceptance": "claim.returned",
    "return_to_first": "claim.returned",
    "escalate": "claim.second_checked",
    "grant": "claim.granted",
    "refuse": "claim.refused",
    "publish": "claim.to_publish",
    "conclude": "claim.granted",
    "uphold": "claim.returned",
    "reopen": "claim.returned",
    "change_facts": "claim.facts_changed",
    "withdraw": "claim.withdrawn",
    "suspend": "claim.suspended",
    "resume": "claim.resumed",
    "end": "claim.ended",
    "begin_anew": "claim.begun_anew",
    "screen": "claim.screened",
}


def locked(claim_id: int, actor: User) -> Claim:
    """The claim, held until the transaction ends; to people outside its scope it does not exist."""
    claim: Claim = Claim.objects.visible_to(actor).locked(pk=claim_id)
    return claim


def allow(actor: User, verb: str, claim: Claim) -> None:
    """Raise unless `actor` may make this move now: WrongState first, then the sentence about the post or the person."""
    CLAIM.after(verb, claim.state)
    require(policies.has_post(actor, verb, claim), _("Your post does not carry this step."))
    if not policies.can(actor, verb, claim):
        if claim.created_by_id == actor.pk:
            raise NotAllowed(_("You took this claim in, so another person checks it."))
        raise NotAllowed(_("You have acted in this matter already: this step asks for another person."))


def move(claim: Claim, verb: str, actor: User, reason: str = "", **data: Any) -> None:
    """Lead the claim on, save it, and write the step and the audit entry."""
    before = claim.state
    claim.state = CLAIM.after(verb, before)
    claim.save()
    step = ClaimStep.objects.create(
        claim=claim, verb=verb, from_state=before, to_state=claim.state, reason=reason, actor=actor, at=clock.now()
    )
    audit.record(actor, DONE[verb], claim, step=step.pk, before=before, after=claim.state, **data)


def rules_of(claim: Claim) -> Rulebook:
    """The figures of the law in force today for the claim's programme and place; raises NotAllowed without any."""
    found = rulesets.in_force(claim.scheme, claim.region_code, clock.today())
    if found is None:
        raise NotAllowed(_("No rules of this programme are in force today."))
    return Rulebook(found.content)


def start_clock(claim: Claim, days: int, calendar: Calendar) -> None:
    """The clock runs from today for `days` working days."""
    marks = office_clock.start(clock.today(), days, calendar)
    claim.clock_days, claim.clock_paused_on = days, None
    claim.blue_on, claim.yellow_on, claim.due_on = marks.blue_on, marks.yellow_on, marks.due_on


def stop_clock(claim: Claim) -> None:
    """The clock stands still from today on."""
    claim.clock_paused_on = claim.clock_paused_on or clock.today()


def go_on(claim: Claim, calendar: Calendar) -> None:
    """The clock goes on: every mark has moved by the working days lost."""
    stopped_on, claim.clock_paused_on = claim.clock_paused_on, None
    if stopped_on and claim.blue_on and claim.yellow_on and claim.due_on:
        marks = office_clock.moved(
            office_clock.Marks(claim.blue_on, claim.yellow_on, claim.due_on), stopped_on, clock.today(), calendar
        )
        claim.blue_on, claim.yellow_on, claim.due_on = marks.blue_on, marks.yellow_on, marks.due_on


def end_clock(claim: Claim) -> None:
    """Nobody waits any more: the claim has no clock. When it was due stands in the audit."""
    claim.clock_paused_on = claim.blue_on = claim.yellow_on = claim.due_on = None
