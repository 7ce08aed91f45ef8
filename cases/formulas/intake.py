"""What a row of an intake workbook says, cleaned, or why it is refused. Pure: cells in, facts or codes out.

The headers, the cleaning and the codes are the ones the bureau publishes; the code names of columns are
those of the information structure of the human-resources ministry (AAC003 and so on).
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from core import identifiers, names
from core.sheets import Cell, Row, cell_text

CODES = (
    "name_missing", "name_format", "id_not_text", "id_format", "id_check_digit", "id_birth_date", "gender_mismatch",
    "birth_date_mismatch", "mobile_format", "community_unknown", "date_format", "registered_in_future", "duplicate_in_file",
)  # fmt: skip
"""Every reason to refuse a row, in the order in which a row reports them."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "AAC003", "name"),
    "id_number": ("证件号码", "AAC147", "身份证号码", "身份证号", "公民身份号码", "社会保障号", "AAC002", "id number"),
    "sex": ("性别", "AAC004", "sex"),
    "born_on": ("出生日期", "AAC006", "出生年月日", "date of birth"),
    "mobile": ("手机", "AAC067", "手机号码", "手机号", "移动电话", "mobile"),
    "community": ("居住社区代码", "AAB301", "AAC010", "社区代码", "community code"),
    "groups": ("人员类别", "AAC012", "group"),
    "registered_on": ("失业登记日期", "AAE043", "失业登记日", "registered on"),
    "note": ("备注", "AAE013", "note"),
}
"""Field to the headers it may stand under, the first one being the one we write ourselves."""

REQUIRED = ("name", "id_number")

_ALIASES = {alias.upper(): (name, rank) for name, aliases in COLUMNS.items() for rank, alias in enumerate(aliases)}
_SEXES = {"1": "male", "男": "male", "男性": "male", "M": "male", "MALE": "male"} | {
    "2": "female", "女": "female", "女性": "female", "F": "female", "FEMALE": "female"
}  # fmt: skip
_WRITTEN_DAY = re.compile(r"(\d{4})([-/.年])(\d{1,2})([-/.月])(\d{1,2})(日?)", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}", re.ASCII)  # from 1927 on: four digits are a year somebody left alone
_LOST_DIGITS = re.compile(r"\d(\.\d+)?E\+?\d+", re.ASCII)
_GROUP_BREAKS = re.compile(r"[、，,;；/|\s]+")
_SERIAL_EPOCH = date(1899, 12, 30)
_EXACT_NUMBER = 10**15


@dataclass(frozen=True)
class Facts:
    """A row that can go in. Empty text, None and () mean that the row does not say."""

    name: str
    id_number: identifiers.IdNumber
    mobile: str = ""
    community: str = ""
    groups: tuple[str, ...] = ()
    registered_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Judged:
    """One row of the file: its number, what it says, why it is refused, and the cells as they came."""

    number: int
    facts: Facts | None
    codes: tuple[str, ...]
    cells: Mapping[str, Cell] = field(default_factory=dict)


