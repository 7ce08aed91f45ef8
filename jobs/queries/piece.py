"""Orders of piece work: the list, and what an order comes to so far."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from jobs.models import PieceDispute, PieceLine, PieceOrder, PiecePay
from stations.models import Station
from stations.models.scope import scope_filter
from stations.states import CASE_ROLES

WORKERS_SHOWN = 12


def listed(user: Any, *, state: str = "", station: Station | None = None, text: str = "") -> QuerySet[PieceOrder]:
    """The orders that `user` may see, each with `made` (good pieces so far) and `people`."""
    made = PieceLine.objects.filter(order=OuterRef("pk")).order_by().values("order").annotate(sum=Sum("good")).values("sum")
    orders = PieceOrder.objects.visible_to(user).select_related("enterprise", "station")
    orders = orders.annotate(
        made=Coalesce(Subquery(made, output_field=IntegerField()), 0), people=Count("workers", distinct=True)
    )
    if state:
        orders = orders.filter(state=state)
    if station:
        orders = orders.filter(station=station)
    if text:
        orders = orders.filter(enterprise__name__contains=text.strip())
    return orders


def stations_of(user: Any) -> QuerySet[Station]:
    """The stations whose orders `user` may see, for filters."""
    return Station.objects.filter(scope_filter(user, CASE_ROLES, station="pk")).order_by("code")


def totals(order: PieceOrder) -> dict[str, Any]:
    """What the order comes to so far: by its sheets, and by its settlements in yuan. Two queries."""
    made = PieceLine.objects.filter(order=order).aggregate(good=Coalesce(Sum("good"), 0), rejected=Coalesce(Sum("rejected"), 0))
    paid = PiecePay.objects.filter(worker__order=order).aggregate(
        earned=Sum("earned"), people=Count("worker", distinct=True), days=Count("settlement", distinct=True)
    )
    return {**made, **paid, "percent": min(100, 100 * made["good"] // order.quantity)}


def disputes(user: Any) -> QuerySet[PieceDispute]:
    """The complaints about receipts of orders that `user` may see."""
    found = PieceDispute.objects.filter(pay__worker__order__in=PieceOrder.objects.visible_to(user))
    return found.select_related("pay__worker", "pay__settlement__order__enterprise", "decided_by", "arrears")
