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
from jobs.models.wish import MOST_OCCUPATIONS

PLACES = range(1, MOST_OCCUPATIONS + 1)


@dataclass(frozen=True)
class Found:
    """How many wishes and vacancies were looked at, and how many pairs came of them."""

    wishes: int
    vacancies: int
    pairs: int


_TABLES = """
DROP TABLE IF EXISTS matching_rule, matching_wish, matching_vacancy, matching_wish_at, matching_vacancy_at, matching_pair,
    matching_list
"""

_RULES = """
CREATE TEMPORARY TABLE matching_rule ON COMMIT DROP AS
SELECT rule.id, rule.region, rule.days_a_month, rule.hours_a_day, rule.near, rule.least, rule.best, points.*, shares.*
FROM jsonb_to_recordset(%(rules)s::jsonb) AS rule (id bigint, region text, days_a_month numeric, hours_a_day int, near int,
    least int, best int, points jsonb, shares jsonb),
LATERAL jsonb_to_record(rule.points) AS points (occupation int, pay int, hours int, distance int, groups int, insurance int),
LATERAL jsonb_to_record(rule.shares) AS shares (near_minor int, near_sub_major int, near_major int, training_lift int,
    place_loss int, pay_in_range int, pay_gap int, hours_flexible int, distance_at_limit int, distance_unknown int,
    groups_open int, insurance_injury int)
"""


def _monthly(pay: str, unit: str) -> str:
    return f"""round({pay} * 100 * CASE {unit} WHEN 'day' THEN rule.days_a_month
        WHEN 'hour' THEN rule.days_a_month * rule.hours_a_day ELSE 1 END)::bigint"""


def _lifted(share: str) -> str:
    return f"CASE WHEN wish.training THEN {share} + (10000 - {share}) * rule.training_lift / 10000 ELSE {share} END"


_CODES = ", ".join(
    f"one.codes[{n}] AS code_{n}, CASE WHEN length(one.codes[{n}]) >= 5 THEN left(one.codes[{n}], 5) END AS minor_{n},"
    f" CASE WHEN length(one.codes[{n}]) >= 3 THEN left(one.codes[{n}], 3) END AS sub_{n}, left(one.codes[{n}], 1) AS major_{n}"
    for n in PLACES
)

# Asked for one vacancy alone, a wish farther off than any wish may reach is left out before anything is reckoned.
_WISHES = f"""
CREATE TEMPORARY TABLE matching_wish ON COMMIT DROP AS
SELECT one.*, {_CODES}, radians(one.latitude) AS north, radians(one.longitude) AS east, cos(radians(one.latitude)) AS cosine,
    one.latitude - one.high AS from_latitude, one.latitude + one.high AS to_latitude,
    one.longitude - one.wide AS from_longitude, one.longitude + one.wide AS to_longitude
FROM (
    SELECT wish.*, wish.reach / (111.19 * cos(radians(wish.latitude + wish.reach / 111.19))) AS wide,
        wish.reach / 111.19 AS high
    FROM (
        SELECT wish.id, wish.resident_id, rule.id AS rule_id, told.codes, told_groups.groups, wish.hours, wish.piece_work,
            {_monthly("wish.least_pay", "wish.pay_unit")} AS least, wish.max_km * 10 AS farthest,
            (wish.max_km + 0.1) * 1.01 AS reach, -substr(wish.region_code, 1, 6)::int AS banner,
            {_lifted("rule.near_minor")} AS near_minor, {_lifted("rule.near_sub_major")} AS near_sub_major,
            {_lifted("rule.near_major")} AS near_major,
            (CASE WHEN wish.latitude IS NULL THEN station.latitude ELSE wish.latitude END)::float8 AS latitude,
            (CASE WHEN wish.latitude IS NULL THEN station.longitude ELSE wish.longitude END)::float8 AS longitude
        FROM jobs_wish AS wish
        JOIN stations_station AS station ON station.id = wish.station_id
        JOIN cases_resident AS resident ON resident.id = wish.resident_id AND resident.deceased_on IS NULL
        JOIN LATERAL (SELECT * FROM matching_rule AS rule WHERE starts_with(wish.region_code, rule.region)
            ORDER BY length(rule.region) DESC LIMIT 1) AS rule ON true
        JOIN LATERAL (SELECT array_agg(occupation_id ORDER BY place) AS codes FROM jobs_wishoccupation AS told
            WHERE told.wish_id = wish.id) AS told ON told.codes IS NOT NULL
        JOIN LATERAL (SELECT array_agg(belongs."group") AS groups FROM cases_residentgroup AS belongs
            WHERE belongs.resident_id = wish.resident_id AND belongs.until_on IS NULL) AS told_groups ON true
        WHERE wish.state = 'open' AND wish.valid_until >= %(day)s AND (%(wish)s::bigint IS NULL OR wish.id = %(wish)s)
    ) AS wish
) AS one
WHERE %(vacancy)s::bigint IS NULL OR one.latitude IS NULL OR EXISTS (
    SELECT FROM jobs_vacancy AS vacancy JOIN stations_station AS station ON station.id = vacancy.station_id
    WHERE vacancy.id = %(vacancy)s AND (
        coalesce(vacancy.latitude, station.latitude) IS NULL
        OR coalesce(vacancy.latitude, station.latitude) BETWEEN one.latitude - one.high AND one.latitude + one.high
        AND coalesce(vacancy.longitude, station.longitude) BETWEEN one.longitude - one.wide AND one.longitude + one.wide))
"""

