"""Taking in thousands of people with a fixed number of statements, however many rows there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from cases.formulas.groups import read_groups
from cases.formulas.intake import Facts
from cases.models import Resident
from cases.services.residents import name_columns, number_columns
from cases.states import HARD_TO_EMPLOY, PersonGroup
from core import audit, clock, crypto
from stations.models import Station, User

PARTICULAR = tuple(str(group.value) for group in HARD_TO_EMPLOY if group != PersonGroup.HARD_TO_EMPLOY)

TABLE = """
DROP TABLE IF EXISTS intake_row;
CREATE TEMPORARY TABLE intake_row (
    number integer NOT NULL, name text NOT NULL, name_pairs text[] NOT NULL, initials text NOT NULL,
    sort_key text NOT NULL, id_number bytea NOT NULL, id_hash bytea PRIMARY KEY, id_last4 text NOT NULL,
    sex text NOT NULL, born_on date NOT NULL, mobile text NOT NULL, community text, groups text[] NOT NULL,
    registered_on date, note text NOT NULL, resident_id bigint, status text NOT NULL DEFAULT 'new'
) ON COMMIT DROP
"""
_COLUMNS = (
    "number", "name", "name_pairs", "initials", "sort_key", "id_number", "id_hash", "id_last4", "sex", "born_on", "mobile",
    "community", "groups", "registered_on", "note",
)  # fmt: skip

# In the order of the index, so that two imports of one file wait for each other instead of locking each other out.
CREATE = """
WITH made AS (
    INSERT INTO cases_resident (name, name_pairs, initials, sort_key, id_number, id_hash, id_last4, sex, born_on, mobile,
        community_id, address, station_id, region_code, note, created_at, created_by_id)
    SELECT name, name_pairs, initials, sort_key, id_number, id_hash, id_last4, sex, born_on, mobile,
        community, '', %(station)s, %(region)s, note, %(now)s, %(actor)s
    FROM intake_row WHERE status = 'new' ORDER BY id_hash
    ON CONFLICT (id_hash) DO NOTHING RETURNING id, id_hash
)
UPDATE intake_row SET resident_id = made.id, status = 'created' FROM made WHERE made.id_hash = intake_row.id_hash
"""
_RECOGNISE = """
UPDATE intake_row SET resident_id = known.id,
    status = CASE WHEN left(known.region_code, 6) = left(%(region)s, 6) THEN 'unchanged' ELSE 'elsewhere' END
