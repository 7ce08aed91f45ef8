"""What a row of a list of people says, cleaned, or why it is refused. Pure: cells in, facts or codes out.

The columns are the name, the ID number and one for each fact that the programme asks about a person; they may stand in
any order, under the words of the declaration in either language or under the fact's own name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.formulas import intake
from core import identifiers, names
from core.sheets import Cell, Row, cell_text
from programmes.formulas import facts as reading
from programmes.formulas.base import Unassessable
from programmes.formulas.declaration import Fact, Words

#: Codes about a fact end in its name: `fact_missing.contract`.
FACT_MISSING, FACT_UNREADABLE = "fact_missing.", "fact_unreadable."
IDENTITY = {name: intake.COLUMNS[name] for name in ("name", "id_number")}

_YES = {"是", "有", "√", "1", "TRUE", "YES", "Y"}
_NO = {"否", "无", "×", "0", "FALSE", "NO", "N"}
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_YUAN = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True)
class Person:
    """A row that can go in; `facts` are JSON values."""

    name: str
    id_number: identifiers.IdNumber
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Judged:
    """One row of the file: its number, whom it lists, why it is refused, and the cells as they came, by column."""

    number: int
    person: Person | None
    codes: tuple[str, ...]
    cells: Mapping[str, Cell] = field(default_factory=dict)


def columns_of(header: Row, asked: Sequence[Fact]) -> dict[str, int]:
    """Column name to its place in the row; where two say the same, the first counts."""
    known = {alias.upper(): name for name, aliases in IDENTITY.items() for alias in aliases}
    for fact in asked:
        for alias in (fact.name, *(fact.words or ())):
            known.setdefault(intake.header_form(alias), fact.name)
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = known.get(intake.header_form(cell_text(cell)))
        if name is not None:
            found.setdefault(name, place)
    return found


def judge(rows: Iterable[tuple[int, Row]], *, asked: Sequence[Fact], today: date) -> Iterator[Judged]:
    """Every row below the header, judged; the header may stand below a title, within the first ten rows.

    Raises intake.HeadersMissing before the first row where a column is missing that every list of the programme has.
    """
    needed = {name: aliases[0] for name, aliases in IDENTITY.items()}
    needed |= {fact.name: _heading(fact) for fact in asked if not fact.optional}
    columns: dict[str, int] | None = None
    best: set[str] = set()
    seen: set[str] = set()
    for number, row in rows:
        if columns is None:
            found = columns_of(row, asked)
            if needed.keys() <= found.keys():
                columns = found
            best = max(best, set(found), key=len)
            if columns is None and number >= 10:
                break
            continue
        cells = {name: row[place] if place < len(row) else None for name, place in columns.items()}
        if not all(intake.is_blank(cell) for cell in cells.values()):
            yield _judge_row(number, cells, asked, today, seen)
    if columns is None:
        raise intake.HeadersMissing([heading for name, heading in needed.items() if name not in best])


def checked(asked: Sequence[Fact], told: Mapping[str, Any], today: date) -> tuple[dict[str, Any], list[str]]:
    """What was told about one person, as JSON values, and the codes of what is missing or cannot be right."""
    good: dict[str, Any] = {}
    codes: list[str] = []
    for fact in asked:
        if told.get(fact.name) is None and not (fact.nullable or fact.optional):
            codes.append(FACT_MISSING + fact.name)
            continue
        try:
            good |= reading.as_json(reading.read((fact,), {fact.name: told.get(fact.name)}))
        except Unassessable:
            codes.append(FACT_UNREADABLE + fact.name)
    if str(good.get("hired_on") or "") > today.isoformat():
        codes.append("hired_in_future")
    return good, codes


def _heading(fact: Fact) -> str:
    return fact.words.zh if fact.words else fact.name


def _judge_row(number: int, cells: Mapping[str, Cell], asked: Sequence[Fact], today: date, seen: set[str]) -> Judged:
    codes: set[str] = set()
    name = names.normal_form(cell_text(cells["name"]))
    if not name:
        codes.add("name_missing")
    elif not names.is_name(name):
        codes.add("name_format")
    id_number = intake.read_number(cells["id_number"], today, codes)
    if id_number:
        if id_number.text in seen:
            codes.add("duplicate_in_file")
        seen.add(id_number.text)
    told: dict[str, Any] = {}
    unreadable: list[str] = []
    for fact in asked:
        try:
            told[fact.name] = _read(fact, cells.get(fact.name))
        except (ValueError, OverflowError):
            unreadable.append(FACT_UNREADABLE + fact.name)
    readable = [fact for fact in asked if fact.name in told]
    facts, at_fault = checked(readable, told, today)
    ordered = (*(code for code in intake.CODES if code in codes), *unreadable, *at_fault)
    person = Person(name, id_number, facts) if id_number and not ordered else None
    return Judged(number, person, ordered, cells)


def _read(fact: Fact, cell: Cell) -> Any:
    """The cell as the fact's JSON value, None where it is empty; raises ValueError for what it cannot mean."""
    if intake.is_blank(cell):
        return None
    text = intake.clean(cell)
    match fact.kind:
        case "bool":
            return _of({**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}, text)
        case "choice":
            return _of(_choices(fact), intake.header_form(cell_text(cell)))
        case "int":
            return int(_matching(_WHOLE, text))
        case "decimal":
            return _matching(_YUAN, text.replace(",", ""))
        case "date":
            day = intake.read_day(cell)
            return day.isoformat() if day else None
        case "choices":
            raise ValueError("a list holds no choice of several")
        case _:
            return " ".join(cell_text(cell).split())


def _choices(fact: Fact) -> dict[str, Any]:
    worded = fact.choices.items() if isinstance(fact.choices, Mapping) else [(each, Words("", "")) for each in fact.choices]
    return {intake.header_form(alias): code for code, words in worded for alias in (str(code), *words) if alias}


def _of(known: Mapping[str, Any], text: str) -> Any:
    if text not in known:
        raise ValueError(text)
    return known[text]


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text
