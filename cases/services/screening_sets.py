"""Half a million units screened in one stream: facts in by a cursor, the pure formula, what was found out by COPY."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from cases.formulas import screening as judging
from cases.formulas.screening import Found
from cases.models import ScreenedUnit, ScreeningRound
from cases.queries import unit_set
from programmes import formulas
from programmes.formulas import registry
from programmes.formulas.base import Unassessable
from programmes.formulas.minimum_wage import WageTable
from programmes.models import RuleSet

COLUMNS = (
    "round_id", "enterprise_id", "scheme", "occasion", "region_code", "station_id", "outcome", "reasons", "fact", "amount",
    "staff", "size", "facts", "findings", "note",
)  # fmt: skip
#: What another screening may change of a row.
FOUND = COLUMNS[4:-1]
_NULL = r"\N"
_STAGE = "DROP TABLE IF EXISTS screened_row; CREATE TEMPORARY TABLE screened_row (LIKE cases_screenedunit) ON COMMIT DROP"
_FREE = "ALTER TABLE screened_row ALTER id DROP NOT NULL"
_CHANGE = f"""
UPDATE cases_screenedunit s SET {", ".join(f"{name} = n.{name}" for name in FOUND)}, held_by_id = NULL, held_at = NULL, note = ''
FROM screened_row n WHERE n.enterprise_id = s.enterprise_id AND n.scheme = s.scheme AND n.occasion = s.occasion
    AND ({", ".join(f"s.{name}" for name in FOUND)}) IS DISTINCT FROM ({", ".join(f"n.{name}" for name in FOUND)})
"""
_ADD = f"""
INSERT INTO cases_screenedunit ({", ".join(COLUMNS)}) SELECT {", ".join(f"n.{name}" for name in COLUMNS)} FROM screened_row n
WHERE NOT EXISTS (SELECT FROM cases_screenedunit s
    WHERE s.enterprise_id = n.enterprise_id AND s.scheme = n.scheme AND s.occasion = n.occasion)
"""


@dataclass(frozen=True)
class Law:
    """What a round is judged by: the programme, the day, the rules in force and the known minimum wages."""

    scheme: str
    on: date
    rules: RuleSet
    wages: list[WageTable]

    @property
    def pays(self) -> bool:
        """Whether money goes to an account."""
        return registry.scheme(self.scheme).plan != "none"

    def judge(self, row: unit_set.Row, facts: dict[str, Any]) -> Found:
        """What is found of one unit with these facts."""
        outcome, missing = None, ""
        try:
            outcome = formulas.assess(scheme=self.scheme, on=self.on, facts=facts, rules=self.rules.content, wages=self.wages)
        except Unassessable as fault:
            missing = fault.field
        without = self.pays and row.account is None
        return judging.judge(
            outcome, missing, claimed=row.claimed, closed=row.closed, agency=row.is_agency, without_account=without
        )


@dataclass(frozen=True)
class Screened:
    """What a screening came to: units looked at, rows that are new or say something else, and the digest over all of them."""

    units: int
    changed: int
    digest: str


def looks(law: Law, found: ScreeningRound, some: str) -> Iterator[list[tuple[unit_set.Row, dict[str, Any]]]]:
    """The units of a round with their facts, some thousand at a time."""
    look = _look(law, found)
    for chunk in _rows(law, found, some):
        yield list(_told(law, look, chunk))


def _rows(law: Law, found: ScreeningRound, some: str) -> Iterator[list[unit_set.Row]]:
    return unit_set.rows(scheme=law.scheme, on=law.on, prefix=found.prefix, round_id=found.pk, some=some)


def _look(law: Law, found: ScreeningRound) -> unit_set.SetLook:
    return unit_set.look(law.scheme, law.on, found.prefix)


def _told(law: Law, look: unit_set.SetLook, chunk: list[unit_set.Row]) -> Iterator[tuple[unit_set.Row, dict[str, Any]]]:
    read = unit_set.getters(law.scheme)
    for row in chunk:
        look.at(row)
        yield row, {name: get(look) for name, get in read}


def screen(law: Law, found: ScreeningRound, some: str = "") -> Screened:
    """Every unit of the round's region that is not on its way is judged and its row written; equal rows stay as they are.

    A first screening is copied into the table itself; another one beside it, and what differs is taken over. A fixed number
    of statements for each few thousand units, memory flat. While Postgres stores some and looks up the next, those between
    are judged in a thread of their own, which touches no database. Runs inside the caller's transaction.
    """
    first = not some and not ScreenedUnit.objects.filter(round=found).exists()
    table = "cases_screenedunit" if first else "screened_row"
    count, digest = 0, hashlib.sha256()
    with connection.cursor() as cursor:
        if not first:
            cursor.execute(_STAGE)
            cursor.execute(_FREE)
        for block, size in _judged(law, found, some):
            with cursor.copy(f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                copy.write(block)
            digest.update(block)
            count += size
        changed = count
        if not first:
            cursor.execute("ANALYZE screened_row")
            cursor.execute(_CHANGE)
            changed = cursor.rowcount
            cursor.execute(_ADD)
            changed += cursor.rowcount
    return Screened(count, changed, digest.hexdigest())


def _judged(law: Law, found: ScreeningRound, some: str) -> Iterator[tuple[bytes, int]]:
    """The rows of some thousand units as COPY text, and how many; one such block is in the making while another is stored."""
    look = _look(law, found)
    with ThreadPoolExecutor(max_workers=1) as beside:
        waiting: tuple[Future[bytes], int] | None = None
        for chunk in _rows(law, found, some):
            begun = beside.submit(_block, law, found, look, chunk)
            if waiting:
                yield waiting[0].result(), waiting[1]
            waiting = begun, len(chunk)
        if waiting:
            yield waiting[0].result(), waiting[1]


def _block(law: Law, found: ScreeningRound, look: unit_set.SetLook, chunk: list[unit_set.Row]) -> bytes:
    return "".join(_line(found, law, row, facts) for row, facts in _told(law, look, chunk)).encode()


def _line(found: ScreeningRound, law: Law, row: unit_set.Row, facts: dict[str, Any]) -> str:
    """One row as COPY text; JSON is the only text that may hold a backslash."""
    judged = law.judge(row, facts)
    told = f"{judging.encode(facts)}\t{judged.findings}".replace("\\", "\\\\")
    staff = _NULL if (known := facts.get("insured_staff")) is None else known
    station = _NULL if row.station_id is None else row.station_id
    reasons = f"{{{','.join(judged.reasons)}}}"
    return (
        f"{found.pk}\t{row.pk}\t{found.scheme}\t{found.occasion}\t{row.region_code}\t{station}\t{judged.outcome}\t{reasons}\t"
        f"{judged.fact}\t{judged.amount}\t{staff}\t{row.size_class}\t{told}\t\n"
    )
