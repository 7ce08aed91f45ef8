"""How many of the units that report are working (开复工率), by industry, on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count

from enterprises.models import Enterprise, WorkReport
from enterprises.states import Industry, Work

TENTH = Decimal("0.1")


@dataclass
class Rate:
    """The units that have reported by the day, by what their newest report says; rates in per cent, half-up to a tenth."""

    label: str
    working: int = 0
    stopped: int = 0
    seasonal: int = 0

    @property
    def units(self) -> int:
        """Everybody who reports."""
        return self.working + self.stopped + self.seasonal

    @property
    def rate(self) -> Decimal | None:
        """Working, of everybody who reports."""
        return share(self.working, self.units)

    @property
    def rate_of_season(self) -> Decimal | None:
        """Working, of those that do not stand still for the season."""
        return share(self.working, self.units - self.seasonal)


def share(part: int, whole: int) -> Decimal | None:
    """The part in per cent, half-up to a tenth; None of nothing."""
    return (Decimal(part) * 100 / whole).quantize(TENTH, rounding=ROUND_HALF_UP) if whole else None


def rates(user: Any, on: date) -> tuple[Rate, list[Rate]]:
    """The whole and each industry, of the units that `user` may see and that are not closed. One query."""
    units = Enterprise.objects.visible_to(user).exclude(closed_on__lte=on)
    newest = WorkReport.objects.filter(on__lte=on, enterprise__in=units).order_by("enterprise", "-on").distinct("enterprise")
    counted = WorkReport.objects.filter(pk__in=newest.values("pk")).order_by()
    whole, found = Rate(""), {industry: Rate(str(Industry(industry).label)) for industry in Industry.values}
    for industry, state, number in counted.values_list("enterprise__industry", "state").annotate(number=Count("pk")):
        for row in (whole, found[industry]):
            setattr(row, Work(state).value, getattr(row, Work(state).value) + number)
    return whole, [row for row in found.values() if row.units]
