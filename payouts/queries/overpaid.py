"""What was paid and should not have been: after the end, after a death, beside a job of the hire records, twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from cases.models import Claim
from cases.queries import hires
from cases.states import EndReason
from payouts.states import Cause

#: What a reason of the end says about months paid after it.
CAUSE_OF_END = {
    EndReason.EMPLOYED: Cause.EMPLOYED,
    EndReason.DEATH: Cause.DEATH,
    EndReason.PENSION: Cause.PENSION,
    EndReason.REFUSED_OFFER: Cause.REFUSED_OFFER,
    EndReason.MILITARY: Cause.ENDED,
    EndReason.ABROAD: Cause.ENDED,
    EndReason.PRISON: Cause.ENDED,
}

#: What the search itself finds, beside the reasons of an end: paid twice, paid beside a job, taken off by an appeal.
FOUND = {"twice": Cause.DUPLICATE, "hired": Cause.HIRED, "lessened": Cause.WRONG_AMOUNT}

#: That a benefit ended with a job that stands in the hire records: `c` is the claim.
_WITH_JOB = """
    c.end_reason = 'employed' AND EXISTS (SELECT FROM cases_hire h
        WHERE h.resident_id = c.resident_id AND h.voided_at IS NULL AND h.hired_on = c.ended_on)
"""
#: That a hire record covers the month of the instalment `i`.
_COVERED = """
    EXISTS (SELECT FROM cases_hire h WHERE h.resident_id = i.resident_id AND h.voided_at IS NULL
        AND cases_job_covers(i.scheme, i.region_code, h.hired_on, h.left_on, i.month))
"""

#: Payments that the bank made and that stayed, as the books have it; those in no recovery that counts.
PAID = """
    SELECT l.id, l.instalment_id, l.amount, l.fund FROM payouts_line l
    WHERE l.instalment_id = {instalment} AND (
        EXISTS (SELECT FROM payouts_result r WHERE r.line_id = l.id AND r.outcome = 1)
            AND NOT EXISTS (SELECT FROM payouts_return t WHERE t.line_id = l.id)
        OR EXISTS (SELECT FROM payouts_bankexception e
            WHERE e.line_id = l.id AND e.confirmed_at IS NOT NULL AND e.settlement = 'paid' AND e.blocks))
"""

#: Of one claim, whatever its state: every payment, with what stands against it.
_OF_CLAIM = f"""
    SELECT p.id, i.period, i.month, p.amount, p.fund,
        r.deceased_on IS NOT NULL AND i.month > r.deceased_on AS after_death,
        c.state = 'ended' AND c.end_reason NOT IN ('used_up', 'superseded') AND i.month > c.last_month AS after_end,
        {_COVERED} OR ({_WITH_JOB} AND i.month > c.last_month) AS beside_job,
        EXISTS (SELECT FROM payouts_recoveryitem x WHERE x.line_id = p.id AND x.counts) AS taken
    FROM cases_claim c JOIN cases_instalment i ON i.claim_id = c.id LEFT JOIN cases_resident r ON r.id = c.resident_id
    CROSS JOIN LATERAL ({PAID.format(instalment="i.id")}) p
    WHERE c.id = %(claim)s ORDER BY i.month, p.id