class HeadersMissing(ValueError):
    """No row near the top names the columns without which nobody can be found; `missing` holds their headers."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = list(missing)


def columns_of(header: Row) -> dict[str, int]:
    """Field to place in the row. Where two columns say the same, the one named first in COLUMNS counts."""
    found: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(header):
        known = _ALIASES.get(header_form(cell_text(cell)))
        if known and (known[0] not in found or known[1] < found[known[0]][0]):
            found[known[0]] = (known[1], place)
    return {name: place for name, (_rank, place) in found.items()}


def judge(rows: Iterable[tuple[int, Row]], *, today: date, communities: Container[str]) -> Iterator[Judged]:
    """Every row below the header, judged; `rows` carry the numbers that the spreadsheet shows.

    The header may stand below a title, within the first ten rows. Raises HeadersMissing before the first row.
    """
    columns: dict[str, int] | None = None
    best: set[str] = set()
    seen: set[str] = set()
    for number, row in rows:
        if columns is None:
            found = columns_of(row)
            if all(name in found for name in REQUIRED):
                columns = found
            best |= found.keys() & set(REQUIRED)
            if columns is None and number >= 10:
                break
            continue
        cells = {name: row[place] if place < len(row) else None for name, place in columns.items()}
        if all(is_blank(cell) for cell in cells.values()):
            continue
        yield _judge_row(number, cells, today, communities, seen)
    if columns is None:
        raise HeadersMissing([COLUMNS[name][0] for name in REQUIRED if name not in best] or [COLUMNS[n][0] for n in REQUIRED])


def read_day(cell: Cell) -> date | None:
    """The day a cell names, None where it is empty; raises ValueError for anything that is no day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = identifiers.clean_number(cell_text(cell))
    if not text:
        return None
    if match := _WRITTEN_DAY.fullmatch(text):
        year, first, month, second, day, last = match.groups()
        if (first, second, last) not in (("年", "月", "日"), ("年", "月", "")) and (first != second or last):
            raise ValueError(text)
        return date(int(year), int(month), int(day))
    if match := _COMPACT_DAY.fullmatch(text):
        return date(*map(int, match.groups()))
    serial = text.split(".")[0] if isinstance(cell, float) else text
    if _SERIAL.fullmatch(serial):
        return _SERIAL_EPOCH + timedelta(days=int(serial))
    raise ValueError(text)


def _judge_row(number: int, cells: Mapping[str, Cell], today: date, communities: Container[str], seen: set[str]) -> Judged:
    codes: set[str] = set()
    name = names.normal_form(cell_text(cells.get("name")))
    if not name:
        codes.add("name_missing")
    elif not names.is_name(name):
        codes.add("name_format")

    id_number = read_number(cells.get("id_number"), today, codes)
    born_on = _read_day(cells.get("born_on"), codes)
    sex = clean(cells.get("sex"))
    if id_number:
        if sex and _SEXES.get(sex) != id_number.sex:
            codes.add("gender_mismatch")
        if born_on and born_on != id_number.born_on:
            codes.add("birth_date_mismatch")
        if id_number.text in seen:
            codes.add("duplicate_in_file")
        seen.add(id_number.text)

    mobile = identifiers.clean_mobile(cell_text(cells.get("mobile")))
    if mobile and not identifiers.is_mobile(mobile):
        codes.add("mobile_format")
    community = clean(cells.get("community"))
    if community and community not in communities:
        codes.add("community_unknown")
    registered_on = _read_day(cells.get("registered_on"), codes)
    if registered_on and registered_on > today:
        codes.add("registered_in_future")

    facts = None
    if id_number and not codes:
        facts = Facts(
            name=name,
            id_number=id_number,
            mobile=mobile,
            community=community,
            groups=tuple(dict.fromkeys(filter(None, _GROUP_BREAKS.split(cell_text(cells.get("groups")))))),
            registered_on=registered_on,
            note=" ".join(cell_text(cells.get("note")).split()),
        )
    return Judged(number, facts, tuple(code for code in CODES if code in codes), cells)


def read_number(cell: Cell, today: date, codes: set[str]) -> identifiers.IdNumber | None:
    """The identity number in a cell; None with its code among `codes` where there is none."""
    text = clean(cell)
    if _LOST_DIGITS.fullmatch(text) or (isinstance(cell, float | int) and abs(cell) >= _EXACT_NUMBER):
        codes.add("id_not_text")
        return None
    try:
        return identifiers.read_id(text, on=today)
    except identifiers.BadIdNumber as bad:
        codes.add(bad.fault.value)
        return None


def _read_day(cell: Cell, codes: set[str]) -> date | None:
    try:
        return read_day(cell)
    except (ValueError, OverflowError):
        codes.add("date_format")
        return None


def clean(cell: Cell) -> str:
    """The cell's text without blanks, in half width, letters large."""
    return identifiers.clean_number(cell_text(cell))


def is_blank(cell: Cell) -> bool:
    """Whether the cell says nothing."""
    return not clean(cell)


def header_form(text: str) -> str:
    """A heading without its remarks in brackets, marks and case, as headings are compared."""
    text = unicodedata.normalize("NFKC", text).split("(")[0]
    return re.sub(r"[\s*:\ufeff\u200b]+", " ", text).strip().upper()
