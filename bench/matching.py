"""Two-list matching of n wishes against three tenths as many vacancies, beside bare lists of the nearest of the same pairs."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from django.db import transaction

from bench import people, scratch
from bench.scratch import Found
from core import clock
from jobs.formulas.matching import Weights
from jobs.models import Occupation, Wish
from jobs.queries import matching as query
from jobs.services import matching, matching_sets
from programmes.formulas import matching_weights
from programmes.queries import rulesets
from stations.models import User
from tests.factories import stations
from tests.factories.jobs_wishes import publish_tables

MORNING = "2026-11-20T09:00"
TODAY = date(2026, 11, 20)
#: How far the work of a station may lie, in degrees.
SPREAD = 0.5

PLACE_STATIONS = """
UPDATE stations_station SET latitude = 38 + mod(substr(region_code, 3, 2)::int, 12) + random() * 0.5,
    longitude = 98 + mod(substr(region_code, 5, 2)::int, 28) + random() * 0.5
"""
WISHES = """
INSERT INTO jobs_wish (resident_id, least_pay, pay_unit, hours, max_km, piece_work, training, note, station_id, region_code,
    valid_until, state, created_at, created_by_id)
SELECT id, CASE WHEN id %% 5 > 0 THEN 2000 + id %% 30 * 100 END, 'month',
    CASE id %% 4 WHEN 0 THEN '{}'::varchar[] WHEN 1 THEN '{full}' WHEN 2 THEN '{school,part}' ELSE '{full,shifts}' END,
    (ARRAY[5, 10, 10, 20, 50])[1 + id %% 5], id %% 2 = 0, id %% 3 = 0, '', station_id, region_code, '2027-03-01', 'open',
    '2026-11-01 09:00+08', %(staff)s
FROM cases_resident
"""
OCCUPATIONS = """
INSERT INTO jobs_wishoccupation (wish_id, place, occupation_id)
SELECT wish.id, place, (%(codes)s::text[])[1 + (wish.id * 7919 + place * 104729) %% cardinality(%(codes)s::text[])]
FROM jobs_wish AS wish, generate_series(1, 2) AS place
"""
VACANCIES = """
INSERT INTO jobs_vacancy (number, employer_kind, household_id, employer, credit_code, post, source, department, title,
    words, occupation_id, headcount, filled,
    pay_from, pay_to, pay_unit, pay_day, hours, hours_note, insurance, schooling, welcome,
    description, region_id, region_code, station_id, address, latitude, longitude, contact_name, valid_until, state, state_note,
    created_at, created_by_id, published_at, published_by_id)
SELECT 'GW' || n, 'household', %(household)s, '用人单位', '', 'market', 'desk', '', '岗位', '{}',
    (%(codes)s::text[])[1 + n * 31 %% cardinality(%(codes)s::text[])], 3, 0, 2200 + n %% 40 * 100, 3000 + n %% 40 * 100,
    CASE WHEN n %% 10 = 0 THEN 'piece' ELSE 'month' END, 'monthly',
    (ARRAY['full', 'shifts', 'part', 'school', 'flexible'])[1 + n %% 5], '',
    (ARRAY['employee', 'employee', 'injury', 'none'])[1 + n %% 4], 'any',
    CASE WHEN n %% 5 = 0 THEN '{graduate,older}'::varchar[] ELSE '{}' END, '', station.region_id, station.region_code,
    station.id, '', station.latitude + (random() - 0.5) * %(spread)s,
    station.longitude + (random() - 0.5) * %(spread)s, '', '2027-01-01',
    'published', '', '2026-11-01 09:00+08', %(staff)s, '2026-11-01 09:00+08', %(staff)s
