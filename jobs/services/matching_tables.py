"""The two sides of the matching as tables of one transaction: whole numbers, and everything that one side alone decides reckoned.

`jobs.services.matching_sets` lets them meet; `jobs.formulas.matching` reckons the same for one pair.
"""

from cases.states import PersonGroup
from jobs.models.wish import MOST_OCCUPATIONS
from jobs.states.vacancies import Hours

PLACES = range(1, MOST_OCCUPATIONS + 1)
#: The classification's levels, as digits of a code, and the share that a code of that many digits in common gives.
LEVELS = {1: "near_major", 3: "near_sub_major", 5: "near_minor"}

DROP = """
DROP TABLE IF EXISTS matching_rule, matching_wish, matching_told, matching_vacancy, matching_vacancy_at, matching_pair,
    matching_list
"""

RULES = """
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


def _points(part: str, share: str) -> str:
    return f"((rule.{part} * ({share}) + 5000) / 10000)"


def _mask(values: str, of: list[str]) -> str:
    """A set of words as bits of one number."""
    return " | ".join(f"CASE WHEN '{word}' = ANY ({values}) THEN {1 << place} ELSE 0 END" for place, word in enumerate(of))


def _own(column: str, thing: str) -> str:
    return f"(CASE WHEN {thing}.latitude IS NULL THEN station.{column} ELSE {thing}.{column} END)::float8 AS {column}"


#: On the unit sphere: the square of the straight line between two points is three subtractions away, whatever the latitude.
_SPHERE = """cos(radians(one.latitude)) * cos(radians(one.longitude)) AS x,
    cos(radians(one.latitude)) * sin(radians(one.longitude)) AS y, sin(radians(one.latitude)) AS z"""

# Asked for one vacancy alone, a wish farther off than any wish may reach is left out before anything is reckoned.
WISHES = f"""
CREATE TEMPORARY TABLE matching_wish ON COMMIT DROP AS
SELECT one.*, row_number() OVER (ORDER BY one.id)::int AS no, {_SPHERE},
    one.latitude - one.high AS from_latitude, one.latitude + one.high AS to_latitude,
    one.longitude - one.wide AS from_longitude, one.longitude + one.wide AS to_longitude
FROM (
    SELECT wish.*, wish.reach / (111.19 * cos(radians(wish.latitude + wish.reach / 111.19))) AS wide,
        wish.reach / 111.19 AS high
    FROM (
        SELECT wish.id, wish.resident_id, rule.id AS rule_id, wish.piece_work, wish.training, wish.codes,
            CASE WHEN cardinality(wish.hours) = 0 THEN -1 ELSE {_mask("wish.hours", Hours.values)} END AS hours,
            coalesce({_mask("belongs.groups", PersonGroup.values)}, 0) AS groups, knows.vacancies AS known,
            {_monthly("wish.least_pay", "wish.pay_unit")} AS least, wish.max_km * 10 AS farthest,
            (wish.max_km + 0.1) * 1.01 AS reach, -substr(wish.region_code, 1, 6)::int AS banner,
            {_own("latitude", "wish")}, {_own("longitude", "wish")}
        FROM (
            SELECT wish.*, told.codes FROM jobs_wish AS wish
            JOIN (SELECT wish_id, array_agg(occupation_id ORDER BY place) AS codes FROM jobs_wishoccupation
                WHERE %(wish)s::bigint IS NULL OR wish_id = %(wish)s GROUP BY wish_id) AS told ON told.wish_id = wish.id
            WHERE wish.state = 'open' AND wish.valid_until >= %(day)s AND (%(wish)s::bigint IS NULL OR wish.id = %(wish)s)
        ) AS wish
        JOIN stations_station AS station ON station.id = wish.station_id
        JOIN cases_resident AS resident ON resident.id = wish.resident_id AND resident.deceased_on IS NULL
        JOIN LATERAL (SELECT * FROM matching_rule AS rule WHERE starts_with(wish.region_code, rule.region)
            ORDER BY length(rule.region) DESC LIMIT 1) AS rule ON true
        LEFT JOIN LATERAL (SELECT array_agg(belongs."group") AS groups FROM cases_residentgroup AS belongs
            WHERE belongs.resident_id = wish.resident_id AND belongs.until_on IS NULL) AS belongs ON true
        LEFT JOIN LATERAL (SELECT array_agg(known.vacancy_id) AS vacancies FROM jobs_referral AS known
            WHERE known.resident_id = wish.resident_id) AS knows ON true
    ) AS wish
) AS one
WHERE %(vacancy)s::bigint IS NULL OR one.latitude IS NULL OR EXISTS (
    SELECT FROM jobs_vacancy AS vacancy JOIN stations_station AS station ON station.id = vacancy.station_id
    WHERE vacancy.id = %(vacancy)s AND (
        coalesce(vacancy.latitude, station.latitude) IS NULL
        OR coalesce(vacancy.latitude, station.latitude) BETWEEN one.latitude - one.high AND one.latitude + one.high
        AND coalesce(vacancy.longitude, station.longitude) BETWEEN one.longitude - one.wide AND one.longitude + one.wide))
