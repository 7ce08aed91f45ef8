"""Taking in hundreds of thousands of hire records with a fixed number of statements, however many rows there are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from cases.formulas.hire_rows import CONTRACT_WORDS, Job
from cases.models import Claim, Hire
from cases.queries import listed
from cases.queries.residents import id_hash
from core import audit, clock
from enterprises.services.file_orders import Taken
from stations.models import User

COPIED = ("number", "id_hash", "id_number", "name", "credit_code", "employer", "hired_on", "left_on", "contract")

_TABLES = """
DROP TABLE IF EXISTS hire_row, hire_known;
CREATE TEMPORARY TABLE hire_row (
    number integer NOT NULL, id_hash bytea NOT NULL, id_number text NOT NULL, name text NOT NULL,
    credit_code text NOT NULL, employer text NOT NULL, hired_on date NOT NULL, left_on date, contract text NOT NULL
) ON COMMIT DROP
"""
# The people first and in one order, as whoever grants a benefit holds them; whose jobs all stand already is left alone.
_HOLD = """
SELECT count(*) FROM (SELECT known.id FROM cases_resident known WHERE known.id_hash IN (
    SELECT row.id_hash FROM hire_row row WHERE NOT EXISTS (
        SELECT FROM cases_hire old JOIN cases_resident one ON one.id = old.resident_id
        WHERE one.id_hash = row.id_hash AND old.credit_code = row.credit_code AND old.hired_on = row.hired_on))
ORDER BY known.id FOR NO KEY UPDATE) AS held
"""
# A job that was struck out as wrong is not brought back by the next file.
_KNOWN = """
CREATE TEMPORARY TABLE hire_known ON COMMIT DROP AS
SELECT new.*, known.id AS resident_id, unit.id AS enterprise_id, old.id AS hire_id, CASE
    WHEN new.nth > 1 THEN 'twice'
    WHEN known.id IS NULL THEN 'person_unknown'
    WHEN NOT starts_with(known.region_code, %(prefix)s) THEN 'person_elsewhere'
    WHEN known.name <> new.name THEN 'name_differs'
    WHEN known.deceased_on < new.hired_on THEN 'died_before'
    WHEN old.id IS NULL AND EXISTS (SELECT FROM cases_hire wrong WHERE wrong.resident_id = known.id
        AND wrong.credit_code = new.credit_code AND wrong.hired_on = new.hired_on) THEN 'struck_out'
    WHEN old.id IS NULL THEN 'created'
    WHEN new.left_on IS NULL OR old.left_on = new.left_on THEN 'unchanged'
    WHEN old.left_on IS NULL THEN 'updated'
    ELSE 'left_differs' END AS status
FROM (
    SELECT row.*, row_number() OVER (PARTITION BY row.id_hash, row.credit_code, row.hired_on ORDER BY row.number) AS nth
    FROM hire_row row
) AS new
LEFT JOIN cases_resident known ON known.id_hash = new.id_hash
LEFT JOIN enterprises_enterprise unit ON unit.credit_code = new.credit_code
LEFT JOIN cases_hire old ON old.resident_id = known.id AND old.credit_code = new.credit_code AND old.hired_on = new.hired_on
    AND old.voided_at IS NULL
"""
_CREATE = """
INSERT INTO cases_hire (resident_id, enterprise_id, credit_code, employer, hired_on, left_on, contract, source, file_id,
    document, recorded_by_id, recorded_at, void_reason)
SELECT known.resident_id, known.enterprise_id, known.credit_code, coalesce(unit.name, known.employer), known.hired_on,
    known.left_on, known.contract, 'register', %(file)s, '', %(actor)s, %(now)s, ''
FROM hire_known known LEFT JOIN enterprises_enterprise unit ON unit.id = known.enterprise_id
WHERE known.status = 'created' ORDER BY known.resident_id RETURNING id
"""
_LEAVE = """
UPDATE cases_hire old SET left_on = new.left_on FROM hire_known new
WHERE new.status = 'updated' AND old.id = new.hire_id RETURNING old.id
"""
_COUNTED = "SELECT status, count(*) FROM hire_known GROUP BY 1"
_REFUSED = """
SELECT number, status, id_number, name, credit_code, employer, hired_on, left_on, contract FROM hire_known
WHERE status NOT IN ('created', 'updated', 'unchanged') ORDER BY number
"""
# Whoever is granted on a unit's list works there by the word of the unit and of two checkers; a record that stands is left.
_OF_LIST = """
INSERT INTO cases_hire (resident_id, enterprise_id, credit_code, employer, hired_on, contract, source, document,
    recorded_by_id, recorded_at, void_reason)
