"""Who may do what to an appeal."""

from typing import Any

from cases.models import Appeal, Claim, Letter
from cases.policies.claims import CHECKERS, DESK
from stations.policies import holds
from stations.states import Role

#: Posts by verb; that the second person is another one is asked beside this.
POSTS: dict[str, tuple[str, ...]] = {
    "follow": (*DESK, *CHECKERS, Role.APPROVER),
    "propose": (Role.ACCEPTANCE, *CHECKERS, Role.APPROVER),
    "close": (Role.ACCEPTANCE, *CHECKERS, Role.APPROVER),
    "send_back": (Role.SECOND_CHECK, Role.APPROVER),
    "confirm": (Role.SECOND_CHECK, Role.APPROVER),
}


def can_file(user: Any, claim: Claim) -> bool:
    """The desk, the window and the checkers of the place take in an appeal."""
    return holds(user, *DESK, *CHECKERS, Role.APPROVER, region_code=claim.region_code, station_id=claim.station_id)


def can(user: Any, verb: str, appeal: Appeal) -> bool:
    """Whether the posts of `user` carry this step."""
    return holds(user, *POSTS[verb], region_code=appeal.region_code, station_id=appeal.station_id)


def can_record_delivery(user: Any, letter: Letter) -> bool:
    """Whoever may print the letter."""
    return can_file(user, letter.claim)
