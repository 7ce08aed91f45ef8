"""Screening set-wise: what is due goes judged and numbered into a table of the transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from payouts.models import Batch
from payouts.queries.due import SOURCES, ceiling_parameters, parameters
from payouts.queries.screening import INSTALMENT, JOINS, REASON
from payouts.states import Hold

# Found first and judged after: a planner that takes a table for smaller than it is would look for what is due once a person.
_FOUND = f"CREATE TEMPORARY TABLE found ON COMMIT DROP AS {SOURCES}"

_DUE = f"""
CREATE TEMPORARY TABLE due ON COMMIT DROP AS
SELECT judged.*,
    CASE WHEN reason = 0 THEN row_number() OVER (PARTITION BY league_code, fund, reason = 0 ORDER BY instalment_id) END AS line_no
FROM (
    SELECT i.id AS instalment_id, i.league_code, i.attempt, i.line_id, i.booked, i.resident_id, i.enterprise_id, i.fund,
        i.scheme, i.month, i.region_code, i.amount,
        coalesce(a.id, u.id) AS account_id, coalesce(a.holder_name, u.holder_name, '') AS holder_name,
        coalesce(a.last4, u.last4, '') AS last4, coalesce(a.bank_code, u.bank_code, '') AS cnaps,
        coalesce(a.number_hash, u.number_hash) AS account_hash, coalesce(a.number, u.number) AS account_cipher,
        {REASON} AS reason
    FROM found i {JOINS}
) judged
"""

_GROUPS = """
SELECT league_code, fund, count(*) FILTER (WHERE reason = 0), count(*) FILTER (WHERE reason > 0),
    coalesce(sum(amount) FILTER (WHERE reason = 0 AND NOT booked), 0)
FROM due GROUP BY league_code, fund ORDER BY league_code, fund
"""

_AGAIN = f"""
SELECT i.batch_id, i.line_id AS id,
    coalesce(nullif({REASON}, 0),
        CASE WHEN coalesce(a.id, u.id) <> i.account_id THEN {Hold.ACCOUNT_CHANGED:d} ELSE 0 END) AS reason
FROM (
    SELECT {INSTALMENT.format(i="k")}, l.id AS line_id, l.batch_id, l.account_id
    FROM payouts_line l JOIN cases_instalment k ON k.id = l.instalment_id WHERE l.batch_id = ANY (%(batches)s) AND l.standing = 1
) i {JOINS}
"""
_CHANGED = f"SELECT batch_id, id, reason FROM ({_AGAIN}) judged WHERE reason <> 0 ORDER BY id"


@dataclass(frozen=True)
class Group:
    """What one fund has to pay in one league: lines free of faults, held ones, and yuan not yet in the books."""

    league_code: str
    fund: str
    payable: int
    held: int
    unbooked: Decimal


def gather(*, leagues: Sequence[str], month: date) -> list[Group]:
    """The temporary table `due` holds everything due up to `month` in the leagues, judged and numbered, until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("DROP TABLE IF EXISTS found, due")
        asked = parameters(leagues, month)
        for statement in (_FOUND, "ANALYZE found", _DUE, "ANALYZE due"):
            cursor.execute(statement, asked)
        cursor.execute(_GROUPS)
        return [Group(*row) for row in cursor.fetchall()]


def changed_since_sealing(batches: Sequence[Batch]) -> dict[int, list[tuple[int, int]]]:
    """By batch id, (line id, hold reason) of the sealed lines that would not be sealed today; the batches are of one month.

    The tables of all people are read once for all of them.
    """
    (month,) = {batch.month for batch in batches}
    asked = {"batches": [batch.pk for batch in batches], **ceiling_parameters(month)}
    changed: dict[int, list[tuple[int, int]]] = {batch.pk: [] for batch in batches}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(_CHANGED, asked)
        for batch_id, line_id, reason in cursor.fetchall():
            changed[batch_id].append((line_id, reason))
    return changed


def numbered(reasons: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Two parallel lists for `unnest`."""
    pairs = list(reasons)
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
