"""Who may begin a round, record what units say, check it, and decide an objection to an exclusion."""

from typing import Any

from cases.models import ExclusionObjection, ScreenedUnit, ScreeningRound, UnitAnswer
from cases.policies.claims import CHECKERS, DESK
from cases.states import ObjectionOutcome
from cases.states.screening import RoundState
from stations.policies import holds
from stations.states import CASE_ROLES, Role

#: Whose turn it is at a state of a round.
POST_OF = {
    RoundState.SCREENED: Role.FIRST_CHECK,
    RoundState.ASKING: Role.FIRST_CHECK,
    RoundState.FIRST_CHECKED: Role.SECOND_CHECK,
    RoundState.APPROVAL: Role.APPROVER,
}


def can_begin(user: Any, region_code: str | None = None) -> bool:
    """Whether `user` may begin a round of that region, anywhere where none is named; the machine may by a command."""
    return bool(getattr(user, "is_machine", False)) or holds(user, Role.ACCEPTANCE, region_code=region_code)


def can_ask(user: Any, found: ScreeningRound) -> bool:
    """Whether `user` may have the round screened again and put the question to its units."""
    return can_begin(user, found.region_code)


def sees_whole(user: Any, found: ScreeningRound) -> bool:
    """Whether `user` holds a post over the whole region of the round, and not only within it."""
    return holds(user, *CASE_ROLES, region_code=found.region_code)


def has_post(user: Any, found: ScreeningRound) -> bool:
    """Whether `user` holds the post whose turn it is."""
    role = POST_OF.get(RoundState(found.state))
    return role is not None and holds(user, role, region_code=found.region_code)


def is_independent(user: Any, found: ScreeningRound) -> bool:
    """Whether `user` neither began the round nor recorded an answer to it nor has a vote on this run."""
    if found.ordered_by_id == user.pk or UnitAnswer.objects.filter(unit__round=found, recorded_by=user).exists():
        return False
    return not found.votes.filter(run=found.run, actor=user, void_at__isnull=True).exists()


def can_take_out(user: Any, unit: ScreenedUnit) -> bool:
    """Whether `user` may take the unit out while the round is with the checkers."""
    return unit.claim_id is None and has_post(user, unit.round)


def can_record(user: Any, unit: ScreenedUnit) -> bool:
    """Whether `user` may record what the unit says: the desk of its station or banner."""
    return holds(user, *DESK, region_code=unit.region_code, station_id=unit.station_id)


def can_decide_objection(user: Any, objection: ExclusionObjection) -> bool:
    """Whether `user` may decide: a checker of the banner or above who did not enter the objection."""
    if objection.outcome != ObjectionOutcome.OPEN or objection.entered_by_id == user.pk:
        return False
    return holds(user, *CHECKERS, Role.APPROVER, region_code=objection.unit.region_code)