_VACANCIES = f"""
CREATE TEMPORARY TABLE matching_vacancy ON COMMIT DROP AS
SELECT vacancy.id, vacancy.household_id, rule.id AS rule_id, vacancy.occupation_id AS code,
    CASE WHEN length(vacancy.occupation_id) >= 5 THEN left(vacancy.occupation_id, 5) END AS minor,
    CASE WHEN length(vacancy.occupation_id) >= 3 THEN left(vacancy.occupation_id, 3) END AS sub,
    left(vacancy.occupation_id, 1) AS major, vacancy.pay_unit = 'piece' AS piece, vacancy.hours, vacancy.welcome,
    {_monthly("vacancy.pay_from", "vacancy.pay_unit")} AS low, {_monthly("vacancy.pay_to", "vacancy.pay_unit")} AS high,
    CASE vacancy.insurance WHEN 'employee' THEN 10000 WHEN 'injury' THEN rule.insurance_injury ELSE 0 END AS insured,
    vacancy.latitude, vacancy.longitude, radians(vacancy.latitude) AS north, radians(vacancy.longitude) AS east,
    cos(radians(vacancy.latitude)) AS cosine, vacancy.banner
FROM (
    SELECT vacancy.id, vacancy.household_id, vacancy.occupation_id, vacancy.pay_unit, vacancy.hours, vacancy.welcome,
        vacancy.pay_from, vacancy.pay_to, vacancy.insurance, -substr(vacancy.region_code, 1, 6)::int AS banner,
        (CASE WHEN vacancy.latitude IS NULL THEN station.latitude ELSE vacancy.latitude END)::float8 AS latitude,
        (CASE WHEN vacancy.latitude IS NULL THEN station.longitude ELSE vacancy.longitude END)::float8 AS longitude
    FROM jobs_vacancy AS vacancy JOIN stations_station AS station ON station.id = vacancy.station_id
    WHERE vacancy.state = 'published' AND vacancy.valid_until >= %(day)s AND vacancy.filled < vacancy.headcount
        AND (%(vacancy)s::bigint IS NULL OR vacancy.id = %(vacancy)s)
) AS vacancy CROSS JOIN matching_rule AS rule
WHERE %(wish)s::bigint IS NULL OR vacancy.latitude IS NULL OR EXISTS (SELECT FROM matching_wish AS wish
    WHERE wish.latitude IS NULL OR vacancy.latitude BETWEEN wish.from_latitude AND wish.to_latitude
        AND vacancy.longitude BETWEEN wish.from_longitude AND wish.to_longitude)
"""


