"""Rows in from a workbook or a CSV file, rows out to a workbook, within bounds and without a formula in between."""

import codecs
import csv
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from xml.parsers import expat

import xlsxwriter
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.format import Format

from core.policies import Refused

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Row = list[Cell]

MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_CELLS = 10_000_000
_CHUNK = 1024 * 1024
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: What the parts of an OpenDocument table and of a binary workbook are called: tables of theirs cannot be bounded here.
_OTHER_BOOKS = {"content.xml", "xl/workbook.bin"}


class SheetRefused(Refused):
    """The file cannot be read as a table, or is larger than a table that one person can answer for."""


def read_rows(source: BinaryIO, *, max_rows: int = MAX_ROWS, max_bytes: int = MAX_BYTES) -> Iterator[tuple[int, Row]]:
    """The rows of the first sheet that is not empty, each with its number as the spreadsheet counts.

    Takes .xlsx and CSV (GB18030, UTF-8 with or without mark, UTF-16 with mark; comma, tab or semicolon),
    told apart by content. Empty rows are passed over but counted. Raises SheetRefused, also half-way through.
    """
    source.seek(0, 2)
    if source.tell() > max_bytes:
        raise SheetRefused(
            _("The file is larger than %(limit)s MB. Split it and send the parts.") % {"limit": max_bytes // 2**20},
            code="file_too_large",
        )
    source.seek(0)
    start = source.read(8)
    source.seek(0)
    if start.startswith(b"PK"):
        rows = _workbook_rows(source)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefused(
            _("This is an old .xls workbook or one locked with a password. Save it as .xlsx without a password."),
            code="old_or_locked",
        )
    else:
        rows = _csv_rows(source)
    return _bounded(rows, max_rows)


def write_workbook(
    target: Any, *, title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int] = ()
) -> int:
    """Write one sheet to `target` (a path or a binary file) and return the number of rows below the header.

    Text is written as text whatever it begins with, so nothing that a person typed can become a formula.
    Memory stays flat: each row leaves as it comes.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(target, options)
    plain = book.add_format({"num_format": "@"})
    guarded = book.add_format({"num_format": "@", "quote_prefix": True})
    money = book.add_format({"num_format": "#,##0.00"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet(_sheet_title(title))
    for column in range(len(headers)):
        sheet.set_column(column, column, widths[column] if column < len(widths) else 18, plain)
    sheet.freeze_panes(1, 0)
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, bold)
    written = 0
    for written, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, written, column, value, plain, guarded, money, moment)
    book.close()
    return written


def cell_text(value: Cell) -> str:
    """A cell as a person would read it aloud: whole numbers without a decimal point, days as 2026-03-01."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return str(value)


def _write(sheet: Any, row: int, column: int, value: Any, *formats: Format) -> None:
    plain, guarded, money, moment = formats
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, value, money)
    elif isinstance(value, int | float) and abs(value) < 10**15:
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value)
    else:
        text = str(value)[:32_767]
        sheet.write_string(row, column, text, guarded if text.startswith(_FORMULA_STARTS) else plain)


def _sheet_title(title: str) -> str:
    return "".join(" " if char in "[]:*?/\\" else char for char in title)[:31].strip("' ") or "1"


def _bounded(rows: Iterator[tuple[int, Row]], max_rows: int) -> Iterator[tuple[int, Row]]:
    seen = 0
    for number, row in rows:
        if all(value is None or value == "" or (isinstance(value, str) and not value.strip()) for value in row):
            continue
        seen += 1
        if seen > max_rows + 1:
            raise SheetRefused(
                _("The file has more than %(limit)s rows. Split it and send the parts.") % {"limit": max_rows},
                code="too_many_rows",
            )
        yield number, row[:MAX_COLUMNS]


class _Reach:
    """How far the cells of one part of a workbook reach, counted as its reader counts them."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = self.elements = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        kind, place = name.rpartition(":")[2], attributes.get("r", "")
        if kind == "row":
            self.row, self.column = int(place) if place.isdecimal() else self.row + 1, 0
        elif kind == "c":
            letters = place.rstrip("0123456789")
            if letters:
                self.row, self.column = int(place[len(letters) :]), _column_number(letters)
            else:
                self.column += 1
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        if self.rows * self.columns > MAX_CELLS or self.elements > MAX_CELLS:
            raise _too_much()


def _walked(source: BinaryIO, target: BinaryIO) -> None:
    """`target` holds the parts of the workbook, each walked once: neither a packed bomb nor one far cell fills the memory.

    The reader gets the parts as they were walked, not the archive as it came, which could be read in two ways.
    """
    try:
        with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as walked:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
                raise _too_much()
            if any(member.filename.lower() in _OTHER_BOOKS for member in members):
                raise _unreadable()
            for member in members:
                reach = _Reach() if member.filename.lower().endswith(".xml") else None
                with archive.open(member) as part, walked.open(member.filename, "w") as copy:
                    while chunk := part.read(_CHUNK):
                        copy.write(chunk)
                        if reach:
                            reach.parser.Parse(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, expat.ExpatError):
        raise _unreadable() from None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _workbook_rows(source: BinaryIO) -> Iterator[tuple[int, Row]]:
    with TemporaryFile() as walked:
        _walked(source, walked)
        walked.seek(0)
        try:
            book = CalamineWorkbook.from_filelike(walked)
            for place in range(len(book.sheet_names)):
                sheet = book.get_sheet_by_index(place)
                if sheet.height:
                    for number, row in enumerate(sheet.iter_rows(), 1):
                        yield number, list(row)
                    return
        except CalamineError:
            raise _unreadable() from None


def _csv_rows(source: BinaryIO) -> Iterator[tuple[int, Row]]:
    encoding = _encoding_of(source)
    source.seek(0)
    text = TextIOWrapper(source, encoding=encoding, newline="")
    try:
        first_line = text.readline(65_536)
        delimiter = max(",\t;", key=first_line.count)
        text.seek(0)
        for number, row in enumerate(csv.reader(text, delimiter=delimiter), 1):
            yield number, list(row)
    except csv.Error:
        raise _unreadable() from None
    finally:
        if not source.closed:  # the reader may have given up half-way, and its caller shut the file
            text.detach()


def _encoding_of(source: BinaryIO) -> str:
    """The first encoding of the house in which every byte of the file has a meaning."""
    start = source.read(4)
    source.seek(0)
    candidates = ["utf-16"] if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        decoder = codecs.getincrementaldecoder(encoding)()
        source.seek(0)
        try:
            while chunk := source.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    raise _unreadable()
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise SheetRefused(
        _("The file is neither a workbook nor text in GB18030 or UTF-8. Save it as .xlsx and send it again."),
        code="unknown_encoding",
    )


def _too_much() -> SheetRefused:
    return SheetRefused(
        _("The workbook holds more than a table of %(limit)s rows can need. Split it and send the parts.") % {"limit": MAX_ROWS},
        code="file_too_large",
    )


def _unreadable() -> SheetRefused:
    return SheetRefused(_("The file is damaged or is no table. Open it, save it as .xlsx and send it again."), code="unreadable")
