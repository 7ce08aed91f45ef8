"""Taking in half a million units with a fixed number of statements, however many rows there are."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from core import clock, crypto, names
from enterprises.formulas import unit_names
from enterprises.formulas.unit_rows import INDUSTRY_WORDS, KIND_WORDS, Unit
from enterprises.queries.hooks import Figures, size_reader
from enterprises.services.file_orders import Taken
from stations.models import User

_TABLE = """
SET LOCAL work_mem = '256MB';
DROP TABLE IF EXISTS unit_row;
CREATE TEMPORARY TABLE unit_row (
    number integer NOT NULL, credit_code text COLLATE "C" NOT NULL, name text NOT NULL, name_pairs text[] NOT NULL,
    sort_key text NOT NULL, unit_type text NOT NULL, industry text NOT NULL, region text NOT NULL, staff integer,
    turnover numeric(14, 2), assets numeric(14, 2), size_year smallint, size_class text NOT NULL, size_rule text NOT NULL,
    contact_name text NOT NULL, contact_mobile bytea, status text NOT NULL DEFAULT 'new', enterprise_id bigint
) ON COMMIT DROP
"""
_COPIED = (
    "number", "credit_code", "name", "name_pairs", "sort_key", "unit_type", "industry", "region", "staff", "turnover", "assets",
    "size_year", "size_class", "size_rule", "contact_name", "contact_mobile",
)  # fmt: skip
# A code that the file names twice counts once, the first time; what another region keeps is left alone.
_JUDGE = """
UPDATE unit_row SET status = 'unit_twice' FROM (
    SELECT number, row_number() OVER (PARTITION BY credit_code ORDER BY number) AS nth FROM unit_row
) AS seen WHERE seen.number = unit_row.number AND seen.nth > 1;
CREATE INDEX ON unit_row (credit_code) WHERE status = 'new';
ANALYZE unit_row;
"""
_KNOWN = """
UPDATE unit_row SET enterprise_id = known.id,
    status = CASE WHEN starts_with(known.region_code, %(prefix)s) THEN 'unchanged' ELSE 'unit_elsewhere' END
FROM enterprises_enterprise known WHERE known.credit_code = unit_row.credit_code AND unit_row.status = 'new'
"""
# In the order of the index, so that two files wait for each other instead of locking each other out.
_CREATE = """
WITH made AS (
    INSERT INTO enterprises_enterprise (credit_code, name, name_pairs, sort_key, unit_type, is_agency, industry, region_id,
        region_code, address, contact_name, contact_mobile, staff, turnover, assets, size_year, size_class, size_rule,
        created_at, created_by_id)
    SELECT credit_code, name, name_pairs, sort_key, unit_type, false, industry, region, region, '', contact_name, contact_mobile,
        staff, turnover, assets, size_year, size_class, size_rule, %(now)s, %(actor)s
    FROM unit_row WHERE status = 'new' ORDER BY credit_code
    ON CONFLICT (credit_code) DO NOTHING RETURNING credit_code
)
UPDATE unit_row SET status = 'created' FROM made WHERE made.credit_code = unit_row.credit_code AND unit_row.status = 'new'
"""
# An empty cell clears nothing, figures of an older year do not replace newer ones, and a mobile on record stays.
_UPDATE = """
WITH changed AS (
    UPDATE enterprises_enterprise known SET name = row.name, name_pairs = row.name_pairs, sort_key = row.sort_key,
        unit_type = row.unit_type, industry = row.industry,
        contact_name = coalesce(nullif(row.contact_name, ''), known.contact_name),
        contact_mobile = coalesce(known.contact_mobile, row.contact_mobile),
        staff = CASE WHEN row.fresh THEN row.staff ELSE known.staff END,
        turnover = CASE WHEN row.fresh THEN row.turnover ELSE known.turnover END,
        assets = CASE WHEN row.fresh THEN row.assets ELSE known.assets END,
        size_year = CASE WHEN row.fresh THEN row.size_year ELSE known.size_year END,
        size_class = CASE WHEN row.fresh THEN row.size_class ELSE known.size_class END,
        size_rule = CASE WHEN row.fresh THEN row.size_rule ELSE known.size_rule END
    FROM (
        SELECT r.*, r.size_year IS NOT NULL AND r.size_year >= coalesce(e.size_year, 0) AS fresh
        FROM unit_row r JOIN enterprises_enterprise e ON e.id = r.enterprise_id WHERE r.status = 'unchanged'
    ) AS row
    WHERE known.id = row.enterprise_id AND (
        (known.name, known.unit_type, known.industry) <> (row.name, row.unit_type, row.industry)
        OR (row.contact_name <> '' AND known.contact_name <> row.contact_name)
        OR (known.contact_mobile IS NULL AND row.contact_mobile IS NOT NULL)
        OR (row.fresh AND (known.staff, known.turnover, known.assets, known.size_year)
            IS DISTINCT FROM (row.staff, row.turnover, row.assets, row.size_year)))
    RETURNING known.id
)
UPDATE unit_row SET status = 'updated' FROM changed WHERE changed.id = unit_row.enterprise_id AND unit_row.status = 'unchanged'
"""
_COUNTED = "SELECT status, count(*) FROM unit_row GROUP BY 1"
_REFUSED = """
SELECT number, status, credit_code, name, unit_type, industry, region, staff, trim_scale(turnover / %(turnover)s),
    trim_scale(assets / %(assets)s), size_year, contact_name
