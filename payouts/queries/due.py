"""What is due: instalments without a try, tries that are held, and tries that are dead and may be made again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from core import clock
from payouts.models import Sweep
from payouts.queries.ceilings import BENEFIT, ceilings
from payouts.queries.screening import INSTALMENT, JOINS, REASON

BEGINNING = date(1, 1, 1)

_I, _K = INSTALMENT.format(i="i"), INSTALMENT.format(i="k")

#: Rows of (INSTALMENT, league_code, attempt, line_id of a held line, booked: the fund's expense stands in the books already).
#: NOT IN, since it is always hashed: the planner takes this month's lines for one row, and a loop over them is quadratic.
#: MATERIALIZED, so that the few dead tries are looked up once, whatever the planner believes, and not once an instalment.
#: A league's months up to its mark are looked at only from the marked id on, however many years lie on disk.
SOURCES = f"""
    SELECT {_I}, m.league AS league_code, 1::smallint AS attempt, NULL::bigint AS line_id, false AS booked
    FROM unnest(%(leagues)s::text[], %(lows)s::text[], %(highs)s::text[], %(mark_months)s::date[]) AS m (league, low, high, month)
    JOIN cases_instalment i ON i.cancelled_on IS NULL AND i.month > m.month AND i.month <= %(month)s
        AND i.region_code ~>=~ m.low AND i.region_code ~<~ m.high
    WHERE i.id NOT IN (
        SELECT l.instalment_id FROM payouts_line l WHERE l.month > %(least_month)s AND l.league_code = ANY (%(leagues)s))
    UNION ALL
    SELECT {_I}, m.league, 1::smallint, NULL, false
    FROM cases_instalment i
    JOIN unnest(%(leagues)s::text[], %(mark_months)s::date[], %(mark_ids)s::bigint[]) AS m (league, month, id)
        ON m.league = substr(i.region_code, 1, 4) || '00' AND i.id > m.id AND i.month <= m.month
    WHERE i.id > %(least_id)s AND i.month <= least(%(month)s, %(most_month)s) AND i.cancelled_on IS NULL
        AND NOT EXISTS (SELECT FROM payouts_line l WHERE l.instalment_id = i.id)
    UNION ALL
    SELECT {_I}, l.league_code, l.attempt, l.id, l.attempt > 1 AND EXISTS (
            SELECT FROM payouts_line p
            LEFT JOIN payouts_result pr ON pr.line_id = p.id LEFT JOIN payouts_return pt ON pt.line_id = p.id
            WHERE p.instalment_id = l.instalment_id AND p.attempt = l.attempt - 1
                AND (pr.outcome = 2 OR pt.line_id IS NOT NULL))
    FROM payouts_line l JOIN cases_instalment i ON i.id = l.instalment_id
    WHERE l.standing = 0 AND l.league_code = ANY (%(leagues)s) AND l.month <= %(month)s
    UNION ALL
    (WITH dead AS MATERIALIZED (
        SELECT w.id AS line_id, false AS booked FROM payouts_line w WHERE w.standing = 2 AND w.league_code = ANY (%(leagues)s)
        UNION ALL
        SELECT w.id, false FROM payouts_batch b JOIN payouts_line w ON w.batch_id = b.id AND w.standing = 1
        WHERE b.state = 'cancelled' AND b.league_code = ANY (%(leagues)s)
        UNION ALL
        SELECT f.line_id, true FROM payouts_result f
        JOIN payouts_batch b ON b.id = f.batch_id AND b.league_code = ANY (%(leagues)s)
        JOIN payouts_line w ON w.id = f.line_id
        LEFT JOIN cases_bankaccount n ON n.resident_id = w.resident_id AND n.is_current
        LEFT JOIN enterprises_corporateaccount v ON v.enterprise_id = w.enterprise_id AND v.state = 'verified'
        WHERE f.outcome = 2
            AND (NOT f.needs_account OR (n.state = 'verified' AND n.verified_at > f.at) OR v.verified_at > f.at)
        UNION ALL
        SELECT t.line_id, true FROM payouts_return t JOIN payouts_line w ON w.id = t.line_id
        LEFT JOIN cases_bankaccount n ON n.resident_id = w.resident_id AND n.is_current
        LEFT JOIN enterprises_corporateaccount v ON v.enterprise_id = w.enterprise_id AND v.state = 'verified'
        WHERE (n.state = 'verified' AND n.verified_at > t.at) OR v.verified_at > t.at
    ), again AS MATERIALIZED (
        SELECT l.instalment_id, l.league_code, l.attempt, dead.booked FROM dead JOIN payouts_line l ON l.id = dead.line_id
        WHERE l.league_code = ANY (%(leagues)s) AND l.month <= %(month)s
            AND NOT EXISTS (SELECT FROM payouts_line n WHERE n.instalment_id = l.instalment_id AND n.attempt > l.attempt)
            AND NOT EXISTS (SELECT FROM payouts_bankexception e WHERE e.line_id = l.id AND e.blocks)
    )
    SELECT {_K}, again.league_code, (again.attempt + 1)::smallint, NULL, again.booked
    FROM again JOIN cases_instalment k ON k.id = again.instalment_id AND k.cancelled_on IS NULL)