"""


def _lifted(share: str) -> str:
    return f"CASE WHEN wish.training THEN {share} + (10000 - {share}) * rule.training_lift / 10000 ELSE {share} END"


def _at_level(digits: int) -> str:
    """Points of a wished code for a vacancy with so many digits in common; none where the share is nought."""
    share = "10000"
    if digits in LEVELS:
        share = f"CASE WHEN length(code) <= {digits} THEN 10000 ELSE {_lifted('rule.' + LEVELS[digits])} END"
    return f"({share}) * greatest(10000 - rule.place_loss * (place - 1), 0) / 10000"


def _cut(code: str, digits: int) -> str:
    return f"CASE WHEN length({code}) >= {digits} THEN left({code}, {digits})::int END"


#: Where each stands: in cells of the grid, or in its banner (below nought; a vacancy with a place, for wishes without one).
FAR = 9_000_000


def _cell(at: str, group: str, side: str) -> str:
    """Cell, major group and rules as one number."""
    return f"(({at})::bigint * 10 + {group}.major) * 10000000 + {side}.rule_id"


_TOLD = ", ".join(
    f"told.at_3[{n}] AS sub_{n}, told.at_5[{n}] AS minor_{n}, told.at_7[{n}] AS code_{n}, told.for_1[{n}] AS major_points_{n},"
    f" told.for_3[{n}] AS sub_points_{n}, told.for_5[{n}] AS minor_points_{n}, told.for_7[{n}] AS code_points_{n}"
    for n in PLACES
)
#: A wish once for every major group that it names, with the occupations that it names there.
TOLD = f"""
CREATE TEMPORARY TABLE matching_told ON COMMIT DROP AS
SELECT row_number() OVER ()::int AS told, wish.no AS wish, wish.x, wish.y, wish.z,
    power(2 * sin((wish.farthest + 0.5) / (20 * %(radius)s)), 2) * 1.000000001 AS reach, wish.resident_id, wish.known,
    wish.piece_work, wish.least, wish.hours, wish.groups, wish.farthest, least(rule.near, wish.farthest) AS near,
    wish.farthest - least(rule.near, wish.farthest) AS beyond, wish.rule_id, told.major, told.many, {_TOLD},
    ARRAY(
        SELECT {_cell("y * 1000 + x", "told", "wish")} FROM generate_series(
            floor(wish.from_latitude * 5)::int, floor(wish.to_latitude * 5)::int) AS y,
            generate_series(floor(wish.from_longitude * 5)::int, floor(wish.to_longitude * 5)::int) AS x
        WHERE wish.latitude IS NOT NULL
        UNION ALL SELECT {_cell("wish.banner", "told", "wish")}
        UNION ALL SELECT {_cell(f"wish.banner - {FAR}", "told", "wish")} WHERE wish.latitude IS NULL
    ) AS cells
