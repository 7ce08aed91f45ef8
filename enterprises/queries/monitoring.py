"""The sample firms of the unemployment monitoring (失业动态监测) in a month: who reported, and how the staff changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Case, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Left
from django.utils.translation import gettext as _

from core import clock, sheets
from core.periods import add_months, month_end, month_of
from enterprises.models import Enterprise, Listing, StaffReport
from enterprises.queries import hooks
from enterprises.queries.work import share
from enterprises.states import ListingKind
from stations.models import Region

#: What the list is narrowed to.
REPORTED, MISSING, FALLEN = "reported", "missing", "fallen"
BANNER_DIGITS = 6
RATIO: "DecimalField[Any, Any]" = DecimalField(max_digits=6, decimal_places=4)


def last_month() -> date:
    """The newest month that can be reported: the last one that has ended."""
    return add_months(month_of(clock.today()), 0 if clock.today() == month_end(clock.today()) else -1)


def is_sample_firm(unit: Enterprise, day: date) -> bool:
    """Whether the unit reports its staff on that day."""
    return bool(unit.listings.filter(kind=ListingKind.SAMPLE_FIRM).in_force(day).exists())


def reports_of(unit: Enterprise, last: int = 12) -> list[StaffReport]:
    """The newest reports, corrected ones among them, newest month first."""
    return list(unit.staff_reports.select_related("reported_by").order_by("-month", "-version")[:last])


def firms(user: Any, month: date) -> QuerySet[Enterprise]:
    """The sample firms of the month that `user` may see, each with what it reported for it and for the month before.

    `month_staff`, `month_joined`, `month_left`, `month_at`, `month_version` and `staff_before` are None where nothing is
    reported; `change` where one of the two months is not; `fallen`: whether the fall reaches the
    warning of the place's rules, None where they name none.
    """
    listed = Listing.objects.filter(kind=ListingKind.SAMPLE_FIRM).within(month, month_end(month))
    found = Enterprise.objects.visible_to(user).filter(pk__in=listed.values("enterprise")).exclude(closed_on__lt=month)
    before = add_months(month, -1)
    return found.annotate(
        month_staff=_newest(month, "staff"),
        month_joined=_newest(month, "joined"),
        month_left=_newest(month, "left"),
        month_at=_newest(month, "reported_at"),
        month_version=_newest(month, "version"),
        staff_before=_newest(before, "staff"),
        change=F("month_staff") - F("staff_before"),
        fallen=_fallen(month),
    )


def _newest(month: date, field: str) -> Subquery:
    told = StaffReport.objects.filter(enterprise=OuterRef("pk"), month=month).order_by("-version")
    return Subquery(told.values(field)[:1])


def _fallen(month: date) -> Any:
    """Whether the staff fell by the share from which the rules of the place warn; None where they name none."""
    steps = []
    for prefix, limit in hooks.fall_warnings(month_end(month)):
        here = Q(region_code__startswith=prefix)
        fell = Q(staff_before__gt=0, change__lte=F("staff_before") * Value(-limit, output_field=RATIO))
        steps += [When(here & fell, then=Value(True)), When(here, then=Value(False))]
    return Case(*steps, default=None, output_field=BooleanField(null=True))


def narrowed(found: QuerySet[Enterprise], how: str) -> QuerySet[Enterprise]:
    """Only those that reported, that did not, or whose fall is marked; all of them without a word."""
    wanted = {REPORTED: Q(month_staff__isnull=False), MISSING: Q(month_staff__isnull=True), FALLEN: Q(fallen=True)}
    return found.filter(wanted[how]) if how in wanted else found


@dataclass
class Total:
    """The sample firms of a place. Only firms that reported both months are compared: a missing report is no fall."""

    label: str
    firms: int = 0
    reported: int = 0
    staff: int = 0
    compared: int = 0
    now: int = 0
    before: int = 0
    ruled: int = 0
    fell: int = 0

    @property
    def missing(self) -> int:
        """Those that have not reported."""
        return self.firms - self.reported

    @property
    def change(self) -> int | None:
        """People more or fewer than in the month before, of the firms compared."""
        return self.now - self.before if self.compared else None

    @property
    def fallen(self) -> int | None:
        """Firms whose fall reaches the warning; None where no rules here name one."""
        return self.fell if self.ruled else None

    @property
    def rate(self) -> Decimal | None:
        """The change in per cent, half-up to a tenth."""
        return share(self.now - self.before, self.before)


def totals(user: Any, month: date) -> tuple[Total, list[Total]]:
    """The whole and each banner or county, of the firms that `user` may see. Two queries beside the warnings."""
    both = Q(change__isnull=False)
    counted = firms(user, month).annotate(place=Left("region_code", BANNER_DIGITS)).order_by().values("place")
    rows = counted.annotate(
        firms=Count("pk"),
        reported=Count("month_staff"),
        in_all=Coalesce(Sum("month_staff"), 0),
        compared=Count("pk", filter=both),
        now=Coalesce(Sum("month_staff", filter=both), 0),
        before=Coalesce(Sum("staff_before", filter=both), 0),
        ruled=Count("fallen"),
        fell=Count("pk", filter=Q(fallen=True)),
    )
    told = {row["place"]: row for row in rows}
    names = dict(Region.objects.filter(pk__in=told).values_list("pk", "name"))
    whole, found = Total(""), []
    for place, row in sorted(told.items()):
        one = Total(
            names.get(place, place), row["firms"], row["reported"], row["in_all"], row["compared"], row["now"], row["before"],
            row["ruled"], row["fell"],
        )  # fmt: skip
        found.append(one)
        for name in ("firms", "reported", "staff", "compared", "now", "before", "ruled", "fell"):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
    return whole, found


def rate_of(firm: Any) -> Decimal | None:
    """The change of one firm in per cent, half-up to a tenth; None without both months or with nobody before."""
    return None if firm.change is None else share(firm.change, firm.staff_before)


def write(target: Any, found: QuerySet[Enterprise], month: date) -> int:
    """The firms as one sheet, streamed; returns how many."""
    headers = [
        _("Unified social credit code"), _("Name"), _("Place of registration"), _("Month"), _("Staff at the month's end"),
        _("Joined"), _("Left"), _("Staff of the month before"), _("Change in staff"), _("Change in staff (%)"), _("Warning"),
        _("When reported"),
    ]  # fmt: skip
    return sheets.write_workbook(
        target, title=_("Staff reports"), headers=headers, rows=_rows(found, month), widths=(22, 30, 14, 10)
    )


def _rows(found: QuerySet[Enterprise], month: date) -> Iterator[list[Any]]:
    for firm in found.select_related("region").order_by("region_code", "sort_key", "pk").iterator(chunk_size=2000):
        yield [
            firm.credit_code, firm.name, firm.region.name, f"{month:%Y-%m}", firm.month_staff, firm.month_joined,
            firm.month_left, firm.staff_before, firm.change, rate_of(firm), _("Warning") if firm.fallen else "",
            firm.month_at.astimezone(clock.BEIJING) if firm.month_at else _("Not reported"),
        ]  # fmt: skip
