"""Rows of a file of insurance months: which column is which, and what can be wrong with a row by itself. Pure.

Columns are named in Chinese or by the codes of the information structure of social insurance. A row that is in order
becomes one line of COPY text; six million of them pass here, so what repeats (months, days, words) is read once.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

COLUMNS: dict[str, tuple[str, ...]] = {
    "credit_code": ("统一社会信用代码", "信用代码", "AAB998"),
    "month": ("费款所属期", "所属期", "缴费月份", "月份", "AAE003"),
    "line": ("险种", "险种类型", "AAE140"),
    "staff": ("参保人数", "缴费人数", "职工人数"),
    "unit": ("单位缴费", "单位缴费金额", "金额", "缴费金额", "AAE019"),
    "own": ("个人缴费", "个人缴费金额"),
    "paid": ("到账日期", "缴费日期", "结算期", "AAE002"),
    "flag": ("缴费状态", "到账状态"),
}
#: The columns of the COPY text, in its order.
COPIED = ("number", "credit_code", "staff", "unit", "own", "month", "line", "paid", "waived")
#: As they are written back: the first name of each.
TITLES = tuple(names[0] for names in COLUMNS.values())
NEEDED = ("credit_code", "month", "staff", "unit")
LINES = {
    "": 210, "110": 110, "210": 210, "310": 310, "410": 410, "510": 510, "基本养老保险": 110, "养老保险": 110, "养老": 110,
    "失业保险": 210, "失业": 210, "基本医疗保险": 310, "医疗保险": 310, "医疗": 310, "工伤保险": 410, "工伤": 410,
    "生育保险": 510, "生育": 510,
}  # fmt: skip
PAID, OWED, WAIVED = "paid", "owed", "waived"
FLAGS = {
    "": "", "已缴": PAID, "已缴费": PAID, "已到账": PAID, "足额": PAID, "欠费": OWED, "欠缴": OWED, "未缴": OWED, "未到账": OWED,
    "缓缴": OWED, "免缴": WAIVED, "免征": WAIVED, "减免": WAIVED,
}  # fmt: skip
MOST_STAFF = 5_000_000
_OF_THE_UNIT = {"单位缴费", "单位缴费金额"}
NULL = "\\N"  # as COPY writes it

_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}", re.ASCII)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})(?:\s*[-/.月]\s*(?:\d{1,2}日?)?)?", re.ASCII)
_DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(?:(\d{1,2})日?)?(?:[ T].*)?", re.ASCII)
_AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,2}0*)?", re.ASCII)
_FIRST_YEAR = 1990
_REMEMBERED = 100_000
# Code, staff, amounts: as COPY takes them, and well within their bounds.
_NUMBERS = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}\t\d{1,6}(?:\t\d{1,12}(?:\.\d{1,2})?){2}", re.ASCII)


class HeadersMissing(ValueError):
    """The first row does not name these columns."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("、".join(missing))
        self.missing = list(missing)


class Bad(NamedTuple):
    """A row that is sent back: its number, why, and its cells in the order of COLUMNS."""

    number: int
    codes: list[str]
    cells: list[str]


class Fault(ValueError):
    """The cell cannot be read; the argument is the reason's code."""


def places(header: Sequence[Any]) -> dict[str, int]:
    """Where each column stands; raises HeadersMissing."""
    words = [_words(cell) for cell in header]
    found = {}
    for column, names in COLUMNS.items():
        at = next((place for place, word in enumerate(words) if word & set(names)), None)
        if at is not None:
            found[column] = at
    missing = [COLUMNS[column][0] for column in NEEDED if column not in found]
    if "paid" not in found and "flag" not in found:
        missing.append(COLUMNS["paid"][0])
    if missing:
        raise HeadersMissing(missing)
    return found


def _words(cell: Any) -> set[str]:
    return set(re.split(r"[\s()（）/:：]+", unicodedata.normalize("NFKC", str(cell or "")).upper().strip()))


def is_undivided(header: Sequence[Any], at: dict[str, int]) -> bool:
    """Whether the file gives one amount only, that of unit and staff together: nobody can tell the unit's part from it."""
    return "own" not in at and not _words(header[at["unit"]]) & _OF_THE_UNIT


