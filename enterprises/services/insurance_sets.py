"""Taking in millions of insurance months with a fixed number of statements, however many rows there are."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from core.identifiers import is_uscc
from enterprises.formulas.insurance_rows import COPIED
from enterprises.services import years
from enterprises.services.file_orders import Taken

_TABLES = """
SET LOCAL work_mem = '256MB';
DROP TABLE IF EXISTS insurance_row, insurance_code, insurance_known;
CREATE TEMPORARY TABLE insurance_row (
    number integer NOT NULL, credit_code text COLLATE "C" NOT NULL, month date NOT NULL, line smallint NOT NULL,
    staff integer NOT NULL, unit numeric(14, 2) NOT NULL, own numeric(14, 2) NOT NULL, paid date, waived boolean NOT NULL
) ON COMMIT DROP
"""
# Two imports wait for each other here; readers are not held up.
_LOCK = "LOCK TABLE enterprises_insurancemonth IN SHARE ROW EXCLUSIVE MODE"
_CODES = """
CREATE TEMPORARY TABLE insurance_code ON COMMIT DROP AS
SELECT one.credit_code, unit.id AS enterprise_id,
    CASE WHEN unit.id IS NULL THEN 'unit_unknown' WHEN NOT starts_with(unit.region_code, %(prefix)s) THEN 'unit_elsewhere'
    END AS reason
FROM (SELECT DISTINCT credit_code FROM insurance_row) AS one
LEFT JOIN enterprises_enterprise unit ON unit.credit_code = one.credit_code
"""
_UNKNOWN = "SELECT credit_code FROM insurance_code WHERE reason = 'unit_unknown'"
_MISTYPED = "UPDATE insurance_code SET reason = 'code_check' WHERE credit_code = ANY (%(codes)s)"
# In the order of the key, so that the index grows at its end. What is on record already in these very words is no change,
# even in a frozen year.
_KNOWN = """
CREATE TEMPORARY TABLE insurance_known ON COMMIT DROP AS
SELECT new.*, CASE
    WHEN new.nth > 1 THEN 'twice'
    WHEN old.enterprise_id IS NULL THEN CASE WHEN held.enterprise_id IS NULL THEN 'created' ELSE 'frozen' END
    WHEN (old.insured_staff, old.premium_unit, old.premium_staff, old.waived, old.undivided)
            = (new.staff, new.unit, new.own, new.waived, %(undivided)s)
        AND old.paid_on IS NOT DISTINCT FROM new.paid THEN 'unchanged'
    WHEN held.enterprise_id IS NULL THEN 'updated' ELSE 'frozen' END AS status
FROM (
    SELECT code.enterprise_id, row.*,
        row_number() OVER (PARTITION BY code.enterprise_id, row.month, row.line ORDER BY row.number) AS nth
    FROM insurance_row row JOIN insurance_code code USING (credit_code) WHERE code.reason IS NULL
) AS new
LEFT JOIN enterprises_insurancemonth old ON old.enterprise_id = new.enterprise_id AND old.month = new.month
    AND old.line = new.line AND old.month BETWEEN %(first)s AND %(last)s
LEFT JOIN enterprises_insuranceyear held ON held.enterprise_id = new.enterprise_id
    AND held.year = extract(year FROM new.month) AND held.frozen_on IS NOT NULL
"""
_CREATE = """
INSERT INTO enterprises_insurancemonth
    (enterprise_id, month, line, insured_staff, premium_unit, premium_staff, paid_on, waived, undivided, source_id)
SELECT enterprise_id, month, line, staff, unit, own, paid, waived, %(undivided)s, %(source)s
FROM insurance_known WHERE status = 'created'
"""
_UPDATE = """
UPDATE enterprises_insurancemonth old SET insured_staff = new.staff, premium_unit = new.unit, premium_staff = new.own,
    paid_on = new.paid, waived = new.waived, undivided = %(undivided)s, source_id = %(source)s
FROM insurance_known new
WHERE new.status = 'updated' AND old.enterprise_id = new.enterprise_id AND old.month = new.month AND old.line = new.line
    AND old.month BETWEEN %(first)s AND %(last)s
