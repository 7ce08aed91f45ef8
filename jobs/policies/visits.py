"""Who plans and makes visits, and who reads what was written down."""

from typing import Any

from cases.policies.residents import DESK
from jobs.models import Visit
from jobs.states.visits import VisitState
from stations.models import Station
from stations.policies import holds
from stations.states import CASE_ROLES, Role

READERS = (*CASE_ROLES, Role.READER)


def can_visit(user: Any, region_code: str | None = None, station_id: int | None = None) -> bool:
    """Plan and make visits of that station; of any where none is named."""
    return holds(user, *DESK, region_code=region_code, station_id=station_id)


def can_plan(user: Any, station: Station) -> bool:
    """Plan a round of that open station."""
    return station.state == Station.State.OPEN and can_visit(user, station.region_code, station.pk)


def can_record(user: Any, visit: Visit) -> bool:
    """Write down a visit that is to be made, give it to a colleague or give it up."""
    return visit.state == VisitState.PLANNED and can_visit(user, visit.region_code, visit.station_id)


def can_add(user: Any, visit: Visit) -> bool:
    """Add a note or a photo to a visit that was made."""
    return visit.state in (VisitState.MET, VisitState.MISSED) and can_visit(user, visit.region_code, visit.station_id)