def judge(
    rows: Iterable[tuple[int, Sequence[Any]]], *, at: dict[str, int], today: date, refused: Callable[[Bad], None]
) -> Iterator[str]:
    """One line of COPY text (COPIED) for every row below the header; what is not in order goes to `refused`.

    A row written as most are is known by one look at its numbers and one at what it shares with thousands of others:
    month, line, day and state. Whatever else is read cell by cell. `at` says where each column stands.
    """
    order = [at.get(column, -1) for column in COLUMNS]
    pick, width = itemgetter(*order), max(order) + 1
    read = _Reader(today)
    shared = read.shared
    for number, row in rows:
        if len(row) >= width:
            code, month, line, staff, unit, own, paid, flag = pick([*row, ""])
            tail = shared.get((month, line, paid, flag))
            numbers = f"{code}\t{staff}\t{unit}\t{own or 0}"
            if tail is not None and _NUMBERS.fullmatch(numbers):
                yield f"{number}\t{numbers}\t{tail}"
                continue
        cells = [_text(row[place]) if 0 <= place < len(row) else "" for place in order]
        try:
            yield read(number, cells)
        except Fault:
            refused(Bad(number, read.faults(cells), cells))


class _Reader:
    """Reads one row after another; what it has read once it remembers."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.month = lru_cache(4096)(self._month)
        self.paid = lru_cache(65536)(self._paid)
        self.shared: dict[tuple[Any, ...], str] = {}

    def __call__(self, number: int, cells: list[str]) -> str:
        code, month, line, staff, unit, own, paid, flag = cells
        first = self.month(month)
        due, theirs = _amount(unit), _amount(own or "0")
        day, waived = _state(self.paid(paid), flag, due, theirs)
        tail = f"{first}\t{_line(line)}\t{day or NULL}\t{waived}\n"
        found = f"{number}\t{_code(code)}\t{_staff(staff)}\t{due}\t{theirs}\t{tail}"
        if waived == "f" and len(self.shared) < _REMEMBERED:  # what a waived month owes must be looked at each time
            self.shared[month, line, paid, flag] = tail
        return found

    def faults(self, cells: list[str]) -> list[str]:
        """Every reason for which the row is sent back."""
        code, month, line, staff, unit, own, paid, flag = cells
        found = []
        for look, cell in (
            (_code, code), (self.month, month), (_line, line), (_staff, staff), (_amount, unit), (_amount, own or "0"),
            (self.paid, paid),
        ):  # fmt: skip
            try:
                look(cell)
            except Fault as fault:
                found.append(str(fault))
        if not found:
            try:
                _state(self.paid(paid), flag, _amount(unit), _amount(own or "0"))
            except Fault as fault:
                found.append(str(fault))
        return list(dict.fromkeys(found))

    def _month(self, text: str) -> str:
        found = _MONTH.fullmatch(text)
        if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) < _FIRST_YEAR:
            raise Fault("month_form")
        first = date(int(found[1]), int(found[2]), 1)
        if first > self.today:
            raise Fault("month_future")
        return first.isoformat()

    def _paid(self, text: str) -> str:
        if not text:
            return ""
        found = _DAY.fullmatch(text)
        try:
            day = date(int(found[1]), int(found[2]), int(found[3] or 1)) if found else None
        except ValueError:
            day = None
        if day is None or day.year < _FIRST_YEAR:
            raise Fault("paid_form")
        if day > self.today:
            raise Fault("paid_future")
        return day.isoformat()


def _text(cell: Any) -> str:
    if type(cell) is str:
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell).strip()


def _code(text: str) -> str:
    if _CODE.fullmatch(text):
        return text
    code = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not _CODE.fullmatch(code):
        raise Fault("code_form")
    return code


@lru_cache(1024)
def _line(text: str) -> int:
    line = LINES.get(text)
    if line is None:
        raise Fault("line_unknown")
    return line


@lru_cache(65536)
def _staff(text: str) -> int:
    plain = text.replace(",", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 9) or int(plain) > MOST_STAFF:
        raise Fault("staff_form")
    return int(plain)


def _amount(text: str) -> str:
    plain = text.replace(",", "") if "," in text else text
    if not _AMOUNT.fullmatch(plain):
        raise Fault("amount_form")
    return plain


def _state(day: str, flag: str, due: str, theirs: str) -> tuple[str, str]:
    """The day of the payment and whether the month is waived, as COPY text."""
    if not flag:
        return day, "f"
    meaning = FLAGS.get(flag)
    if meaning is None:
        raise Fault("flag_unknown")
    if meaning == WAIVED:
        if Decimal(due) or Decimal(theirs):
            raise Fault("waived_owes")
        return "", "t"
    if meaning == PAID and not day:
        raise Fault("paid_missing")
    if meaning == OWED and day:
        raise Fault("flag_contradicts")
    return day, "f"
