"""Every wish beside every vacancy that it may meet, by a fixed number of statements; `jobs.formulas.matching` reckons the same.

A pair meets where the first digit of the occupations and the place agree: the place is a cell of a grid of a fifth of a
degree, and a wish stands in every cell that its distance touches. Where one of the two has no place, the banner is the cell.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import connection

from jobs.formulas.matching import EARTH_KM, Weights
from jobs.models import Matching
from jobs.services import matching_tables as tables


@dataclass(frozen=True)
class Found:
    """How many wishes and vacancies were looked at, and how many pairs came of them."""

    wishes: int
    vacancies: int
    pairs: int


APART = (
    "(told.x - vacancy.x) * (told.x - vacancy.x) + (told.y - vacancy.y) * (told.y - vacancy.y)"
    " + (told.z - vacancy.z) * (told.z - vacancy.z)"
)
#: Every pair within reach of the wish, each once.
MEETING = f"""
FROM matching_told AS told CROSS JOIN LATERAL unnest(told.cells) AS at (cell)
JOIN matching_vacancy_at AS vacancy ON vacancy.cell = at.cell AND ({APART} <= told.reach) IS NOT FALSE
"""
#: Tenths of a kilometre along the great circle; none where one of the places is not known.
TENTHS = f"floor(20 * {EARTH_KM} * asin(sqrt({APART}) / 2) + 0.5)::int"


def _near(n: int) -> str:
    return f"""CASE WHEN vacancy.sub = told.sub_{n} THEN CASE WHEN vacancy.minor = told.minor_{n} THEN
        CASE WHEN vacancy.code = told.code_{n} THEN told.code_points_{n} ELSE told.minor_points_{n} END
        ELSE told.sub_points_{n} END ELSE told.major_points_{n} END"""


_OCCUPATION = f"""CASE told.many WHEN 1 THEN {_near(1)} WHEN 2 THEN greatest({_near(1)}, {_near(2)})
        ELSE greatest({", ".join(_near(n) for n in tables.PLACES)}) END"""
_PAY = """CASE WHEN vacancy.piece THEN CASE WHEN told.piece_work THEN vacancy.pay ELSE 0 END
        WHEN told.least IS NULL OR vacancy.low >= told.least THEN vacancy.pay
        WHEN vacancy.high >= told.least THEN (vacancy.pay * vacancy.pay_in_range + 5000) / 10000
        WHEN (told.least - vacancy.high) * 10000 / told.least >= vacancy.pay_gap THEN 0
        ELSE ((vacancy.pay * (vacancy.pay_in_range * (vacancy.pay_gap - (told.least - vacancy.high) * 10000 / told.least)
            / vacancy.pay_gap) + 5000) / 10000)::int END"""
_PAIRS = f"""
CREATE TEMPORARY TABLE matching_pair ON COMMIT DROP AS SELECT wish, vacancy, score FROM (
    SELECT wish, vacancy, least_score, others + occupation + CASE WHEN home THEN 0 WHEN tenths IS NULL THEN distance_unknown
        WHEN tenths <= near THEN distance
        ELSE (distance * (10000 - distance_lost * (tenths - near) / beyond) + 5000) / 10000 END AS score
    FROM (
        SELECT told.wish, vacancy.no AS vacancy, vacancy.least_score, {_OCCUPATION} AS occupation, {TENTHS} AS tenths,
            vacancy.always + {_PAY}
                + CASE WHEN told.hours & vacancy.hours <> 0 THEN vacancy.hours_fit ELSE vacancy.hours_else END
                + CASE WHEN told.groups & vacancy.welcome <> 0 THEN vacancy.groups ELSE 0 END AS others,
            vacancy.home, vacancy.distance_unknown, vacancy.distance, vacancy.distance_lost, told.near, told.beyond, told.farthest
        {MEETING}
        WHERE vacancy.household_id IS DISTINCT FROM told.resident_id
            AND (told.known IS NULL OR vacancy.id <> ALL (told.known))
        OFFSET 0
    ) AS pair WHERE occupation IS NOT NULL AND (tenths IS NULL OR tenths <= farthest)
    OFFSET 0
) AS scored WHERE score >= least_score
"""

# The dearest first, then the oldest: one number, since sorting by one is half the work.
_LIST = """
CREATE TEMPORARY TABLE matching_list ON COMMIT DROP AS
SELECT ranked.direction, wish.id AS wish_id, vacancy.id AS vacancy_id, wish.rule_id, ranked.score, ranked.rank
FROM (
    SELECT 'wish' AS direction, wish, vacancy, score,
        row_number() OVER (PARTITION BY wish ORDER BY (score::bigint << 32) - vacancy DESC) AS rank
    FROM matching_pair WHERE %(vacancy)s::bigint IS NULL
    UNION ALL
    SELECT 'vacancy', wish, vacancy, score,
        row_number() OVER (PARTITION BY vacancy ORDER BY (score::bigint << 32) - wish DESC)
    FROM matching_pair WHERE %(wish)s::bigint IS NULL
) AS ranked
JOIN matching_wish AS wish ON wish.no = ranked.wish
JOIN matching_rule AS rule ON rule.id = wish.rule_id
JOIN matching_vacancy AS vacancy ON vacancy.no = ranked.vacancy AND vacancy.rule_id = wish.rule_id
WHERE ranked.rank <= rule.best AND ranked.rank <= (SELECT max(best) FROM matching_rule)
"""

# Lists are replaced where they changed: readers see the old list until the commit, and after a crash for good.
_HOLD = "LOCK TABLE jobs_recommendation IN SHARE ROW EXCLUSIVE MODE"
_SAME = """old.wish_id = new.wish_id AND old.vacancy_id = new.vacancy_id AND old.direction = new.direction
    AND old.rank = new.rank AND old.score = new.score / 100.0 AND old.rules_id = new.rule_id"""
_REMOVE = f"""
DELETE FROM jobs_recommendation AS old
WHERE (%(wish)s::bigint IS NULL OR old.direction = 'wish' AND old.wish_id = %(wish)s)
    AND (%(vacancy)s::bigint IS NULL OR old.direction = 'vacancy' AND old.vacancy_id = %(vacancy)s)
    AND NOT EXISTS (SELECT FROM matching_list AS new WHERE {_SAME})