SELECT DISTINCT ON (person.resident_id, unit.id) person.resident_id, unit.id, unit.credit_code, unit.name,
    (person.facts ->> 'hired_on')::date, '', 'list', claim.number, %(actor)s, %(now)s, ''
FROM cases_listedperson person JOIN cases_claim claim ON claim.id = person.claim_id
JOIN enterprises_enterprise unit ON unit.id = claim.enterprise_id
WHERE claim.id = ANY (%(claims)s) AND person.eligible AND person.facts ->> 'hired_on' IS NOT NULL AND NOT EXISTS (
    SELECT FROM cases_hire job WHERE job.resident_id = person.resident_id AND job.enterprise_id = unit.id
        AND job.voided_at IS NULL)
ORDER BY person.resident_id, unit.id, claim.id RETURNING id
"""
REFUSING = ("twice", "person_unknown", "person_elsewhere", "name_differs", "died_before", "struck_out", "left_differs")


def stage(jobs: Iterable[Job], *, every: int, tell: Any) -> int:
    """Copy the jobs to a table of this transaction; `tell` hears every so many rows. Returns the number."""
    count = 0
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        with cursor.copy(f"COPY hire_row ({', '.join(COPIED)}) FROM STDIN") as copy:
            for count, job in enumerate(jobs, 1):
                copy.write_row((
                    job.number, id_hash(job.id_number), job.id_number, job.name, job.credit_code, job.employer, job.hired_on,
                    job.left_on, job.contract,
                ))  # fmt: skip
                if count % every == 0:
                    tell(count)
    return count


def take_in(*, file_id: int, prefix: str, region_code: str, actor: User, staged: int, tell: Any) -> Taken:
    """Judge what was staged against the register of people and write what is new, or newly ended.

    People kept outside the region of `prefix` are left alone. Runs inside the caller's transaction.
    """
    values: dict[str, Any] = {"file": file_id, "prefix": prefix, "actor": actor.pk, "now": clock.now()}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE hire_row")
        tell("judging")
        cursor.execute(_HOLD)
        cursor.execute(_KNOWN, values)
        cursor.execute("ANALYZE hire_known")
        tell("writing")
        cursor.execute(_CREATE, values)
        created = [row[0] for row in cursor.fetchall()]
        cursor.execute(_LEAVE, values)
        left = [row[0] for row in cursor.fetchall()]
        cursor.execute(_COUNTED)
        counted = dict(cursor.fetchall())
    audit.record_set(actor, "hire.recorded", Hire, created, region=region_code, imported=file_id)
    audit.record_set(actor, "hire.left", Hire, left, region=region_code, imported=file_id)
    refused = {code: counted[code] for code in REFUSING if counted.get(code)}
    return Taken(staged, len(created), len(left), counted.get("unchanged", 0), refused)


def record_lists(claims: Sequence[Claim], actor: User) -> None:
    """The granted people of units' lists under one programme are on record as hired by them, where its law asks when that was.

    The caller holds claims and people. Two statements, however many lists.
    """
    if not claims or "hired_on" not in listed.told_by_jobs(claims[0].scheme):
        return
    with connection.cursor() as cursor:
        cursor.execute(_OF_LIST, {"claims": [claim.pk for claim in claims], "actor": actor.pk, "now": clock.now()})
        made = [row[0] for row in cursor.fetchall()]
    regions = {claim.region_code for claim in claims}
    shared = min(regions) if len(regions) == 1 else min(regions)[:4]
    audit.record_set(actor, "hire.recorded", Hire, made, region=shared, source="list")


def refused_rows() -> Iterator[tuple[int, list[str], list[str]]]:
    """Number, reasons and cells, in the order of the file, of every staged row that was not taken in."""
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED)
        while rows := cursor.fetchmany(10_000):
            for number, reason, *cells, contract in rows:
                told = [str(cell) if cell is not None else "" for cell in cells]
                yield number, [reason], [*told, CONTRACT_WORDS[contract]]