"""

#: All claims at once. A payment that stood in any recovery before, a dismissed one too, was looked at by people already.
_EVERYWHERE = f"""
    WITH late AS (
        SELECT i.id, i.claim_id, CASE WHEN {_COVERED} OR {_WITH_JOB} THEN 'hired' ELSE c.end_reason END AS why
        FROM cases_claim c
        JOIN cases_instalment i ON i.claim_id = c.id AND i.cancelled_on IS NULL AND i.month > c.last_month
        WHERE c.state = 'ended' AND c.end_reason NOT IN ('used_up', 'superseded')
        UNION
        SELECT i.id, i.claim_id, 'death' FROM cases_resident r
        JOIN cases_instalment i ON i.resident_id = r.id AND i.cancelled_on IS NULL AND i.month > r.deceased_on
        JOIN cases_claim c ON c.id = i.claim_id AND c.state IN ('granted', 'suspended')
        WHERE r.deceased_on IS NOT NULL
        UNION
        SELECT i.id, i.claim_id, 'hired' FROM cases_hire h
        JOIN cases_instalment i ON i.resident_id = h.resident_id AND i.cancelled_on IS NULL AND i.scheme = ANY (%(stopped)s)
            AND i.month >= date_trunc('month', h.hired_on::timestamp)
            AND (h.left_on IS NULL OR i.month < date_trunc('month', h.left_on::timestamp))
        WHERE h.voided_at IS NULL AND cases_job_covers(i.scheme, i.region_code, h.hired_on, h.left_on, i.month)
    ), after_all AS (
        SELECT DISTINCT l.id, i.claim_id, i.scheme, i.period, coalesce(i.resident_id, -i.enterprise_id) AS payee
        FROM payouts_bankexception e JOIN payouts_line l ON l.id = e.line_id JOIN cases_instalment i ON i.id = l.instalment_id
        WHERE e.confirmed_at IS NOT NULL AND e.settlement = 'paid' AND e.blocks
    ), found AS (
        SELECT late.claim_id, late.why, p.id AS line_id, p.amount, p.fund FROM late
        CROSS JOIN LATERAL ({PAID.format(instalment="late.id")}) p
        UNION
        SELECT a.claim_id, 'twice', p.id, p.amount, p.fund FROM after_all a
        JOIN cases_instalment i ON coalesce(i.resident_id, -i.enterprise_id) = a.payee AND i.scheme = a.scheme
            AND i.period = a.period
        CROSS JOIN LATERAL ({PAID.format(instalment="i.id")}) p
        WHERE p.id > a.id
        UNION
        SELECT i.claim_id, 'lessened', p.id, least(p.amount, off.amount), p.fund
        FROM (SELECT instalment_id, sum(amount) AS amount FROM cases_lessened GROUP BY instalment_id) off
        JOIN cases_instalment i ON i.id = off.instalment_id
        CROSS JOIN LATERAL ({PAID.format(instalment="i.id")}) p
    )
    SELECT f.claim_id, f.why, f.fund, array_agg(f.line_id ORDER BY f.line_id), array_agg(f.amount ORDER BY f.line_id)
    FROM found f WHERE NOT EXISTS (SELECT FROM payouts_recoveryitem x WHERE x.line_id = f.line_id)
    GROUP BY f.claim_id, f.why, f.fund ORDER BY f.claim_id, f.why, f.fund
"""


@dataclass(frozen=True)
class Payment:
    """One payment of a claim that the bank made and that stayed; `cause` is what stands against it, or empty."""

    line_id: int
    period: str
    month: date
    amount: Decimal
    fund: str
    cause: str
    taken: bool


@dataclass(frozen=True)
class Overpaid:
    """Payments of one claim and fund that should not have been made, for one cause."""

    claim_id: int
    cause: Cause
    fund: str
    lines: list[tuple[int, Decimal]]

    @property
    def amount(self) -> Decimal:
        """What has to come back, in yuan."""
        return sum((amount for _line, amount in self.lines), Decimal("0.00"))


def payments_of(claim: Claim) -> list[Payment]:
    """Everything that was paid under a claim, oldest month first, with what stands against each payment."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_CLAIM, {"claim": claim.pk})
        return [
            Payment(line, period, month, amount, fund, _cause(claim, dead, over, job), taken)
            for line, period, month, amount, fund, dead, over, job, taken in cursor.fetchall()
        ]


def _cause(claim: Claim, after_death: bool, after_end: bool, beside_job: bool) -> str:
    if after_death:
        return Cause.DEATH
    if beside_job:
        return Cause.HIRED
    return CAUSE_OF_END.get(EndReason(claim.end_reason), Cause.ENDED) if after_end else ""


def everywhere() -> list[Overpaid]:
    """Every overpayment that nobody has looked at yet, one a claim, cause and fund. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_EVERYWHERE, {"stopped": hires.stopped()})
        return _merged(cursor.fetchall())


def _merged(rows: Iterable[Any]) -> list[Overpaid]:
    """A payment stands in one of them only, the first."""
    found: list[Overpaid] = []
    seen: set[int] = set()
    for claim_id, why, fund, lines, amounts in rows:
        cause = FOUND.get(why) or CAUSE_OF_END.get(EndReason(why), Cause.ENDED)
        fresh = [(line, amount) for line, amount in zip(lines, amounts, strict=True) if line not in seen]
        seen.update(line for line, _amount in fresh)
        if fresh:
            found.append(Overpaid(claim_id, cause, fund, fresh))
    return found
