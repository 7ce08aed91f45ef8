"""The moves of a claim as a reader meets them: a button's words, the page behind it, and what comes next."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Claim
from cases.policies import claims as policies
from cases.states import CLAIM, ClaimState
from stations.models import User
from stations.states import Role

Words = str | Promise

LABELS: dict[str, Words] = {
    "submit": _("Complete and submit"),
    "discard": _("Discard the draft"),
    "accept": _("Accept"),
    "ask_correction": _("Ask for corrections"),
    "correct": _("Enter the corrections"),
    "lapse": _("Lapsed"),
    "not_accept": _("Do not accept"),
    "pause": _("Wait for outside facts"),
    "proceed": _("Go on with the claim"),
    "pass_first": _("First check"),
    "return_to_acceptance": _("Return to acceptance"),
    "return_to_first": _("Return to the first check"),
    "escalate": _("Second check"),
    "grant": _("Grant"),
    "refuse": _("Refuse"),
    "change_facts": _("Change the facts"),
    "withdraw": _("Withdraw"),
    "suspend": _("Suspend payment"),
    "resume": _("Resume payment"),
    "end": _("End the benefit"),
}
#: The history says what has happened.
DONE: dict[str, Words] = {
    "submit": _("Submitted"),
    "discard": _("Draft discarded"),
    "accept": _("Accepted"),
    "ask_correction": _("Corrections asked for"),
    "correct": _("Corrected"),
    "lapse": _("Correction overdue: counts as withdrawn"),
    "not_accept": _("Not accepted"),
    "pause": _("Waits for outside facts"),
    "proceed": _("Gone on"),
    "pass_first": _("First check done"),
    "return_to_acceptance": _("Returned to acceptance"),
    "return_to_first": _("Returned to the first check"),
    "escalate": _("Second check done, to the approver"),
    "grant": _("Granted"),
    "refuse": _("Refused"),
    "publish": _("Every vote is for the grant: to be published"),
    "list": _("Shown on a publicity list"),
    "conclude": _("Publicity over, granted"),
    "uphold": _("Objection upheld, back to the first check"),
    "reopen": _("Could not be granted after publicity, back to the first check"),
    "change_facts": _("Facts changed, votes void"),
    "withdraw": _("Withdrawn"),
    "suspend": _("Payment suspended"),
    "resume": _("Payment resumed"),
    "end": _("Benefit ended"),
    "begin_anew": _("Begun anew on appeal"),
    "screen": _("Found by a round without applications"),
    "rerate": _("Amounts re-rated: minimum wage changed"),
    "name_difference": _("Minimum wage changed: months already begun are to be settled by hand"),
}
#: The move that a state waits for, and whose it is.
NEXT: dict[str, str] = {
    ClaimState.DRAFT: "submit",
    ClaimState.SUBMITTED: "accept",
    ClaimState.CORRECTION: "correct",
    ClaimState.ACCEPTED: "pass_first",
    ClaimState.PAUSED: "proceed",
    ClaimState.FIRST_CHECKED: "grant",
    ClaimState.APPROVAL: "grant",
    ClaimState.SUSPENDED: "resume",
}
#: What the next step is called while the claim waits for it.
NEXT_LABELS: dict[str, Words] = {
    **{state: LABELS[verb] for state, verb in NEXT.items()},
    ClaimState.SUBMITTED: _("Look at the papers and accept"),
    ClaimState.FIRST_CHECKED: _("Second check"),
    ClaimState.APPROVAL: _("Approve"),
}
_PAGES = {
    "submit": "claim_edit",
    "accept": "claim_accept",
    "ask_correction": "claim_correction",
    "correct": "claim_correct",
    "change_facts": "claim_facts",
    "pass_first": "claim_check",
    "escalate": "claim_check",
    "grant": "claim_check",
    "refuse": "claim_check",
    "suspend": "claim_suspend",
    "end": "claim_end",
}
#: Votes share one page, so their verbs share one button.
_VOTES = ("pass_first", "escalate", "grant", "refuse")


@dataclass(frozen=True)
class Button:
    """A move that the reader may make."""

    verb: str
    label: Words
    url: str


def address(claim: Claim, verb: str) -> str:
    """The page on which a move is made."""
    if verb in _PAGES:
        return reverse(f"cases:{_PAGES[verb]}", args=[claim.pk])
    return reverse("cases:claim_move", args=[claim.pk, verb])


def buttons(user: Any, claim: Claim) -> tuple[Button | None, list[Button]]:
    """The next step where it is the reader's, and every other move that the reader may make."""
    verbs = policies.open_moves(user, claim)
    first: Button | None = None
    others: list[Button] = []
    if "ask_correction" in verbs and hasattr(claim, "correction"):
        verbs.remove("ask_correction")  # a claim gets one notice only
    for verb in verbs:
        if verb == NEXT.get(claim.state):
            first = Button(verb, NEXT_LABELS[claim.state], address(claim, verb))
        elif verb not in _VOTES:
            others.append(Button(verb, LABELS[verb], address(claim, verb)))
    return first, others


@dataclass(frozen=True)
class Holder:
    """Who has the claim now: the post in words and the people in it."""

    post: str
    people: list[User]


def holder(claim: Claim) -> Holder | None:
    """Whose turn it is; None where nobody waits. One query."""
    verb = NEXT.get(claim.state)
    if verb is None or verb not in CLAIM.open_from(claim.state):
        return None
    roles = policies.posts_for(verb, claim.state)
    if roles == policies.DESK:
        at_desk = User.objects.filter(posts__role=Role.STATION, posts__station_id=claim.station_id, posts__ends_on__isnull=True)
        return Holder(claim.place, list(at_desk.filter(is_active=True).distinct()[:5]))
    label = gettext(", ").join(str(Role(role).label) for role in roles)
    return Holder(label, list(_able(claim, verb, roles)[:5]))


def _able(claim: Claim, verb: str, roles: tuple[str, ...]) -> QuerySet[User]:
    """Who holds one of the posts, without those who have had their word already (E-7)."""
    holders: QuerySet[User] = User.objects.none()
    for role in roles:
        holders |= User.objects.holding(role, claim.region_code)
    if verb == "resume":
        return holders.exclude(pk__in=claim.suspensions.filter(until_on__isnull=True).values("suspended_by"))
    if verb in policies.VOTES:
        voted = claim.votes.filter(void_at__isnull=True).values("actor")
        accepted = claim.steps.filter(verb="accept", actor__isnull=False).values("actor")
        return holders.exclude(pk__in=voted).exclude(pk__in=accepted).exclude(pk=claim.created_by_id)
    return holders
