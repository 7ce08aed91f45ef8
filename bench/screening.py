"""Every enterprise of a league screened without an application: judged and stored with findings; again; made claims."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection, transaction

from bench import cases, scratch
from bench.scratch import Found
from cases.models import ScreenedUnit, ScreeningRound, UnitAnswer
from cases.services import asking, launching, round_checks, screening
from core import clock
from enterprises.services import years
from programmes import formulas
from programmes.queries import rulesets
from stations.models import Region, User
from tests.factories import programmes, stations

SCHEME, YEAR, LEAGUE = "stability_refund", 2025, "150500"
UNITS = """
INSERT INTO enterprises_enterprise (credit_code, name, name_pairs, sort_key, unit_type, is_agency, industry, region_id,
    region_code, address, contact_name, size_class, size_rule, size_year, created_at, created_by_id)
SELECT '91' || b.code || 'M' || lpad(n::text, 9, '0'), '草原第' || n || '食品有限公司', '{}', lpad(n::text, 9, '0'), 'enterprise',
    n %% 97 = 0, 'manufacturing', b.code, b.code, '', '',
    (ARRAY['micro', 'small', 'small', 'medium', 'large'])[1 + n %% 5], 'r', 2025,
    now(), %(maker)s
FROM generate_series(1, %(count)s) n
JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS many FROM stations_region
    WHERE level = 3 AND code LIKE '1505%%') b ON b.place = n %% b.many
"""
#: One in ten lays off too many, one in fifty says nothing about it, one in forty missed a month.
YEARS = """
INSERT INTO enterprises_insuranceyear (enterprise_id, year, months_paid_in_full, insured_reference, staff_year_start,
    staff_year_end, insured_average, laid_off, natural_attrition, benefit_drawers, premium_paid, counted_at)
SELECT id, %(year)s, CASE WHEN id %% 40 = 0 THEN 11 ELSE 12 END, 8 + id %% 90, 8 + id %% 90, 8 + id %% 88, 8 + id %% 89,
    CASE WHEN id %% 50 = 0 THEN NULL WHEN id %% 10 = 0 THEN 30 ELSE 0 END, 0, 0, 624 + id %% 50000 + 0.37, now()
FROM enterprises_enterprise
"""
ACCOUNTS = """
INSERT INTO enterprises_corporateaccount (enterprise_id, holder_name, bank_name, bank_code, number, number_hash, last4, state,
    reason, region_code, recorded_by_id, recorded_at, verified_by_id, verified_at, close_reason)
SELECT id, name, '中国工商银行', '', '\\x00', sha256(id::text::bytea), '0000', 'verified', '', region_code, %(maker)s, now(),
    %(checker)s, now(), '' FROM enterprises_enterprise WHERE id %% 20 <> 0
"""
LISTS = """
INSERT INTO enterprises_listing (enterprise_id, kind, from_on, issued_by, document_no, added_by_id, added_at, end_reason)
SELECT id, CASE WHEN id %% 200 = 0 THEN 'zombie' ELSE 'high_tech' END, '2026-01-01', '', '1', %(maker)s, now(), ''
FROM enterprises_enterprise WHERE id %% 100 = 0
"""
FACTS = """
SELECT u.id, u.unit_type, u.size_class, y.months_paid_in_full, y.insured_reference, y.staff_year_start, y.staff_year_end,
    y.insured_average::text, y.laid_off, y.natural_attrition, y.benefit_drawers, y.premium_paid::text
