"""Taking people into a claim's list with a fixed number of statements, however many rows there are."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from cases.formulas.listed_rows import Person
from cases.models import Claim
from cases.queries import listed
from cases.services import intake_sets
from cases.services.residents import name_columns, number_columns
from core import clock, crypto
from stations.models import Station, User

_COLUMNS = (
    "number", "name", "name_pairs", "initials", "sort_key", "id_number", "id_hash", "id_last4", "sex", "born_on", "mobile",
    "groups", "note", "facts",
)  # fmt: skip
# Who is known keeps name and details: a list of a firm changes nobody. A name that is not the register's is a wrong
# number, or a fishing for names.
_RECOGNISE = """
UPDATE intake_row SET resident_id = known.id, status = CASE
    WHEN known.name <> intake_row.name THEN 'name_differs'
    WHEN known.deceased_on < (intake_row.facts->>'hired_on')::date THEN 'died_before'
    ELSE 'known' END
FROM cases_resident known WHERE known.id_hash = intake_row.id_hash AND intake_row.status = 'new'
"""
# What a hire record of the unit may answer was left out: then there must be such a record. Nobody is logged for nothing.
_UNANSWERED = """
UPDATE intake_row SET status = 'fact_missing.' || lacking.name
FROM (
    SELECT row.number, min(asked.name) AS name FROM intake_row row CROSS JOIN unnest(%(by_jobs)s::text[]) AS asked (name)
    WHERE row.facts ->> asked.name IS NULL AND NOT EXISTS (
        SELECT FROM cases_hire job JOIN cases_resident known ON known.id = job.resident_id
        WHERE known.id_hash = row.id_hash AND job.enterprise_id = %(unit)s AND job.voided_at IS NULL
            AND (asked.name <> 'contract' OR job.contract <> ''))
    GROUP BY row.number
) AS lacking WHERE lacking.number = intake_row.number
"""
_LIST = """
WITH taken AS (
    INSERT INTO cases_listedperson (claim_id, resident_id, facts, result, eligible, amount, note)
    SELECT %(claim)s, resident_id, facts, NULL, NULL, 0, '' FROM intake_row
    WHERE status IN ('created', 'known') ORDER BY resident_id
    ON CONFLICT (claim_id, resident_id) DO UPDATE SET facts = excluded.facts, result = NULL, eligible = NULL, amount = 0
        WHERE cases_listedperson.facts IS DISTINCT FROM excluded.facts
    RETURNING resident_id, xmax = 0 AS fresh
)
UPDATE intake_row SET outcome = CASE WHEN taken.fresh THEN 'added' ELSE 'changed' END
FROM taken WHERE taken.resident_id = intake_row.resident_id
"""
_ANSWER = """
SELECT number, status, coalesce(outcome, CASE WHEN status IN ('created', 'known') THEN 'unchanged' ELSE 'refused' END),
    resident_id FROM intake_row ORDER BY number
"""


@dataclass
class Taken:
    """What came of each row: added, changed, unchanged or refused; why it was refused; and who was logged by it."""

    outcomes: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    logged: list[int] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """How many rows came to that."""
        return sum(1 for each in self.outcomes.values() if each == outcome)


def take_in(*, rows: Iterable[tuple[int, Person]], claim: Claim, station: Station, actor: User) -> Taken:
    """List everybody, logging at `station` who is not known yet; the caller holds the claim. A fixed number of statements.

    A person whose name is another in the register, or who died before the hire, is refused: `name_differs`, `died_before`;
    so is one about whom neither the unit nor a hire record of it says what must be known: `fact_missing.` and its name.
    """
    taken = Taken()
    values: dict[str, Any] = {
        "claim": claim.pk, "station": station.pk, "region": station.region_code, "actor": actor.pk, "now": clock.now(),
        "by_jobs": sorted(listed.told_by_jobs(claim.scheme)), "unit": claim.enterprise_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(intake_sets.TABLE)
        cursor.execute("ALTER TABLE intake_row ADD COLUMN facts jsonb, ADD COLUMN outcome text")
        with cursor.copy(f"COPY intake_row ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for number, person in rows:
                copy.write_row(_record(number, person))
        cursor.execute("ANALYZE intake_row")
        for statement in (_UNANSWERED, intake_sets.CREATE, _RECOGNISE, _LIST):
            cursor.execute(statement, values)
        cursor.execute(_ANSWER)
        for number, status, outcome, resident_id in cursor:
            taken.outcomes[number] = outcome
            if outcome == "refused":
                taken.refused[number] = status
            elif status == "created":
                taken.logged.append(resident_id)
    return taken


def _record(number: int, person: Person) -> list[Any]:
    values: dict[str, Any] = {
        "number": number,
        **name_columns(person.name),
        **number_columns(person.id_number),
        "mobile": "",
        "groups": [],
        "note": "",
        "facts": json.dumps(dict(person.facts), ensure_ascii=False),
    }
    values["id_number"] = crypto.encrypt(person.id_number.text)
    return [values[column] for column in _COLUMNS]
