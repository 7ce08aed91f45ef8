"""Screening set-wise: what is due goes judged and numbered into a table of the transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from payouts.models import Batch
from payouts.queries.ceilings import ceilings
from payouts.queries.due import SOURCES, parameters
from payouts.queries.screening import JOINS, REASON
from payouts.states import Hold

_DUE = f"""
CREATE TEMPORARY TABLE due ON COMMIT DROP AS
SELECT judged.*, CASE WHEN reason = 0 THEN row_number() OVER (PARTITION BY fund, reason = 0 ORDER BY instalment_id) END AS line_no
FROM (
    SELECT pay.instalment_id, pay.attempt, pay.line_id, pay.booked, i.resident_id, i.fund, i.scheme, i.month,
        i.region_code, i.amount,
        a.id AS account_id, coalesce(a.holder_name, '') AS holder_name, coalesce(a.last4, '') AS last4,
        coalesce(a.bank_code, '') AS cnaps, a.number_hash AS account_hash, a.number AS account_cipher, {REASON} AS reason
    FROM ({SOURCES}) pay {JOINS}
) judged
"""

_GROUPS = """
SELECT fund, count(*) FILTER (WHERE reason = 0), count(*) FILTER (WHERE reason > 0),
    coalesce(sum(amount) FILTER (WHERE reason = 0 AND NOT booked), 0)
FROM due GROUP BY fund ORDER BY fund
"""

_AGAIN = f"""
SELECT l.id, CASE WHEN {REASON} <> 0 THEN {REASON} WHEN a.id <> l.account_id THEN {Hold.ACCOUNT_CHANGED:d} ELSE 0 END AS reason
FROM payouts_line l JOIN (SELECT id AS line_id, instalment_id FROM payouts_line WHERE batch_id = %(batch)s AND standing = 1) pay
    ON pay.line_id = l.id {JOINS}
"""
_CHANGED = f"SELECT id, reason FROM ({_AGAIN}) judged WHERE reason <> 0 ORDER BY id"


@dataclass(frozen=True)
class Group:
    """What one fund has to pay in the league: lines free of faults, held ones, and yuan not yet in the books."""

    fund: str
    payable: int
    held: int
    unbooked: Decimal


def gather(*, league_code: str, month: date) -> list[Group]:
    """The temporary table `due` holds everything due up to `month` in the league, judged; lives until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("DROP TABLE IF EXISTS due")
        cursor.execute(_DUE, parameters(league_code, month))
        cursor.execute(_GROUPS)
        return [Group(*row) for row in cursor.fetchall()]


def changed_since_sealing(batch: Batch) -> list[tuple[int, int]]:
    """(line id, hold reason) of the sealed lines that would not be sealed today."""
    tops = ceilings(batch.league_code, batch.month)
    asked: dict[str, Any] = {
        "batch": batch.pk,
        "schemes": [top[0] for top in tops],
        "months": [top[1] for top in tops],
        "tops": [top[2] for top in tops],
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(_CHANGED, asked)
        return list(cursor.fetchall())


def numbered(reasons: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Two parallel lists for `unnest`."""
    pairs = list(reasons)
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
