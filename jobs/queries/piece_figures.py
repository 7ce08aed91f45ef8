"""Figures of piece work by station and month, as the register counts them: workers at once and in total, pieces, pay, days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from core.periods import month_end
from jobs.models import PieceOrder, PiecePay
from stations.models import Station


@dataclass(frozen=True)
class StationMonth:
    """A station's month; `at_once` is the most workers of one day, `earned` is yuan."""

    station_id: int
    station: str
    at_once: int
    workers: int
    good: int
    earned: Decimal
    days: int
    orders: int


def by_station(user: Any, month: date, *, station: Station | None = None) -> list[StationMonth]:
    """Every station with piece work in the month, within the reader's posts. Two queries."""
    orders = PieceOrder.objects.visible_to(user)
    lines = PiecePay.objects.filter(
        settlement__order__in=orders.filter(station=station) if station else orders, on__range=(month, month_end(month))
    )
    place = "settlement__order__station_id"
    at_once: dict[int, int] = {}
    for row in lines.order_by().values(place, "on").annotate(people=Count("worker", distinct=True)):
        at_once[row[place]] = max(at_once.get(row[place], 0), row["people"])
    whole = (
        lines.order_by()
        .values(place, "settlement__order__station__name")
        .annotate(
            people=Count("worker", distinct=True), good_sum=Sum("good"), earned_sum=Sum("earned"),
            days=Count("on", distinct=True), orders=Count("settlement__order", distinct=True),
        )
        .order_by(place)
    )  # fmt: skip
    return [
        StationMonth(
            row[place], row["settlement__order__station__name"], at_once[row[place]], row["people"], row["good_sum"],
            row["earned_sum"], row["days"], row["orders"],
        )
        for row in whole
    ]  # fmt: skip
