"""Who may give out piece work at a station and keep its book: the desk of the station and acceptance of its banner."""

from typing import Any

from jobs.models import PieceOrder
from jobs.states.piece import PieceState
from stations.models import Station
from stations.policies import holds
from stations.states import Role

DESK = (Role.STATION, Role.ACCEPTANCE)


def can_open(user: Any, station: Station | None = None) -> bool:
    """Log an order at that open station, or anywhere where none is named."""
    if station is None:
        return holds(user, *DESK)
    return station.state == Station.State.OPEN and holds(user, *DESK, region_code=station.region_code, station_id=station.pk)


def can_keep(user: Any, order: PieceOrder) -> bool:
    """Keep roster, sheets, settlements, deposit and complaints of the order, whatever its state, while it names anybody."""
    return order.purged_at is None and holds(user, *DESK, region_code=order.region_code, station_id=order.station_id)


def can_work(user: Any, order: PieceOrder) -> bool:
    """The same while the order runs: what adds days and people."""
    return order.state == PieceState.OPEN and can_keep(user, order)
