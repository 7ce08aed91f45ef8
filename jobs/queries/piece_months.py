"""Who earned what by the piece in a month, beside the minimum wages of the place and a benefit of the same month.

Shown, not decided: whether part-time income stands against a benefit is for the officer (社会保险法 art. 51 ends a benefit with
re-employment; piece work by the day may or may not be that), and the monthly minimum holds for full-time work only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Max, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from cases.models import Claim, Instalment, Resident
from cases.queries.hires import stopped
from core.periods import month_end
from jobs.formulas.piece_pay import hourly
from jobs.models import PieceOrder, PiecePay
from programmes.formulas.minimum_wage import WageTable, table_for
from programmes.queries import rulesets
from stations.models import Region, Station

SHOWN = 300


@dataclass(frozen=True)
class Floor:
    """The minimum wages of a place on the last day of a month, in yuan; None where no decree is known."""

    month: Decimal | None
    hour: Decimal | None


@dataclass(frozen=True)
class Earned:
    """One person's month. `hours` only where every day has them; `claims` draw a benefit for the same month."""

    month: date
    resident_id: int | None
    name: str
    mobile: str
    good: int
    days: int
    hours: Decimal | None
    earned: Decimal
    floor: Floor
    claims: Sequence[Claim]
    visible: bool

    @property
    def an_hour(self) -> Decimal | None:
        """What an hour came to."""
        return hourly(self.earned, self.hours)

    @property
    def below_hour(self) -> bool:
        """Whether an hour came to less than the hourly minimum."""
        return self.an_hour is not None and self.floor.hour is not None and self.an_hour < self.floor.hour

    @property
    def reaches_month(self) -> bool:
        """Whether the month came to the monthly minimum or more: whoever earns that is hardly out of work."""
        return self.floor.month is not None and self.earned >= self.floor.month


def earned(user: Any, month: date, *, station: Station | None = None, drawing: bool = False) -> list[Earned]:
    """The people of the orders that `user` may see, the highest sum first, at most `SHOWN`; `drawing`: who draw a benefit too."""
    orders = PieceOrder.objects.visible_to(user)
    lines = PiecePay.objects.filter(settlement__order__in=orders.filter(station=station) if station else orders)
    if drawing:
        drawn = Instalment.objects.filter(scheme__in=stopped(), month=month, cancelled_on=None)
        lines = lines.filter(worker__resident_id__in=drawn.values("resident_id"))
    return _people(user, lines.filter(on__range=(month, month_end(month))), month)[:SHOWN]


def of_resident(user: Any, resident: Resident, months: Sequence[date]) -> list[Earned]:
    """The same of one resident whom `user` may see, month by month, over the orders of every station; empty months left out."""
    mine = PiecePay.objects.filter(worker__resident=resident)
    found = [_people(user, mine.filter(on__range=(month, month_end(month))), month) for month in months]
    return [row for rows in found for row in rows]


def months_of(resident: Resident, most: int = 6) -> list[date]:
    """The latest months in which the person earned by the piece, the newest first."""
    days = PiecePay.objects.filter(worker__resident=resident).dates("on", "month", order="DESC")
    return list(days[:most])


def _people(user: Any, lines: QuerySet[PiecePay], month: date) -> list[Earned]:
    named = lines.annotate(
        person=F("worker__resident_id"),
        called=Coalesce("worker__resident__name", "worker__name"),
        # somebody unknown is told apart by name and mobile, a resident by the key alone
        phone=Case(When(worker__resident=None, then="worker__mobile"), default=Value("")),
    )
    rows = list(
        named.order_by()
        .values("person", "called", "phone")
        .annotate(
            good_sum=Sum("good"), earned_sum=Sum("earned"), hours_sum=Sum("hours"), with_hours=Count("hours"),
            lines=Count("id"), days=Count("on", distinct=True), place=Max("settlement__order__region_code"),
        )
        .order_by("-earned_sum", "called", "person")
    )  # fmt: skip
    people = [row["person"] for row in rows if row["person"]]
    drawn = _drawn(user, people, month)
    floors = _floors({row["place"][:6] for row in rows}, month_end(month))
    visible = set(Resident.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True)) if people else set()
    return [
        Earned(
            month=month, resident_id=row["person"], name=row["called"], mobile=row["phone"], good=row["good_sum"],
            days=row["days"], hours=row["hours_sum"] if row["with_hours"] == row["lines"] else None, earned=row["earned_sum"],
            floor=floors[row["place"][:6]], claims=drawn.get(row["person"], []), visible=row["person"] in visible,
        )
        for row in rows
    ]  # fmt: skip


def _drawn(user: Any, people: Sequence[int], month: date) -> dict[int, list[Claim]]:
    """The claims under which these people draw a benefit for the month that a job would end."""
    if not people:
        return {}
    months = Instalment.objects.filter(scheme__in=stopped(), month=month, cancelled_on=None, resident_id__in=people)
    found: dict[int, list[Claim]] = {}
    for claim in Claim.objects.visible_to(user).filter(pk__in=months.values("claim_id")).order_by("pk"):
        found.setdefault(claim.resident_id or 0, []).append(claim)
    return found


def _floors(banners: set[str], on: date) -> Mapping[str, Floor]:
    """The minimum wages of several banners on a day. Two queries."""
    classes = dict(Region.objects.filter(pk__in=banners).values_list("code", "wage_class"))
    tables = rulesets.all_wages()
    return {banner: _floor(tables, banner, classes.get(banner), on) for banner in banners}


def _floor(tables: Sequence[WageTable], banner: str, wage_class: int | None, on: date) -> Floor:
    table = table_for([one for one in tables if banner.startswith(one.region_code)], on)
    if table is None or wage_class is None:
        return Floor(None, None)
    return Floor(table.monthly(wage_class), table.hourly(wage_class))
