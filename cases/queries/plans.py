"""What an assessment makes payable: each amount with what it is for, told apart from what was payable before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from cases.models import Claim, Instalment
from core import clock
from core.periods import parse_month
from programmes.formulas import registry


@dataclass(frozen=True)
class Payable:
    """One amount in yuan: what it is for, the month from which it may be paid, and the fund that pays it."""

    period: str
    month: date
    amount: Decimal
    fund: str


def payable(claim: Claim, result: dict[str, Any]) -> list[Payable]:
    """The plan of an assessment: months as they are, everything else from this month on."""
    return [_row(claim, line) for line in result["instalments"]]


def _row(claim: Claim, line: dict[str, Any]) -> Payable:
    amount, fund = Decimal(line["amount"]), line.get("fund") or registry.scheme(claim.scheme).fund
    if "month" in line:
        return Payable(line["month"], parse_month(line["month"]), amount, fund)
    part = f"stage-{line['stage']}" if "stage" in line else line.get("period", "")
    named = "/".join(text for text in (claim.occasion, part) if text)
    return Payable(named[:60] or "once", clock.this_month(), amount, fund)


def taken_before(claim: Claim, plan: list[Payable]) -> QuerySet[Instalment]:
    """What the applicant has payable for the same periods under other claims."""
    whose = {"enterprise_id": claim.enterprise_id} if claim.enterprise_id else {"resident_id": claim.resident_id}
    live = Instalment.objects.filter(
        scheme=claim.scheme, period__in=[row.period for row in plan], cancelled_on__isnull=True, **whose
    )
    return live.exclude(claim=claim).order_by("period")
