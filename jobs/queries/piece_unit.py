"""The piece work of a unit on its page in the registry, which stands below and may not name it itself."""

from typing import Any

from enterprises.models import Enterprise
from enterprises.queries.hooks import Part
from jobs.models import PieceOrder
from jobs.policies.piece import DESK
from stations.policies import holds

SHOWN = 10


def part(user: Any, unit: Enterprise) -> Part | None:
    """The newest orders that `user` may see and, for a desk, the way to a new one; None without either."""
    opens = unit.closed_on is None and holds(user, *DESK)
    orders = list(PieceOrder.objects.visible_to(user).filter(enterprise=unit).order_by("-pk")[:SHOWN])
    if not (opens or orders):
        return None
    return Part("jobs/parts/_unit_piecework.html", {"unit": unit, "orders": orders, "may_open": opens})