FROM enterprises_enterprise u JOIN enterprises_insuranceyear y ON y.enterprise_id = u.id
"""
NAMES = (
    "unit_type", "size", "months_paid_in_full", "insured_reference", "staff_year_start", "staff_year_end", "insured_average",
    "laid_off", "natural_attrition", "benefit_drawers", "premium_paid",
)  # fmt: skip
FLOOR_TABLE = "CREATE TABLE floor_unit (id bigint, eligible boolean, amount numeric(14, 2), facts jsonb, findings jsonb)"


def ground(n: int) -> dict[str, User]:
    """n enterprises of one league with a year, accounts and lists; one of each post over the league."""
    programmes.shipped_law()
    posts = ("acceptance", "first_check", "second_check")
    staff = {post: stations.make_user(post, LEAGUE) for post in posts}
    given = {"maker": staff["acceptance"].pk, "checker": staff["first_check"].pk, "year": YEAR, "count": n}
    with scratch.unchecked():
        for statement in (UNITS, YEARS, ACCOUNTS, LISTS):
            scratch.sql(statement, given)
    scratch.settle()
    return staff


def measure(n: int, staff: dict[str, User]) -> Iterator[Found]:
    """The floor: the counts streamed by a cursor, the pure formula, its answer copied into a table without a key."""
    with clock.at(cases.MORNING):
        floor = scratch.cost(_floor)
        made = screening.begin(actor=staff["acceptance"], scheme=SCHEME, region_code=LEAGUE)
        region = Region.objects.get(pk=LEAGUE)
        frozen = scratch.cost(lambda: years.freeze_region(year=YEAR, region=region, actor=staff["acceptance"]))
        least = scratch.timed(lambda: scratch.sql("CREATE TABLE floor_year AS SELECT * FROM enterprises_insuranceyear"))
        yield Found("the year of every enterprise frozen", n, frozen.seconds, least, None, frozen.memory, frozen.server)
        taken = scratch.cost(lambda: screening.run(round_id=made.pk))
        _check(ScreenedUnit.objects.count(), n)
        yield _told("screened and stored with findings", n, taken, floor, 1.5)
        screening.again(round_id=made.pk, actor=staff["acceptance"])
        taken = scratch.cost(lambda: screening.run(round_id=made.pk))
        yield _told("screened again, nothing changed", n, taken, floor, None)
        _check(ScreeningRound.objects.get().run, 1)
        yield from _claims(made, staff)


def _claims(made: ScreeningRound, staff: dict[str, User]) -> Iterator[Found]:
    asking.ask(round_id=made.pk, actor=staff["acceptance"])
    scratch.sql("UPDATE cases_unitanswer SET answer = CASE id % 10 WHEN 0 THEN 'silent' ELSE 'late' END, answered_at = now()")
    asked = UnitAnswer.objects.filter(answer="silent").count()
    for post in ("first_check", "second_check"):
        for drawn in made.sample.all():
            round_checks.open_sampled(sampled_id=drawn.pk, actor=staff[post])
        round_checks.check(round_id=made.pk, actor=staff[post], reason="", seen=1)
    least = scratch.timed(lambda: scratch.sql("CREATE TABLE floor_claim AS SELECT * FROM cases_screenedunit WHERE id % 10 = 0"))
    taken = scratch.cost(lambda: launching.run(round_id=made.pk))
    yield Found("made claims with assessment, votes, steps, audit", asked, taken.seconds, least, None, taken.memory, taken.server)


def _told(what: str, n: int, taken: scratch.Cost, floor: scratch.Cost, target: float | None) -> Found:
    return Found(
        what, n, taken.seconds, floor.seconds, target, taken.memory, taken.server, busy=taken.busy, floor_busy=floor.busy
    )  # fmt: skip


def _check(found: int, wanted: int) -> None:
    if found != wanted:
        raise SystemExit(f"{found} instead of {wanted}")


@transaction.atomic
def _floor() -> None:
    rules = rulesets.in_force(SCHEME, LEAGUE[:4], clock.today())
    if rules is None:
        raise SystemExit("no rules")
    scratch.sql(FLOOR_TABLE)
    on, content = clock.today(), rules.content
    with connection.connection.cursor(name="floor") as units, connection.cursor() as cursor:
        units.execute(FACTS)
        while rows := units.fetchmany(5000):
            with cursor.copy("COPY floor_unit FROM STDIN") as copy:
                copy.write("".join(_line(on, content, row) for row in rows))


def _line(on: date, content: Any, row: tuple[Any, ...]) -> str:
    facts = dict(zip(NAMES, row[1:], strict=True))
    facts |= {
        "insured_staff": facts["insured_reference"],
        "serious_violation": False,
        "zombie_list": False,
        "environment_ok": True,
    }
    if facts["laid_off"] is None:
        return f"{row[0]}\tf\t0\t{json.dumps(facts)}\t[]\n"
    found = formulas.assess(scheme=SCHEME, on=on, facts=facts, rules=content)
    told = json.dumps([(each.code, each.met, each.fact, each.figure) for each in found.findings])
    return f"{row[0]}\t{'t' if found.eligible else 'f'}\t{found.amount}\t{json.dumps(facts)}\t{told}\n"