def _near(n: int) -> str:
    share = f"""CASE WHEN starts_with(vacancy.code, wish.code_{n}) THEN 10000 WHEN vacancy.minor = wish.minor_{n}
        THEN wish.near_minor WHEN vacancy.sub = wish.sub_{n} THEN wish.near_sub_major
        WHEN vacancy.major = wish.major_{n} THEN wish.near_major ELSE 0 END"""
    return share if n == 1 else f"{share} * greatest(10000 - rule.place_loss * {n - 1}, 0) / 10000"


def _cell(latitude: str, longitude: str) -> str:
    return f"floor({latitude} * 5)::int * 1000 + floor({longitude} * 5)::int"


#: Where each stands: in cells of the grid, or in its banner (below nought; a vacancy with a place, for wishes without one).
FAR = 9_000_000
_WISH_AT = f"""
CREATE TEMPORARY TABLE matching_wish_at ON COMMIT DROP AS
SELECT wish.id, wish.rule_id, told.major, cell.at FROM matching_wish AS wish,
LATERAL (SELECT DISTINCT left(code, 1) AS major FROM unnest(wish.codes) AS code) AS told, LATERAL (
    SELECT y * 1000 + x AS at FROM generate_series(floor(from_latitude * 5)::int, floor(to_latitude * 5)::int) AS y,
        generate_series(floor(from_longitude * 5)::int, floor(to_longitude * 5)::int) AS x
    WHERE wish.latitude IS NOT NULL
    UNION ALL SELECT wish.banner
    UNION ALL SELECT wish.banner - {FAR} WHERE wish.latitude IS NULL
) AS cell
"""
_VACANCY_AT = f"""
CREATE TEMPORARY TABLE matching_vacancy_at ON COMMIT DROP AS
SELECT vacancy.id, vacancy.rule_id, vacancy.major, cell.at FROM matching_vacancy AS vacancy, LATERAL (
    SELECT {_cell("vacancy.latitude", "vacancy.longitude")} AS at WHERE vacancy.latitude IS NOT NULL
    UNION ALL SELECT vacancy.banner - {FAR} WHERE vacancy.latitude IS NOT NULL
    UNION ALL SELECT vacancy.banner WHERE vacancy.latitude IS NULL
) AS cell
"""
#: Every pair that meets, each once.
MEETING = """
SELECT wish_at.id AS wish_id, vacancy_at.id AS vacancy_id, wish_at.rule_id
FROM matching_wish_at AS wish_at JOIN matching_vacancy_at AS vacancy_at USING (major, at, rule_id)
"""

_SCORE = " + ".join(
    f"(rule.{part} * {share} + 5000) / 10000"
    for part, share in {
        "occupation": "pair.occupation",
        "pay": "pair.pay",
        "hours": "pair.hours",
        "distance": "pair.distance",
        "groups": "pair.groups",
        "insurance": "pair.insured",
    }.items()
)

