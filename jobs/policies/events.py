"""Who may plan events and courses, and run their desks."""

from typing import Any

from jobs.models import Course, Event
from stations.models import Station
from stations.policies import holds
from stations.states import Role

DESK = (Role.STATION, Role.ACCEPTANCE)


def can_plan(user: Any, station: Station | None = None) -> bool:
    """Plan at that open station, or anywhere where none is named."""
    if station is None:
        return holds(user, *DESK)
    return station.state == Station.State.OPEN and holds(user, *DESK, region_code=station.region_code, station_id=station.pk)


def can_run(user: Any, held: Event | Course) -> bool:
    """Change it, bring units or trainees to it, and enter who came."""
    return holds(user, *DESK, region_code=held.region_code, station_id=held.station_id)
