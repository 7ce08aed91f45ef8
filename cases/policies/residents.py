"""Who may log residents, change what is known of them, see whole numbers and be the second person."""

from typing import Any

from cases.models import ChangeRequest, Resident
from cases.states import ChangeState
from stations.models import Station
from stations.policies import holds
from stations.states import Role

DESK = (Role.STATION, Role.ACCEPTANCE)
SECOND_PERSON = (Role.ACCEPTANCE, Role.FIRST_CHECK)
READERS = (Role.STATION, Role.ACCEPTANCE, Role.FIRST_CHECK, Role.SECOND_CHECK, Role.APPROVER, Role.AUDITOR)


def can_log(user: Any, station: Station | None = None) -> bool:
    """Log residents and take in workbooks: at that open station, or anywhere where none is named."""
    if station is None:
        return holds(user, *DESK)
    return station.state == Station.State.OPEN and holds(user, *DESK, region_code=station.region_code, station_id=station.pk)


def can_edit(user: Any, resident: Resident) -> bool:
    """Change details, groups, registration and family, and ask for changes that need a second person."""
    return holds(user, *DESK, region_code=resident.region_code, station_id=resident.station_id)


def can_reveal(user: Any, resident: Resident) -> bool:
    """See whole numbers, with a reason."""
    return holds(user, *READERS, region_code=resident.region_code, station_id=resident.station_id)


def can_decide_change(user: Any, change: ChangeRequest) -> bool:
    """Be the second person (E-7): a post of the banner, and not whoever asked."""
    return (
        change.state == ChangeState.OPEN
        and change.requested_by_id != user.pk
        and holds(user, *SECOND_PERSON, region_code=change.region_code)
    )


def can_take_back_change(user: Any, change: ChangeRequest) -> bool:
    """Take back what one asked for oneself, while it is open."""
    return change.state == ChangeState.OPEN and change.requested_by_id == user.pk