FROM matching_wish AS wish JOIN matching_rule AS rule ON rule.id = wish.rule_id, LATERAL (
    SELECT left(code, 1)::int AS major, count(*)::int AS many,
        {", ".join(f"array_agg({_cut('code', n)} ORDER BY place) AS at_{n}" for n in (3, 5, 7))},
        {
    ", ".join(
        f"array_agg(CASE WHEN {_at_level(n)} > 0 THEN {_points('occupation', _at_level(n))} END ORDER BY place) AS for_{n}"
        for n in (1, 3, 5, 7)
    )
}
    FROM unnest(wish.codes) WITH ORDINALITY AS listed (code, place) GROUP BY left(code, 1)
) AS told
"""

VACANCIES = f"""
CREATE TEMPORARY TABLE matching_vacancy ON COMMIT DROP AS
SELECT one.no, {_SPHERE}, one.id, one.household_id, {_cut("one.code", 3)} AS sub, {_cut("one.code", 5)} AS minor,
    {_cut("one.code", 7)} AS code, left(one.code, 1)::int AS major, rule.id AS rule_id, rule.least AS least_score,
    {_points("insurance", "CASE one.insurance WHEN 'employee' THEN 10000 WHEN 'injury' THEN rule.insurance_injury ELSE 0 END")}
        + CASE WHEN cardinality(one.welcome) = 0 THEN {_points("groups", "rule.groups_open")} ELSE 0 END
        + CASE WHEN one.hours = 'home' THEN rule.distance ELSE 0 END AS always,
    one.pay_unit = 'piece' AS piece, {_monthly("one.pay_from", "one.pay_unit")} AS low,
    {_monthly("one.pay_to", "one.pay_unit")} AS high, rule.pay, rule.pay_in_range, rule.pay_gap,
    {_mask("ARRAY[one.hours]", Hours.values)} AS hours, rule.hours AS hours_fit,
    CASE WHEN one.hours IN ('flexible', 'home') THEN {_points("hours", "rule.hours_flexible")} ELSE 0 END AS hours_else,
    {_mask("one.welcome", PersonGroup.values)} AS welcome, rule.groups, one.hours = 'home' AS home, rule.distance,
    {_points("distance", "rule.distance_unknown")} AS distance_unknown, 10000 - rule.distance_at_limit AS distance_lost,
    one.latitude, one.longitude, one.banner
FROM (
    SELECT vacancy.id, row_number() OVER (ORDER BY vacancy.id)::int AS no, vacancy.household_id, vacancy.occupation_id AS code,
        vacancy.pay_unit, vacancy.hours, vacancy.welcome, vacancy.pay_from, vacancy.pay_to, vacancy.insurance,
        -substr(vacancy.region_code, 1, 6)::int AS banner, {_own("latitude", "vacancy")}, {_own("longitude", "vacancy")}
    FROM jobs_vacancy AS vacancy JOIN stations_station AS station ON station.id = vacancy.station_id
    WHERE vacancy.state = 'published' AND vacancy.valid_until >= %(day)s AND vacancy.filled < vacancy.headcount
        AND (%(vacancy)s::bigint IS NULL OR vacancy.id = %(vacancy)s)
) AS one CROSS JOIN matching_rule AS rule
WHERE %(wish)s::bigint IS NULL OR one.latitude IS NULL OR EXISTS (SELECT FROM matching_wish AS wish
    WHERE wish.latitude IS NULL OR one.latitude BETWEEN wish.from_latitude AND wish.to_latitude
        AND one.longitude BETWEEN wish.from_longitude AND wish.to_longitude)
"""

VACANCY_AT = f"""
CREATE TEMPORARY TABLE matching_vacancy_at ON COMMIT DROP AS
SELECT {_cell("spot.at", "vacancy", "vacancy")} AS cell, vacancy.* FROM matching_vacancy AS vacancy, LATERAL (
    SELECT floor(vacancy.latitude * 5)::int * 1000 + floor(vacancy.longitude * 5)::int AS at WHERE vacancy.latitude IS NOT NULL
    UNION ALL SELECT vacancy.banner - {FAR} WHERE vacancy.latitude IS NOT NULL
    UNION ALL SELECT vacancy.banner WHERE vacancy.latitude IS NULL
) AS spot
ORDER BY cell
"""

#: In the order in which they are made, each with the name of its table.
STEPS = (
    (WISHES, "matching_wish"),
    (TOLD, "matching_told"),
    (VACANCIES, "matching_vacancy"),
    (VACANCY_AT, "matching_vacancy_at"),
)
