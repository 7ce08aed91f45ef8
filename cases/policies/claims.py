"""Who may do what to a claim: posts from one table, and the people who must not meet themselves."""

from typing import Any

from cases.models import Claim, Resident
from cases.states import CLAIM, ClaimState
from enterprises.models import Enterprise
from programmes.formulas import registry
from stations.policies import holds
from stations.states import Role

DESK = (Role.STATION, Role.ACCEPTANCE)
CHECKERS = (Role.FIRST_CHECK, Role.SECOND_CHECK)

#: The posts whose holders may make a move (E-1); the machine's own moves are not in it.
POSTS: dict[str, tuple[str, ...]] = {
    "submit": DESK,
    "discard": DESK,
    "correct": DESK,
    "withdraw": DESK,
    "accept": (Role.ACCEPTANCE,),
    "ask_correction": (Role.ACCEPTANCE,),
    "not_accept": (Role.ACCEPTANCE,),
    "change_facts": (Role.ACCEPTANCE, Role.FIRST_CHECK),
    "pause": (Role.FIRST_CHECK,),
    "proceed": (Role.FIRST_CHECK,),
    "pass_first": (Role.FIRST_CHECK,),
    "return_to_acceptance": (Role.FIRST_CHECK,),
    "return_to_first": (Role.SECOND_CHECK,),
    "escalate": (Role.SECOND_CHECK,),
    "grant": (Role.SECOND_CHECK,),
    "refuse": (Role.SECOND_CHECK,),
    "suspend": CHECKERS,
    "resume": CHECKERS,
    "end": CHECKERS,
}
#: In approval the same moves belong to the approver.
AT_APPROVAL = (Role.APPROVER,)
#: Moves that are a vote: never two by one person, never by whoever took the claim in.
VOTES = ("pass_first", "escalate", "grant", "refuse")
#: Something may have been paid in these.
PAYABLE = (ClaimState.GRANTED, ClaimState.SUSPENDED, ClaimState.ENDED)
#: Until here papers may be added.
ATTACHABLE = (ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.CORRECTION, ClaimState.ACCEPTED, ClaimState.PAUSED)
#: In these only what was promised at acceptance, and nothing of it once it is all there.
OWING = (ClaimState.FIRST_CHECKED, ClaimState.APPROVAL)


def _posted(user: Any, claim: Claim, roles: tuple[str, ...]) -> bool:
    return holds(user, *roles, region_code=claim.region_code, station_id=claim.station_id)


def posts_for(verb: str, state: str) -> tuple[str, ...]:
    """The posts that may make this move in this state."""
    if state == ClaimState.APPROVAL and verb in ("return_to_first", "grant", "refuse"):
        return AT_APPROVAL
    return POSTS.get(verb, ())


def can(user: Any, verb: str, claim: Claim) -> bool:
    """Whether `user` may make this move now: the state leads on, the post covers the claim, no second hat."""
    if verb not in CLAIM.open_from(claim.state) or not has_post(user, verb, claim):
        return False
    if verb in VOTES:
        return is_independent(user, claim)
    if verb == "resume":
        return not claim.suspensions.filter(until_on__isnull=True, suspended_by=user).exists()
    return True


def has_post(user: Any, verb: str, claim: Claim) -> bool:
    """Whether `user` holds the post for this move, whatever else stands against it."""
    return _posted(user, claim, posts_for(verb, claim.state))


def is_independent(user: Any, claim: Claim) -> bool:
    """Whether `user` neither took the claim in, nor accepted it, nor has a vote on it that counts (E-1, E-7)."""
    if claim.created_by_id == user.pk or claim.steps.filter(verb="accept", actor=user).exists():
        return False
    return not claim.votes.filter(actor=user, void_at__isnull=True).exists()


def open_moves(user: Any, claim: Claim) -> list[str]:
    """The moves that `user` may make now, in the table's order."""
    return [verb for verb in CLAIM.open_from(claim.state) if can(user, verb, claim)]


def can_begin(user: Any, applicant: Resident | Enterprise) -> bool:
    """Whether `user` may take in a claim of this applicant: at the applicant's station, or at the window of the banner."""
    return holds(user, *DESK, region_code=applicant.region_code, station_id=applicant.station_id)


def can_certify(user: Any, claim: Claim) -> bool:
    """Whether `user` may note that the recipient reported for a month."""
    return _posted(user, claim, DESK)


def can_recover(user: Any, claim: Claim) -> bool:
    """Whether `user` may look for what was overpaid under this claim and open its recovery."""
    return claim.state in PAYABLE and _posted(user, claim, CHECKERS)


def can_attach(user: Any, claim: Claim) -> bool:
    """Whether `user` may add or take away a paper now; what was promised at acceptance may come until the decision."""
    if claim.state not in ATTACHABLE and (claim.state not in OWING or not _owes(claim)):
        return False
    return _posted(user, claim, (*DESK, Role.FIRST_CHECK))


def _owes(claim: Claim) -> bool:
    made = getattr(claim, "promise", None)
    return made is not None and bool(made.papers) and made.kept_on is None


def can_list(user: Any, claim: Claim) -> bool:
    """Whether `user` may change the list of people now: the desk, while the claim is with the applicant."""
    return (
        registry.scheme(claim.scheme).listed
        and claim.state in (ClaimState.DRAFT, ClaimState.CORRECTION)
        and _posted(user, claim, DESK)
    )


def can_issue_letter(user: Any, claim: Claim) -> bool:
    """Whether `user` may print the letters of this claim."""
    return _posted(user, claim, (*DESK, *CHECKERS, Role.APPROVER))