FROM cases_resident known WHERE known.id_hash = intake_row.id_hash AND intake_row.status = 'new'
"""
# Whom the rows mean is known from here on. A planner that guesses how many they are, beside statistics of the register that
# may be older than its rows, looks through the whole table once a row. Residents are met by their hash: it stands in one
# index alone, while the id also ends indexes that Postgres 18 may walk from end to end to find it.
_COUNT = """
CREATE UNIQUE INDEX ON intake_row (resident_id);
ANALYZE intake_row
"""
_LOCK = """
SELECT known.id FROM intake_row row JOIN cases_resident known ON known.id_hash = row.id_hash WHERE row.status = 'unchanged'
ORDER BY known.id FOR NO KEY UPDATE OF known
"""
_CHANGE = """
WITH changed AS (
    UPDATE cases_resident known SET name = row.name, name_pairs = row.name_pairs, initials = row.initials,
        sort_key = row.sort_key, mobile = coalesce(nullif(row.mobile, ''), known.mobile),
        community_id = coalesce(row.community, known.community_id), note = coalesce(nullif(row.note, ''), known.note)
    FROM intake_row row
    WHERE row.status = 'unchanged' AND known.id_hash = row.id_hash
        AND (known.name <> row.name OR (row.mobile <> '' AND known.mobile <> row.mobile)
            OR (row.community IS NOT NULL AND known.community_id IS DISTINCT FROM row.community)
            OR (row.note <> '' AND known.note <> row.note))
    RETURNING known.id
)
UPDATE intake_row SET status = 'updated' FROM changed WHERE changed.id = intake_row.resident_id
"""
# A group that ended is not begun again by a file, and the general kind says nothing beside a particular one.
_GROUP = """
WITH added AS (
    INSERT INTO cases_residentgroup (resident_id, "group", from_on, recorded_by_id)
    SELECT row.resident_id, word, coalesce(row.registered_on, %(today)s), %(actor)s
    FROM intake_row row, unnest(row.groups) AS word
    WHERE row.status <> 'elsewhere' AND NOT EXISTS (
        SELECT FROM cases_residentgroup held WHERE held.resident_id = row.resident_id
            AND (held."group" = word OR (
                word = 'hard_to_employ' AND held.until_on IS NULL AND held."group" = ANY (%(particular)s))))
    ORDER BY row.resident_id, word
    ON CONFLICT DO NOTHING RETURNING resident_id
)
UPDATE intake_row SET status = 'updated' FROM (SELECT DISTINCT resident_id FROM added) AS one
WHERE one.resident_id = intake_row.resident_id AND intake_row.status = 'unchanged'
"""
# A registration that is open, or younger than the file's, stays as it is.
_REGISTER = """
WITH added AS (
    INSERT INTO cases_registration (resident_id, registered_on, seeking_work, end_reason, recorded_by_id, recorded_at)
    SELECT row.resident_id, row.registered_on, true, '', %(actor)s, %(now)s
    FROM intake_row row JOIN cases_resident known ON known.id_hash = row.id_hash
    WHERE row.status <> 'elsewhere' AND row.registered_on > row.born_on AND known.deceased_on IS NULL AND NOT EXISTS (
        SELECT FROM cases_registration held WHERE held.resident_id = row.resident_id
            AND (held.ended_on IS NULL OR held.registered_on >= row.registered_on))
    ORDER BY row.resident_id
    ON CONFLICT DO NOTHING RETURNING resident_id
)
UPDATE intake_row SET status = 'updated' FROM added
WHERE added.resident_id = intake_row.resident_id AND intake_row.status = 'unchanged'
"""


@dataclass
class Taken:
    """What came of each row: its number to created, updated, unchanged or elsewhere; and whom it touched."""

    statuses: dict[int, str] = field(default_factory=dict)
    residents: dict[str, list[int]] = field(default_factory=lambda: {"created": [], "updated": []})


def take_in(*, rows: Iterable[tuple[int, Facts]], station: Station, actor: User) -> Taken:
    """Create who is new and bring up to date who is known, inside the caller's transaction.

    An empty cell clears nothing. A person whom another banner keeps is left alone: `elsewhere`.
    """
    values: dict[str, Any] = {
        "station": station.pk,
        "region": station.region_code,
        "actor": actor.pk,
        "now": clock.now(),
        "today": clock.today(),
        "particular": list(PARTICULAR),
    }
    taken = Taken()
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        with cursor.copy(f"COPY intake_row ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for number, facts in rows:
                copy.write_row(_record(number, facts))
        cursor.execute("ANALYZE intake_row")
        for statement in (CREATE, _RECOGNISE):
            cursor.execute(statement, values)
        cursor.execute(_COUNT)
        for statement in (_LOCK, _CHANGE, _GROUP, _REGISTER):
            cursor.execute(statement, values)
        cursor.execute("SELECT number, status, resident_id FROM intake_row")
        for number, status, resident_id in cursor:
            taken.statuses[number] = status
            if status in taken.residents:
                taken.residents[status].append(resident_id)
    return taken


def record(*, taken: Taken, station: Station, actor: User, run_id: int) -> None:
    """Write into the audit whom the import touched."""
    for status, verb in (("created", "resident.logged"), ("updated", "resident.changed")):
        audit.record_set(
            actor, verb, Resident, taken.residents[status], region=station.region_code, station_id=station.pk, imported=run_id
        )


def _record(number: int, facts: Facts) -> Sequence[Any]:
    groups, unknown = read_groups(facts.groups)
    note = "；".join(filter(None, [facts.note, "、".join(unknown) and f"人员类别：{'、'.join(unknown)}"]))[:500]
    named, numbered = name_columns(facts.name), number_columns(facts.id_number)
    return (
        number,
        *(named[column] for column in ("name", "name_pairs", "initials", "sort_key")),
        crypto.encrypt(facts.id_number.text),
        *(numbered[column] for column in ("id_hash", "id_last4", "sex", "born_on")),
        facts.mobile,
        facts.community or None,
        groups,
        facts.registered_on,
        note,
    )
