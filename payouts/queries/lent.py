"""What was lent and paid out, with the plan by which the grant says it comes back."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from core.periods import month_end, parse_month
from payouts.queries.overpaid import PAID
from programmes.formulas.registry import SCHEMES

#: Payments that the bank made and that stayed, of programmes that lend; one that stood in a recovery, a revoked one too,
#: is not opened again.
_UNOPENED = f"""
    SELECT c.id, p.id, p.amount, p.fund, d.number, d.checked_by_id, d.decided_by_id, a.result -> 'entitlement' -> 'repayments'
    FROM cases_claim c JOIN cases_decision d ON d.claim_id = c.id AND d.granted
    JOIN cases_assessment a ON a.id = d.assessment_id
    JOIN cases_instalment i ON i.claim_id = c.id
    CROSS JOIN LATERAL ({PAID.format(instalment="i.id")}) p
    WHERE c.scheme = ANY (%(lending)s) AND NOT EXISTS (SELECT FROM payouts_recoveryitem x WHERE x.line_id = p.id)
    ORDER BY p.id
"""


@dataclass(frozen=True)
class Lent:
    """One payment that was lent, the decision and its two people, and the parts of the plan: last day, yuan."""

    claim_id: int
    line_id: int
    amount: Decimal
    fund: str
    decision: str
    checked_by_id: int
    decided_by_id: int
    plan: list[tuple[date, Decimal]]


def unopened() -> list[Lent]:
    """Every payment that was lent and is not asked back yet, oldest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_UNOPENED, {"lending": [name for name, scheme in SCHEMES.items() if scheme.lends]})
        return [Lent(*row[:-1], _plan(row[-1])) for row in cursor.fetchall()]


def _plan(stored: str) -> list[tuple[date, Decimal]]:
    return [(month_end(parse_month(part["month"])), Decimal(part["amount"])) for part in json.loads(stored)]