"""

_OVERVIEW = f"""
    WITH found AS MATERIALIZED ({SOURCES})
    SELECT fund, reason, count(*), coalesce(sum(amount), 0) FROM (
        SELECT i.fund, i.amount, {REASON} AS reason FROM found i {JOINS}
    ) judged GROUP BY fund, reason ORDER BY fund, reason
"""


def parameters(leagues: Sequence[str], month: date) -> dict[str, Any]:
    """What the SQL of this module asks for, with the leagues' marks and the ceilings of the law."""
    marks = {mark.league_code: (mark.month, mark.up_to) for mark in Sweep.objects.filter(league_code__in=leagues)}
    mark_months, mark_ids = zip(*(marks.get(league, (BEGINNING, 0)) for league in leagues), strict=True)
    return {
        "leagues": list(leagues),
        "lows": [league[:4] for league in leagues],
        "highs": [league[:3] + chr(ord(league[3]) + 1) for league in leagues],
        "mark_months": list(mark_months),
        "mark_ids": list(mark_ids),
        "least_month": min(mark_months),
        "most_month": max(mark_months),
        "least_id": min(mark_ids),
        "month": month,
        **ceiling_parameters(month),
    }


def ceiling_parameters(month: date) -> dict[str, Any]:
    """The ceilings as the screen wants them. Benefit figures are the region's own: a league cannot publish others."""
    tops = ceilings("150000", month)
    return {
        "schemes": [top[0] for top in tops],
        "months": [top[1] for top in tops],
        "tops": [top[2] for top in tops],
        "certified": [top[3] for top in tops],
        "capped": [BENEFIT],
    }


def overview(leagues: Sequence[str], month: date) -> list[dict[str, Any]]:
    """What collecting `month` would find in the leagues: fund, hold reason (0: payable), lines and sum."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(_OVERVIEW, parameters(leagues, month))
        return [
            {"fund": fund, "reason": reason, "lines": count, "total": total} for fund, reason, count, total in cursor.fetchall()
        ]


_UNCOLLECTED = """
    SELECT m.league
    FROM unnest(%(leagues)s::text[], %(lows)s::text[], %(highs)s::text[], %(months)s::date[]) AS m (league, low, high, month)
    WHERE EXISTS (
        SELECT FROM cases_instalment i
        WHERE i.cancelled_on IS NULL AND i.month > m.month AND i.month <= %(month)s
            AND i.region_code ~>=~ m.low AND i.region_code ~<~ m.high
            AND NOT EXISTS (SELECT FROM payouts_line l WHERE l.instalment_id = i.id))
    ORDER BY m.league
"""


def uncollected(leagues: Sequence[str], month: date) -> list[str]:
    """The leagues where instalments up to `month` wait, and no collecting has reached `month` yet; two statements."""
    marks = dict(Sweep.objects.filter(league_code__in=leagues).values_list("league_code", "month"))
    behind = [league for league in leagues if marks.get(league, BEGINNING) < month]
    if not behind:
        return []
    given = {
        "leagues": behind,
        "lows": [league[:4] for league in behind],
        "highs": [league[:3] + chr(ord(league[3]) + 1) for league in behind],
        "months": [marks.get(league, BEGINNING) for league in behind],
        "month": month,
    }
    with connection.cursor() as cursor:
        cursor.execute(_UNCOLLECTED, given)
        return [league for (league,) in cursor.fetchall()]


def overlooked(month: date | None = None) -> int:
    """Instalments up to `month` that every mark has passed and that still have no line; anything but 0 is a breach."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM cases_instalment i
            LEFT JOIN payouts_sweep s ON s.league_code = substr(i.region_code, 1, 4) || '00'
            WHERE i.cancelled_on IS NULL AND i.month <= %s
                AND (s.id IS NULL AND length(i.region_code) < 4 OR i.month <= s.month AND i.id <= s.up_to)
                AND NOT EXISTS (SELECT FROM payouts_line l WHERE l.instalment_id = i.id)
            """,
            [month or clock.this_month()],
        )
        return int(cursor.fetchone()[0])