"""
_COUNTED = "SELECT status, count(*) FROM insurance_known GROUP BY 1"
_UNKNOWN_COUNTED = """
SELECT code.reason, count(*) FROM insurance_row row JOIN insurance_code code USING (credit_code)
WHERE code.reason IS NOT NULL GROUP BY 1
"""
_TOUCHED = """
SELECT DISTINCT year FROM (
    SELECT DISTINCT extract(year FROM month)::int + extra AS year FROM insurance_known, (VALUES (0), (1)) AS next(extra)
    WHERE status IN ('created', 'updated') AND line = 210 AND (extra = 0 OR extract(month FROM month) = 12)
) AS years ORDER BY 1
"""
_TOUCHED_UNITS = """
SELECT DISTINCT enterprise_id FROM insurance_known
WHERE status IN ('created', 'updated') AND line = 210
    AND month BETWEEN make_date(%(year)s - 1, 12, 1) AND make_date(%(year)s, 12, 1)
"""
_REFUSED = """
SELECT number, reason, credit_code, month, line, staff, unit, own, paid, waived FROM (
    SELECT row.number, code.reason, row.credit_code, row.month, row.line, row.staff, row.unit, row.own, row.paid, row.waived
    FROM insurance_row row JOIN insurance_code code USING (credit_code) WHERE code.reason IS NOT NULL
    UNION ALL
    SELECT number, status, credit_code, month, line, staff, unit, own, paid, waived
    FROM insurance_known WHERE status IN ('twice', 'frozen')
) AS refused ORDER BY number
"""
REFUSING = ("twice", "frozen", "unit_unknown", "unit_elsewhere", "code_check")
_BATCH = 4000


def stage(lines: Iterable[str], *, every: int, tell: Any) -> int:
    """Copy the lines of COPY text to a table of this transaction; `tell` hears every so many rows. Returns the number."""
    count, batch = 0, []
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        with cursor.copy(f"COPY insurance_row ({', '.join(COPIED)}) FROM STDIN") as copy:
            for line in lines:
                batch.append(line)
                if len(batch) == _BATCH:
                    copy.write("".join(batch))
                    count += _BATCH
                    batch.clear()
                    if count % every == 0:
                        tell(count)
            copy.write("".join(batch))
    return count + len(batch)


def take_in(*, source_id: int, prefix: str, undivided: bool, staged: int, tell: Any) -> Taken:
    """Judge what was staged against the registry and write what is new or changed, then count its years anew.

    Units outside the region of `prefix` are left alone; `undivided` says that the amounts are of unit and staff together.
    Runs inside the caller's transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE insurance_row")
        cursor.execute(_LOCK)
        cursor.execute("SELECT min(month), max(month) FROM insurance_row")
        first, last = cursor.fetchone()
        values: dict[str, Any] = {"source": source_id, "prefix": prefix, "undivided": undivided, "first": first, "last": last}
        cursor.execute(_CODES, values)
        cursor.execute(_UNKNOWN)
        mistyped = [code for (code,) in cursor.fetchall() if not is_uscc(code)]
        if mistyped:
            cursor.execute(_MISTYPED, {"codes": mistyped})
        cursor.execute("ANALYZE insurance_code")
        tell("judging")
        cursor.execute(_KNOWN, values)
        cursor.execute("ANALYZE insurance_known")
        tell("writing")
        cursor.execute(_CREATE, values)
        cursor.execute(_UPDATE, values)
        cursor.execute(_COUNTED)
        counted = dict(cursor.fetchall())
        cursor.execute(_UNKNOWN_COUNTED)
        counted |= dict(cursor.fetchall())
        cursor.execute(_TOUCHED)
        touched = [year for (year,) in cursor.fetchall()]
        tell("counting")
        for year in touched:
            years.count_set(cursor, year=year, units=_TOUCHED_UNITS)
    return Taken.of(staged, counted, REFUSING)


def refused_rows() -> Iterator[tuple[int, list[str], list[str]]]:
    """Number, reasons and cells, in the order of the file, of every staged row that was not taken in."""
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED)
        while rows := cursor.fetchmany(10_000):
            for number, reason, code, month, line, staff, unit, own, paid, waived in rows:
                cells = [code, f"{month:%Y-%m}", str(line), str(staff), str(unit), str(own), paid.isoformat() if paid else ""]
                yield number, [reason], [*cells, "免缴" if waived else ""]
