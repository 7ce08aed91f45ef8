"""Who handles services on demand: the desks and the bureau of the place."""

from typing import Any

from jobs.models import ServiceOrder
from stations.policies import holds
from stations.states import Role

DESK = (Role.STATION, Role.ACCEPTANCE, Role.FIRST_CHECK)


def can_order(user: Any) -> bool:
    """Write an order down at the desk."""
    return holds(user, *DESK)


def can_handle(user: Any, order: ServiceOrder) -> bool:
    """Assign, withdraw, cancel, and call back after a bad rating."""
    return holds(user, *DESK, region_code=order.region_code, station_id=order.station_id)