"""
_ADD = f"""
INSERT INTO jobs_recommendation (direction, wish_id, vacancy_id, rank, score, rules_id, matching_id)
SELECT new.direction, new.wish_id, new.vacancy_id, new.rank, new.score / 100.0, new.rule_id, %(matching)s
FROM matching_list AS new WHERE NOT EXISTS (SELECT FROM jobs_recommendation AS old WHERE {_SAME})
ORDER BY new.wish_id, new.vacancy_id
"""
_MATCHED = "UPDATE jobs_wish SET matched_at = %(now)s WHERE id IN (SELECT id FROM matching_wish) AND %(vacancy)s::bigint IS NULL"
_COUNTS = """
SELECT (SELECT count(*) FROM matching_wish), (SELECT count(DISTINCT id) FROM matching_vacancy),
    (SELECT count(*) FROM matching_pair)
"""


def as_json(rules: Iterable[tuple[int, str, Weights]]) -> str:
    """Weights with the key of their rule set and its region, as the statements take them."""
    return json.dumps([{"id": pk, "region": region, **asdict(weights)} for pk, region, weights in rules], default=str)


def pairs(*, rules: str, day: date, wish: int | None = None, vacancy: int | None = None) -> Found:
    """The table `matching_pair` holds every pair worth recommending, until the transaction ends."""
    given: dict[str, Any] = {"rules": rules, "day": day, "wish": wish, "vacancy": vacancy, "radius": EARTH_KM}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute("SET LOCAL jit = off")  # compiling takes longer than one wish
        cursor.execute(tables.DROP)
        cursor.execute(tables.RULES, given)
        for statement, table in tables.STEPS:
            cursor.execute(statement, given)
            cursor.execute(f"ANALYZE {table}")  # nobody else does it for a table of this transaction
        cursor.execute(_PAIRS, given)
        cursor.execute(_COUNTS)
        return Found(*cursor.fetchone())


def keep(*, matching: Matching, wish: int | None = None, vacancy: int | None = None) -> None:
    """The lists of those pairs stand instead of the old ones; what is the same as before is not written again."""
    given: dict[str, Any] = {"matching": matching.pk, "now": matching.at, "wish": wish, "vacancy": vacancy}
    with connection.cursor() as cursor:
        cursor.execute(_LIST, given)
        cursor.execute("ANALYZE matching_list")
        for statement in (_HOLD, _REMOVE, _ADD, _MATCHED):
            cursor.execute(statement, given)