FROM generate_series(1, %(count)s) AS n
JOIN stations_station AS station ON station.id = (%(desks)s::bigint[])[1 + n * 7 %% cardinality(%(desks)s::bigint[])]
"""
#: The same pairs met; by the straight line between them, and nothing else, the nearest ten both ways, in a table without keys.
FLOOR = (
    f"""CREATE TEMPORARY TABLE floor_pair ON COMMIT DROP AS
    SELECT told.wish, vacancy.no AS vacancy, (({matching_sets.APART}) * 1e9)::bigint AS apart {matching_sets.MEETING}""",
    """CREATE TABLE floor_list AS SELECT * FROM (
        SELECT 'wish' AS direction, *, row_number() OVER (PARTITION BY wish ORDER BY apart, vacancy) AS rank FROM floor_pair
        UNION ALL
        SELECT 'vacancy', *, row_number() OVER (PARTITION BY vacancy ORDER BY apart, wish) FROM floor_pair
    ) AS ranked WHERE rank <= 10""",
)
#: The same lists under the keys and checks of the real table, without its foreign keys.
KEYED = (
    "CREATE TABLE floor_kept (LIKE jobs_recommendation INCLUDING ALL)",
    """INSERT INTO floor_kept (direction, wish_id, vacancy_id, rank, score, rules_id, matching_id)
    SELECT direction, wish, vacancy, rank, 1, 1, 1 FROM floor_list ORDER BY wish, vacancy""",
    "DROP TABLE floor_list, floor_kept",
)
COUNTED = f"SELECT count(*) {matching_sets.MEETING}"


def ground(n: int) -> User:
    """What `measure` stands on: n wishes of as many residents, and three tenths as many vacancies, over the whole land."""
    publish_tables()
    staff = stations.make_user()
    desks = people.stations()
    scratch.sql(PLACE_STATIONS)
    people.fill(n, desks, staff)
    codes = list(Occupation.objects.filter(code__regex="^[4-6].{6}$").values_list("code", flat=True))
    given = {"staff": staff.pk, "codes": codes, "spread": SPREAD, "count": n * 3 // 10, "desks": [desk.pk for desk in desks]}
    with scratch.unchecked():
        scratch.sql(WISHES, given)
        scratch.sql(OCCUPATIONS, given)
        household = scratch.one("SELECT min(id) FROM cases_resident")
        scratch.sql(VACANCIES, {**given, "household": household})
    scratch.settle()
    return staff


def measure(n: int, _staff: User) -> Iterator[Found]:
    """Every list made, made again with nothing changed, and one wish alone."""
    with clock.at(MORNING):
        rules = [
            (law.pk, law.region_code, Weights.of(law.content)) for law in rulesets.everywhere(matching_weights.TABLE.name, TODAY)
        ]
        with transaction.atomic():
            found = matching_sets.pairs(rules=matching_sets.as_json(rules), day=TODAY)
            least, keyed = scratch.cost(partial(_run, FLOOR)), scratch.cost(partial(_run, KEYED))
            counted = scratch.timed(lambda: scratch.one(COUNTED))
            note = (
                f"{scratch.one(COUNTED):,} pairs within reach, {found.pairs:,} worth recommending; counted alone: {counted:.1f} s"
            )
        first = scratch.cost(matching.match_all)
        yield _told("wishes and vacancies matched", n, first, least, note)
        yield _told("the same; floor: its lists under their keys", n, first, least + keyed)
        yield _told("the same again, nothing changed", n, scratch.cost(matching.match_all), least)
        wish = scratch.one("SELECT max(id) FROM jobs_wish")
        one = scratch.median(partial(_one, wish), 5)
        bare = scratch.median(lambda: query.for_wish(Wish.objects.get(pk=wish)), 5)
        yield Found("one wish matched at once", n, one, bare, note="floor: its list read")


def _told(what: str, n: int, took: scratch.Cost, floor: scratch.Cost, note: str = "") -> Found:
    return Found(
        what, n, took.seconds, floor.seconds, None, took.memory, took.server, note, busy=took.busy, floor_busy=floor.busy
    )  # fmt: skip


def _run(statements: Sequence[str]) -> None:
    for statement in statements:
        scratch.sql(statement)


@transaction.atomic
def _one(wish: int) -> None:
    matching._match(wish=wish)
