"""A claim that an appeal began: which claims it follows, and what of theirs is payable already."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Sum

from cases.models import Claim, Instalment, Lessened
from cases.queries.plans import Payable
from core.money import ZERO

_BEFORE = """
WITH RECURSIVE chain AS (
    SELECT claim_id, 1 AS step FROM cases_appeal WHERE follow_up_id = %s
    UNION ALL
    SELECT a.claim_id, chain.step + 1 FROM chain JOIN cases_appeal a ON a.follow_up_id = chain.claim_id
)
SELECT claim_id FROM chain ORDER BY step
"""
#: Behind what a difference is for stands which appeal made it: 2026-10/+1.
DIFFERENCE = "/+"
_DIFFERENCE = re.compile(r"/\+[0-9]+$")


def before(claim: Claim) -> list[int]:
    """The claims whose decisions fell on appeal and that this one follows, the latest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [claim.pk])
        return [pk for (pk,) in cursor.fetchall()]


@dataclass
class Standing:
    """What is payable for one period under the claims before: instalments, newest first, with what each is still worth."""

    worth: list[tuple[Instalment, Decimal]] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        """The sum in yuan, less what appeals have taken off it."""
        return sum((worth for _instalment, worth in self.worth), ZERO)


@dataclass
class Against:
    """A new plan held against what stands: what is added, what has to be taken off, and the periods that stay as they are."""

    rows: list[Payable] = field(default_factory=list)
    less: list[tuple[Instalment, Decimal]] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    followed: bool = False  # whether there was a decision before


def standing(claims: Iterable[int]) -> dict[str, Standing]:
    """What is payable under these claims by what it is for, whether it was paid yet or not. Two queries."""
    found: dict[str, Standing] = {}
    live = Instalment.objects.filter(claim_id__in=list(claims), cancelled_on__isnull=True).order_by("-pk")
    taken = dict(
        Lessened.objects.filter(instalment__in=live.values("pk"))
        .values("instalment")
        .annotate(sum=Sum("amount"))
        .values_list("instalment", "sum")
    )
    for instalment in live:
        worth = instalment.amount - taken.get(instalment.pk, ZERO)
        if worth > 0:
            found.setdefault(_DIFFERENCE.sub("", instalment.period), Standing()).worth.append((instalment, worth))
    return found


def against(plan: Iterable[Payable], found: dict[str, Standing], step: int, month: date) -> Against:
    """The plan beside what stands: more is payable from `month` on as a difference, less comes off the newest instalments first.

    What stands and is no longer in the plan comes off whole.
    """
    made = Against(followed=True)
    for row in plan:
        stood = found.pop(row.period, None)
        if stood is None:
            made.rows.append(row)
            continue
        made.stays.append(row.period)
        more = row.amount - stood.amount
        if more > 0:
            made.rows.append(Payable(f"{row.period[:50]}{DIFFERENCE}{step}", month, more, row.fund))
        made.less += _off(stood, -more)
    for period, stood in found.items():
        made.stays.append(period)
        made.less += _off(stood, stood.amount)
    return made


def _off(stood: Standing, amount: Decimal) -> list[tuple[Instalment, Decimal]]:
    found = []
    for instalment, worth in stood.worth:
        if amount <= 0:
            break
        found.append((instalment, min(worth, amount)))
        amount -= worth
    return found
