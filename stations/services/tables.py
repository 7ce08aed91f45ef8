"""Stations and staff by spreadsheet: every row through the services, all of them or none.

A look-through does the very same and takes it back at the end, so what it promises is what happens.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.policies import Refused
from core.sheets import Row, cell_text
from stations.models import User

LONGEST = 500
"""Rows of one sheet at most: an administrator answers for each."""

CREATED, AMENDED, UNCHANGED, REFUSED = "created", "amended", "unchanged", "refused"


@dataclass(frozen=True)
class Column:
    """A column of the sheet: its field, its header, further headers it may stand under, and an example."""

    field: str
    header: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    example: str = ""


@dataclass
class Line:
    """One row of the sheet and what comes of it."""

    number: int
    values: dict[str, str]
    status: str = ""
    sentence: str = ""


@dataclass
class Table:
    """A sheet that was read."""

    lines: list[Line] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    """The header of each field that the sheet has, to name what is refused."""

    @property
    def is_good(self) -> bool:
        """Whether no row is refused."""
        return bool(self.lines) and all(line.status != REFUSED for line in self.lines)

    def count(self, status: str) -> int:
        """How many rows have that status."""
        return sum(line.status == status for line in self.lines)


class _LookOnly(Exception):
    """Ends the block in which the rows were tried, so that nothing of it stays."""


def parse(columns: Sequence[Column], rows: Sequence[tuple[int, Row]], longest: int = LONGEST) -> Table:
    """The rows below the header, by field; raises Refused where a column is missing or the sheet is too long."""
    if not rows:
        raise Refused(_("The sheet is empty."), field="file")
    header = [cell_text(cell).strip().casefold() for cell in rows[0][1]]
    places: dict[str, int] = {}
    for column in columns:
        names = [name.casefold() for name in (column.header, column.field, *column.aliases)]
        place = next((header.index(name) for name in names if name in header), None)
        if place is None and column.required:
            raise Refused(_("The column “%(header)s” is missing.") % {"header": column.header}, field="file")
        if place is not None:
            places[column.field] = place
    if len(rows) - 1 > longest:
        raise Refused(_("The sheet has more than %(count)s rows. Split it.") % {"count": longest}, field="file")
    lines = [
        Line(number, {name: cell_text(cells[place]).strip() if place < len(cells) else "" for name, place in places.items()})
        for number, cells in rows[1:]
    ]
    if not lines:
        raise Refused(_("The sheet has no rows below its header."), field="file")
    return Table(lines, {column.field: column.header for column in columns if column.field in places})


def look_through(table: Table, *, actor: User, take: Callable[..., str]) -> Table:
    """Every line carries what would come of it; nothing stays."""
    try:
        with transaction.atomic():
            _each(table, actor, take)
            raise _LookOnly
    except _LookOnly:
        return table


@transaction.atomic
def bring_in(table: Table, *, actor: User, take: Callable[..., str], verb: str) -> Table:
    """All lines are in; raises Refused, and changes nothing, where one is refused now."""
    _each(table, actor, take)
    if not table.is_good:
        raise Refused(_("Some rows are refused by now. Look through the sheet again."), field="file")
    counts = {status: table.count(status) for status in (CREATED, AMENDED, UNCHANGED)}
    audit.record(actor, verb, actor, region=actor.region_id or "", rows=len(table.lines), **counts)
    return table


def _each(table: Table, actor: User, take: Callable[..., str]) -> None:
    for line in table.lines:
        try:
            with transaction.atomic():
                line.status, line.sentence = take(actor=actor, **line.values), ""
        except Refused as refused:
            header = table.headers.get(refused.field or "", "")
            sentence = str(refused.sentence)
            line.status, line.sentence = REFUSED, f"{header}：{sentence}" if header else sentence


def choice_of(text: str, choices: Sequence[tuple[str, Any]], column: str) -> str:
    """The code of a choice that is written as its code or in its words; raises Refused."""
    for code, label in choices:
        if text.casefold() in (code.casefold(), str(label).casefold()):
            return code
    known = _(", ").join(str(label) for _code, label in choices)
    raise Refused(
        _("“%(text)s” is no %(column)s. There are: %(known)s.") % {"text": text, "column": column, "known": known}, code="choice"
    )
