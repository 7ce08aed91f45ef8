"""Whether a binding budget holds what a claim would make payable: the same sums that Postgres asks when it is granted."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from cases.models import Claim
from cases.queries import plans

#: As `cases_budget_holds` adds it up; the rule itself stands there.
_SHORT = """
SELECT b.year, b.planned - coalesce((SELECT sum(i.amount) FROM cases_instalment i
        WHERE i.scheme = b.scheme AND i.cancelled_on IS NULL
            AND i.month >= make_date(b.year, 1, 1) AND i.month < make_date(b.year + 1, 1, 1)
            AND (b.league = '150000' OR substr(i.region_code, 1, 4) = substr(b.league, 1, 4))), 0) AS left_over, asked.amount
FROM ledger_budget b JOIN unnest(%s::int[], %s::numeric[]) AS asked (year, amount) ON asked.year = b.year
WHERE b.binding AND b.scheme = %s AND b.league IN ('150000', %s)
ORDER BY b.year, b.league
"""


@dataclass(frozen=True)
class Short:
    """A budget that does not hold a claim: what is left of it and what the claim asks for, in yuan."""

    year: int
    left: Decimal
    asked: Decimal


def short(claim: Claim) -> Short | None:
    """The first budget that does not hold the plan of the claim's newest assessment; None where all do. Two queries."""
    assessment = claim.assessments.order_by("-pk").first()
    asked: Counter[int] = Counter()
    for row in plans.payable(claim, assessment.result) if assessment else []:
        asked[row.month.year] += row.amount
    if not asked:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SHORT, [list(asked), list(asked.values()), claim.scheme, f"{claim.region_code[:4]}00"])
        return next((Short(*row) for row in cursor.fetchall() if row[1] < row[2]), None)