FROM unit_row WHERE status IN ('unit_twice', 'unit_elsewhere') ORDER BY number
"""
REFUSING = ("unit_twice", "unit_elsewhere")


def stage(units: Iterable[tuple[int, Unit]], *, every: int, tell: Any) -> int:
    """Copy the units to a table of this transaction, each with its size class; returns their number."""
    size_of, count = size_reader(), 0
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        with cursor.copy(f"COPY unit_row ({', '.join(_COPIED)}) FROM STDIN") as copy:
            for number, unit in units:
                size = size_of(Figures(unit.industry, unit.region, unit.staff, unit.turnover, unit.assets)) if unit.year else None
                copy.write_row(
                    (
                        number, unit.credit_code, unit.name, unit_names.pairs(unit.name), names.sort_key(unit.name)[:160],
                        unit.unit_type, unit.industry, unit.region, unit.staff, unit.turnover, unit.assets, unit.year,
                        size.size_class if size else "", size.rule if size else "", unit.contact_name,
                        crypto.encrypt(unit.contact_mobile) if unit.contact_mobile else None,
                    )
                )  # fmt: skip
                count += 1
                if count % every == 0:
                    tell(count)
    return count


def take_in(*, prefix: str, actor: User, staged: int, tell: Any) -> Taken:
    """Create who is new and bring up to date who is known, inside the caller's transaction."""
    values: dict[str, Any] = {"prefix": prefix, "actor": actor.pk, "now": clock.now()}
    with connection.cursor() as cursor:
        tell("judging")
        cursor.execute(_JUDGE)
        cursor.execute(_KNOWN, values)
        tell("writing")
        cursor.execute(_CREATE, values)
        cursor.execute(_KNOWN, values)  # whom another session logged a moment ago
        cursor.execute(_UPDATE)
        cursor.execute(_COUNTED)
        counted = dict(cursor.fetchall())
    return Taken.of(staged, counted, REFUSING)


def refused_rows(large: frozenset[str]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Number, reasons and cells, in the order and in the units of the file, of every staged row that was not taken in."""
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED, {name: 10_000 if name in large else 1 for name in ("turnover", "assets")})
        while rows := cursor.fetchmany(10_000):
            for number, reason, code, name, kind, industry, *cells in rows:
                told = (code, name, KIND_WORDS.get(kind, kind), INDUSTRY_WORDS.get(industry, industry), *cells)
                yield number, [reason], [*("" if cell is None else str(cell) for cell in told), ""]
