"""Who may do what to wage arrears, and to whom the reporter is known."""

from typing import Any

from jobs.models import ArrearsCase
from jobs.states.arrears import ArrearsState
from stations.policies import holds
from stations.states import Role

DESK = (Role.STATION, Role.ACCEPTANCE)
BUREAU = (Role.ACCEPTANCE, Role.FIRST_CHECK, Role.SECOND_CHECK, Role.APPROVER)
WORKERS = (Role.STATION, *BUREAU)

#: Posts by verb. An inspection is ordered by the bureau; its extension and the supervision are the word of a superior.
POSTS: dict[str, tuple[str, ...]] = {
    "accept": WORKERS,
    "refuse": BUREAU,
    "mediate": WORKERS,
    "inspect": BUREAU,
    "extend": (Role.SECOND_CHECK, Role.APPROVER),
    "settle": WORKERS,
    "pay": WORKERS,
    "close": WORKERS,
    "hand_on": BUREAU,
    "take_over": WORKERS,
    "supervise": (Role.SECOND_CHECK, Role.APPROVER),
    "lift": (Role.SECOND_CHECK, Role.APPROVER),
    "link": WORKERS,
}
#: These are for whoever handles the matter.
HANDLERS_OWN = ("mediate", "settle", "pay", "close", "hand_on", "inspect")


def can_enter(user: Any) -> bool:
    """Write down a report for a worker at the desk."""
    return holds(user, *DESK)


def can(user: Any, verb: str, case: ArrearsCase) -> bool:
    """Whether the posts of `user`, and being its handler where that is asked, carry this step."""
    if not holds(user, *POSTS[verb], region_code=case.region_code, station_id=case.station_id):
        return False
    if verb == "extend":
        return user.pk != case.handler_id
    if verb == "take_over":
        return user.pk != case.handler_id
    return verb not in HANDLERS_OWN or user.pk == case.handler_id


def knows_story(user: Any, case: ArrearsCase) -> bool:
    """Read what the reporter wrote, said and photographed: the handler; before acceptance whoever may accept.

    The auditor reads what was done, not who spoke (劳动保障监察条例 art. 12: the reporter is kept secret).
    """
    if case.state == ArrearsState.RECEIVED:
        return can(user, "accept", case)
    if case.state == ArrearsState.REFUSED or case.handler_id is None:
        return False
    return user.pk == case.handler_id and holds(user, *WORKERS, region_code=case.region_code, station_id=case.station_id)


can_reveal = knows_story
