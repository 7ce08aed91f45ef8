"""Each line of the answer is judged once, in one statement: applied, said before, still pending, or an exception."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from payouts.models import Answer
from payouts.models.line import KEY_DIGITS

#: What is applied, and what is passed over because it is no news.
APPLIED, NO_NEWS = "new", "repeat"

#: Where the lines of the batches lie: the results of other months, however many, need not be read.
#: OFFSET keeps Postgres from looking for the least id along all ids there are.
_REACH = """
SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM (SELECT id FROM payouts_line WHERE batch_id = ANY (%s) OFFSET 0) lines
"""

# Batches and reach say nothing that the joins do not: they let Postgres take the lines of these batches by their index.
# The order is the order of judgement. R are returns; they are judged after the results of the same file were written.
_JUDGED = """
WITH judged AS MATERIALIZED (
    SELECT s.row_no, s.key, s.number, s.line_no, s.status, s.amount AS said_amount, s.last4, s.code, s.reason, s.on_day,
        b.id AS batch_id, b.region_code, l.id AS line_id, l.amount,
        (l.standing = 2 OR b.state = 'cancelled' OR r.outcome = 2 OR t.line_id IS NOT NULL) AS dead,
        CASE
            {duplicate}
            WHEN l.id IS NULL THEN 'unknown_line'
            WHEN %(only)s <> '' AND s.number <> %(only)s THEN 'other_batch'
            WHEN l.standing <> 1 OR b.state NOT IN ('sent', 'answered', 'closed') THEN 'not_sent'
            WHEN s.amount <> l.amount THEN 'wrong_amount'
            WHEN s.account_hash <> l.account_hash THEN 'wrong_account'
            {verdicts}
        END AS verdict
    FROM payouts_said s
    LEFT JOIN payouts_batch b ON b.number = s.number
    LEFT JOIN payouts_line l ON l.batch_id = b.id AND l.line_no = s.line_no AND l.batch_id = ANY (%(batches)s)
    LEFT JOIN payouts_result r ON r.line_id = l.id AND r.line_id BETWEEN %(first)s AND %(last)s
    LEFT JOIN payouts_return t ON t.line_id = l.id
    {twice}
    WHERE {which}
), applied AS (
    {apply}
), excepted AS (
    INSERT INTO payouts_bankexception (answer_id, row_no, kind, key, batch_id, line_id, region_code, said, amount, last4,
        reason_code, reason, on_day, found_at, blocks, settlement, evidence)
    SELECT %(answer)s, row_no, verdict, left({key}, 64), batch_id, line_id, coalesce(region_code, %(region)s), status,
        said_amount, last4, code, reason, on_day, %(at)s, coalesce(dead, false) AND status IN ('S', 'P'), '', ''
    FROM judged WHERE verdict NOT IN ('new', 'repeat')
)
SELECT batch_id, status, verdict, count(*), coalesce(sum(amount), 0) FROM judged GROUP BY batch_id, status, verdict
"""

#: A key that is ours stands in the table as its two numbers.
_KEY = f"coalesce({{s}}.key, {{s}}.number || '-' || lpad({{s}}.line_no::text, {KEY_DIGITS}, '0'))"
_DUPLICATE = "WHEN twice.key IS NOT NULL THEN 'duplicate'"
_TWICE = f"""
    LEFT JOIN (SELECT {_KEY.format(s="o")} AS key FROM payouts_said o WHERE {{which}} GROUP BY 1 HAVING count(*) > 1) twice
        ON twice.key = {_KEY.format(s="s")}
"""


def _statement(distinct: bool, which: str, verdicts: str, apply: str) -> str:
    """The judgement of the lines `which`; where they are known to be `distinct`, nobody looks for one that is there twice."""
    return _JUDGED.format(
        which=which, verdicts=verdicts, apply=apply, key=_KEY.format(s="judged"), duplicate="" if distinct else _DUPLICATE,
        twice="" if distinct else _TWICE.format(which=which),
    )  # fmt: skip


_RESULTS = {
    "which": "status <> 'R'",
    "verdicts": """
            WHEN r.line_id IS NULL THEN 'new'
            WHEN s.status = 'S' AND r.outcome = 2 THEN 'success_after_failure'
            WHEN s.status = 'F' AND r.outcome = 1 AND t.line_id IS NULL THEN 'contradiction'
            WHEN s.status = 'P' AND r.outcome = 2 THEN 'contradiction'
            ELSE 'repeat'
    """,
    "apply": """
    INSERT INTO payouts_result (line_id, batch_id, answer_id, outcome, needs_account, on_day, at, reason_code, reason)
    SELECT line_id, batch_id, %(answer)s, CASE status WHEN 'S' THEN 1 ELSE 2 END, status = 'F', on_day, %(at)s, code, reason
    FROM judged WHERE verdict = 'new' AND status IN ('S', 'F')
    """,
}

_RETURNS = {
    "which": "status = 'R'",
    "verdicts": """
            WHEN r.line_id IS NULL THEN 'return_unpaid'
            WHEN r.outcome = 2 THEN 'contradiction'
            WHEN t.line_id IS NULL THEN 'new'
            WHEN t.on_day = s.on_day THEN 'repeat'
            ELSE 'return_again'
    """,
    "apply": """
    INSERT INTO payouts_return (line_id, batch_id, answer_id, on_day, at, reason_code, reason)
    SELECT line_id, batch_id, %(answer)s, on_day, %(at)s, code, reason FROM judged WHERE verdict = 'new'
    """,
}


@dataclass(frozen=True)
class Verdict:
    """How many lines of one batch, said to be `status`, were judged alike; `amount` in yuan, of our own lines."""

    batch_id: int | None
    status: str
    verdict: str
    count: int
    amount: Decimal


def judge(*, answer: Answer, only: str, batches: list[int], distinct: bool, returns: bool, at: Any) -> list[Verdict]:
    """The results and returns that are beyond doubt stand in their tables, everything else in the exceptions.

    `batches` are all that the file speaks of; `returns` says whether it speaks of money that came back.
    `only` is the number of the batch that the file says it is about, or empty for a statement about many; `distinct` says
    that no line stands in the file twice, as far as reading could tell.
    """
    given = {"answer": answer.pk, "only": only, "at": at, "region": answer.region_code, "batches": batches}
    verdicts: list[Verdict] = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")  # a million lines are joined in memory, not on disk
        cursor.execute(_REACH, [batches])
        given["first"], given["last"] = cursor.fetchone()
        for statement in (_RESULTS, _RETURNS) if returns else (_RESULTS,):
            cursor.execute(_statement(distinct, **statement), given)
            verdicts += [Verdict(*row) for row in cursor.fetchall()]
    return verdicts
