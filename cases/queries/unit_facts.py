"""What the portal knows of an enterprise, each fact under the name that the programmes give it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Sum

from cases.models import Claim
from cases.states import ClaimState
from core.periods import add_months, month_of
from enterprises.models import Enterprise, InsuranceMonth, InsuranceYear, Listing, StaffReport
from enterprises.states import Line, ListingKind
from programmes.formulas import registry
from programmes.queries import parameters

REFUND_MONTH = "refund_month"


def refund_month(scheme: str, region_code: str, on: date) -> date | None:
    """The month whose paid premiums a programme gives back, where its rules there name one."""
    if not any(parameter.name == REFUND_MONTH for parameter in registry.scheme(scheme).parameters):
        return None
    stated = parameters.stated(scheme, region_code, on, REFUND_MONTH)
    return date.fromisoformat(stated) if stated else None


def report_year(on: date) -> int:
    """The year whose staff reports are judged: the one before, since that of the day is not over."""
    return on.year - 1


def days_of(year: int) -> tuple[date, date]:
    """The first day of a year and its last."""
    return date(year, 1, 1), date(year, 12, 31)


@dataclass
class UnitLook:
    """One enterprise looked at for one programme on a day; what several facts need is read once."""

    enterprise: Enterprise
    scheme: str
    told: dict[str, Any]
    on: date

    @cached_property
    def year(self) -> InsuranceYear | None:
        """The counts of the year before the day (上年度)."""
        return InsuranceYear.objects.filter(enterprise=self.enterprise, year=self.on.year - 1).first()

    @cached_property
    def listed(self) -> frozenset[str]:
        """Honours held and lists stood on that day."""
        return frozenset(Listing.objects.in_force(self.on).filter(enterprise=self.enterprise).values_list("kind", flat=True))

    @cached_property
    def refunded(self) -> date | None:
        """The month whose paid premiums the programme gives back, where its rules name one."""
        return refund_month(self.scheme, self.enterprise.region_code, self.on)

    @cached_property
    def month(self) -> date:
        """The month that premiums are asked for: the one that is refunded, otherwise the one before the day."""
        return self.refunded or add_months(month_of(self.on), -1)

    @cached_property
    def premiums(self) -> dict[int, Decimal]:
        """The unit's own part of that month by line of insurance, in yuan; one amount together with the staff's is not it.

        Of a month that is refunded only what was paid counts.
        """
        rows = InsuranceMonth.objects.filter(enterprise=self.enterprise, month=self.month, undivided=False)
        if self.refunded:
            rows = rows.filter(paid_on__isnull=False)
        return dict(rows.values("line").annotate(sum=Sum("premium_unit")).values_list("line", "sum"))

    @cached_property
    def recognised(self) -> bool:
        """Whether it is a recognised workshop."""
        granted = Claim.objects.filter(enterprise=self.enterprise, scheme="workshop_recognition", state=ClaimState.GRANTED)
        return granted.exists()

    @cached_property
    def sampled(self) -> bool:
        """Whether it was a sample firm of the monitoring in the year of its reports."""
        listed = Listing.objects.within(*days_of(report_year(self.on)))
        return listed.filter(enterprise=self.enterprise, kind=ListingKind.SAMPLE_FIRM).exists()

    @cached_property
    def months_reported(self) -> int:
        """The months of that year it has reported its staff for; a month that was corrected counts once."""
        told = StaffReport.objects.filter(enterprise=self.enterprise, month__range=days_of(report_year(self.on)))
        return told.values("month").distinct().count()


def _counted(name: str) -> Callable[[UnitLook], Any]:
    def count(look: UnitLook) -> Any:
        found = getattr(look.year, name, None)
        return str(found) if isinstance(found, Decimal) else found

    return count


def _on_list(kind: ListingKind) -> Callable[[UnitLook], bool]:
    return lambda look: kind.value in look.listed


def _premium(line: Line) -> Callable[[UnitLook], str]:
    return lambda look: str(look.premiums.get(line.value, Decimal("0.00")))


def _reference(look: UnitLook) -> int | None:
    """Insured at the end of the year before, and where nobody counted then, at the end of the year."""
    if look.year is None:
        return None
    return look.year.insured_reference if look.year.insured_reference is not None else look.year.staff_year_end


#: Fact by fact; JSON values, None where the register does not know.
LOOKUPS: dict[str, Callable[[UnitLook], Any]] = {
    "unit_type": lambda look: look.enterprise.unit_type,
    "size": lambda look: look.enterprise.size_class or None,
    "months_paid_in_full": _counted("months_paid_in_full"),
    "insured_staff": _reference,
    "insured_reference": _counted("insured_reference"),
    "insured_average": _counted("insured_average"),
    "staff_year_start": _counted("staff_year_start"),
    "staff_year_end": _counted("staff_year_end"),
    "laid_off": _counted("laid_off"),
    "natural_attrition": _counted("natural_attrition"),
    "benefit_drawers": _counted("benefit_drawers"),
    "premium_paid": _counted("premium_paid"),
    "serious_violation": _on_list(ListingKind.SERIOUS_VIOLATION),
    "zombie_list": _on_list(ListingKind.ZOMBIE),
    "environment_ok": lambda look: ListingKind.ENVIRONMENT_FAULT.value not in look.listed,
    "refund_year": lambda look: look.on.year - 1,
    "grant_year": lambda look: look.on.year,
    "report_year": lambda look: report_year(look.on),
    "sample_firm": lambda look: look.sampled,
    "months_reported": lambda look: look.months_reported,
    "premium_month": lambda look: look.month.isoformat(),
    "premium_pension": _premium(Line.PENSION),
    "premium_injury": _premium(Line.INJURY),
    "premium_unemployment": _premium(Line.UNEMPLOYMENT),
    "monthly_medical_premium": _premium(Line.MEDICAL),
    "workshop_recognised": lambda look: look.recognised,
    "on_list": lambda look: str(look.told.get("list_kind") or "") in look.listed,
}
