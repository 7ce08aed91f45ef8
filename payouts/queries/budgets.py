"""Budgets beside what was granted and paid, and the months to come: a fixed number of statements for every budget of a year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from core.money import ZERO
from ledger.models import Budget, BudgetPlan
from stations.models import Region, scope_filter
from stations.states import FINANCE_ROLES, Role

#: Granted and paid a budget: a line counts as paid once the bank said so and while the money has not come back.
_SUMS = """
SELECT b.id, to_char(i.month, 'YYYY-MM'), sum(i.amount),
    coalesce(sum(i.amount) FILTER (WHERE EXISTS (
        SELECT FROM payouts_line l JOIN payouts_result r ON r.line_id = l.id AND r.outcome = 1
        WHERE l.instalment_id = i.id AND NOT EXISTS (SELECT FROM payouts_return t WHERE t.line_id = l.id))), 0)
FROM ledger_budget b
JOIN cases_instalment i ON i.scheme = b.scheme AND i.cancelled_on IS NULL
    AND i.month >= make_date(b.year, 1, 1) AND i.month < make_date(b.year + 1, 1, 1)
    AND (b.league = '150000' OR substr(i.region_code, 1, 4) = substr(b.league, 1, 4))
WHERE b.id = ANY (%s) GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass
class Standing:
    """One budget in yuan: planned, granted (reserved), paid, what is left, and granted by month."""

    budget: Budget
    place: str
    granted: Decimal = ZERO
    paid: Decimal = ZERO
    months: list[tuple[str, Decimal, Decimal]] = field(default_factory=list)

    @property
    def left(self) -> Decimal:
        """What may still be granted; negative where the law made more due than was planned."""
        return self.budget.planned - self.granted

    @property
    def waiting(self) -> Decimal:
        """Granted and not yet paid."""
        return self.granted - self.paid

    @property
    def share(self) -> int:
        """Granted of the plan in whole per cent."""
        return int(self.granted * 100 / self.budget.planned) if self.budget.planned else (100 if self.granted else 0)


def budgets_for(user: Any, year: int) -> QuerySet[Budget]:
    """The budgets of a year in the places of the reader's finance and audit posts."""
    seen = scope_filter(user, (*FINANCE_ROLES, Role.AUDITOR), region="league", station="pk__isnull")
    return Budget.objects.filter(seen, year=year).order_by("league", "scheme")


def standings(budgets: Sequence[Budget]) -> list[Standing]:
    """Each budget with its sums; two statements however many there are."""
    names = dict(Region.objects.filter(code__in={budget.league for budget in budgets}).values_list("code", "name"))
    found = {budget.pk: Standing(budget, names.get(budget.league, budget.league)) for budget in budgets}
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [list(found)])
        for pk, month, granted, paid in cursor.fetchall():
            found[pk].months.append((month, granted, paid))
            found[pk].granted += granted
            found[pk].paid += paid
    return list(found.values())


def waiting_plans(user: Any) -> QuerySet[BudgetPlan]:
    """Plans without a decision in the places of the reader's finance and audit posts."""
    seen = scope_filter(user, (*FINANCE_ROLES, Role.AUDITOR), region="league", station="pk__isnull")
    return BudgetPlan.objects.filter(seen, decided_at__isnull=True).select_related("proposed_by").order_by("pk")


def plans_of(budget: Budget) -> QuerySet[BudgetPlan]:
    """Every plan of a budget, the newest first."""
    same = {"scheme": budget.scheme, "league": budget.league, "year": budget.year}
    return BudgetPlan.objects.filter(**same).select_related("proposed_by", "decided_by").order_by("-pk")


def years(today: date) -> list[int]:
    """The years that the page offers: last year, this one, the next."""
    return [today.year - 1, today.year, today.year + 1]