_PAIRS = f"""
CREATE TEMPORARY TABLE matching_pair ON COMMIT DROP AS SELECT * FROM (
SELECT pair.wish_id, pair.vacancy_id, pair.rule_id, rule.best, rule.least, {_SCORE} AS score
FROM (
    SELECT wish.id AS wish_id, vacancy.id AS vacancy_id, wish.rule_id, vacancy.insured,
        greatest({", ".join(_near(n) for n in PLACES)}, 0) AS occupation,
        CASE WHEN vacancy.piece THEN CASE WHEN wish.piece_work THEN 10000 ELSE 0 END
            WHEN wish.least IS NULL OR vacancy.low >= wish.least THEN 10000
            WHEN vacancy.high >= wish.least THEN rule.pay_in_range
            WHEN (wish.least - vacancy.high) * 10000 / wish.least >= rule.pay_gap THEN 0
            ELSE rule.pay_in_range * (rule.pay_gap - (wish.least - vacancy.high) * 10000 / wish.least) / rule.pay_gap
            END AS pay,
        CASE WHEN cardinality(wish.hours) = 0 OR vacancy.hours = ANY (wish.hours) THEN 10000
            WHEN vacancy.hours IN ('flexible', 'home') THEN rule.hours_flexible ELSE 0 END AS hours,
        CASE WHEN vacancy.hours = 'home' THEN 10000 WHEN apart.tenths IS NULL THEN rule.distance_unknown
            WHEN apart.tenths <= rule.near OR wish.farthest <= rule.near THEN 10000
            ELSE 10000 - (10000 - rule.distance_at_limit) * (apart.tenths - rule.near) / (wish.farthest - rule.near)
            END AS distance,
        CASE WHEN cardinality(vacancy.welcome) = 0 THEN rule.groups_open WHEN vacancy.welcome && wish.groups THEN 10000
            ELSE 0 END AS groups
    FROM ({MEETING}) AS meeting JOIN matching_wish AS wish ON wish.id = meeting.wish_id
    JOIN matching_vacancy AS vacancy ON vacancy.id = meeting.vacancy_id AND vacancy.rule_id = meeting.rule_id
    JOIN matching_rule AS rule ON rule.id = meeting.rule_id
    CROSS JOIN LATERAL (SELECT CASE WHEN wish.latitude IS NOT NULL AND vacancy.latitude IS NOT NULL THEN
        floor(2 * {EARTH_KM} * asin(sqrt(least(1.0::float8, power(sin((vacancy.north - wish.north) / 2), 2)
        + wish.cosine * vacancy.cosine * power(sin((vacancy.east - wish.east) / 2), 2)))) * 10 + 0.5)::int END AS tenths
        OFFSET 0) AS apart
    WHERE (wish.latitude IS NULL OR vacancy.latitude IS NULL
            OR vacancy.latitude BETWEEN wish.from_latitude AND wish.to_latitude
            AND vacancy.longitude BETWEEN wish.from_longitude AND wish.to_longitude)
        AND (apart.tenths IS NULL OR apart.tenths <= wish.farthest) AND vacancy.household_id IS DISTINCT FROM wish.resident_id
        AND NOT EXISTS (SELECT FROM jobs_referral AS known
            WHERE known.resident_id = wish.resident_id AND known.vacancy_id = vacancy.id)
    OFFSET 0
) AS pair JOIN matching_rule AS rule ON rule.id = pair.rule_id
WHERE pair.occupation > 0
OFFSET 0
) AS told WHERE score >= least
"""

_LIST = """
CREATE TEMPORARY TABLE matching_list ON COMMIT DROP AS
SELECT * FROM (
    SELECT 'wish' AS direction, wish_id, vacancy_id, rule_id, best, score,
        row_number() OVER (PARTITION BY wish_id ORDER BY score DESC, vacancy_id) AS rank
    FROM matching_pair WHERE %(vacancy)s::bigint IS NULL
    UNION ALL
    SELECT 'vacancy', wish_id, vacancy_id, rule_id, best, score,
        row_number() OVER (PARTITION BY vacancy_id ORDER BY score DESC, wish_id)
    FROM matching_pair WHERE %(wish)s::bigint IS NULL
) AS ranked WHERE rank <= best
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
"""
_MATCHED = "UPDATE jobs_wish SET matched_at = %(now)s WHERE id IN (SELECT id FROM matching_wish) AND %(vacancy)s::bigint IS NULL"
_COUNTS = """
SELECT (SELECT count(*) FROM matching_wish), (SELECT count(DISTINCT id) FROM matching_vacancy),
    (SELECT count(*) FROM matching_pair)
"""


_STEPS = (
    (_WISHES, "matching_wish"),
    (_VACANCIES, "matching_vacancy"),
    (_WISH_AT, "matching_wish_at"),
    (_VACANCY_AT, "matching_vacancy_at"),
)


def as_json(rules: Iterable[tuple[int, str, Weights]]) -> str:
    """Weights with the key of their rule set and its region, as the statements take them."""
    return json.dumps([{"id": pk, "region": region, **asdict(weights)} for pk, region, weights in rules], default=str)


def pairs(*, rules: str, day: date, wish: int | None = None, vacancy: int | None = None) -> Found:
    """The table `matching_pair` holds every pair worth recommending, until the transaction ends."""
    given: dict[str, Any] = {"rules": rules, "day": day, "wish": wish, "vacancy": vacancy}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute("SET LOCAL jit = off")  # compiling takes longer than one wish
        cursor.execute(_TABLES)
        cursor.execute(_RULES, given)
        for statement, table in _STEPS:
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
