"""Files in and out: what is read, what is refused, and that no text becomes a formula."""

import gc
import io
import tracemalloc
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from core import sheets
from core.sheets import SheetRefused

ROWS = [["姓名", "证件号码"], ["张三", "150102199003071237"], [], ["\U00020087小", "x"]]


def csv_bytes(encoding: str, delimiter: str = ",") -> bytes:
    return "\r\n".join(delimiter.join(row) for row in ROWS).encode(encoding)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_of_the_house(encoding, delimiter):
    read = list(sheets.read_rows(io.BytesIO(csv_bytes(encoding, delimiter))))
    assert read == [(1, ROWS[0]), (2, ROWS[1]), (4, ROWS[3])]


def test_a_cell_with_a_line_break_is_one_row():
    read = list(sheets.read_rows(io.BytesIO(b'a,b\n"x\ny",1\nz,2\n')))
    assert [number for number, _row in read] == [1, 2, 3]


def test_a_workbook_counts_rows_as_the_spreadsheet_does():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet("empty")
    sheet = book.add_worksheet("second")
    sheet.write_row(2, 1, ["姓名", "日期"])
    sheet.write_string(4, 1, "张三")
    sheet.write_datetime(4, 2, date(2026, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    read = list(sheets.read_rows(target))
    assert [(number, [cell for cell in row if cell != ""]) for number, row in read] == [
        (3, ["姓名", "日期"]),
        (5, ["张三", date(2026, 3, 1)]),
    ]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"\x80\x81\xff", b"PK\x03\x04nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", b"a\x00b"]
)
def test_what_is_no_table_is_refused_with_a_sentence(content):
    with pytest.raises(SheetRefused) as refused:
        list(sheets.read_rows(io.BytesIO(content)))
    assert str(refused.value.sentence)


def test_a_file_of_too_many_rows_is_refused_without_filling_the_memory():
    source = io.BytesIO(b"a,b\n" + b"1,2\n" * 1_000_000)
    tracemalloc.start()
    with pytest.raises(SheetRefused, match="100000"):
        for _row in sheets.read_rows(source):
            pass
    assert tracemalloc.get_traced_memory()[1] < 16 * 2**20
    tracemalloc.stop()


def test_a_reader_who_gives_up_half_way_leaves_no_trouble_behind(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 10)
    with path.open("rb") as source:
        rows = sheets.read_rows(source)
        assert next(rows) == (1, ["a", "b"])
    del rows
    gc.collect()


def packed(sheet_xml: bytes) -> io.BytesIO:
    source = io.BytesIO()
    sheets.write_workbook(source, title="x", headers=["a"], rows=[["b"]])
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, sheet_xml if member.filename.endswith("sheet1.xml") else old.read(member))
    return target


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_UNPACKED_BYTES", 10 * 2**20)
    with pytest.raises(SheetRefused):
        list(sheets.read_rows(packed(b" " * 11 * 2**20)))


FAR = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">%s</row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "cells",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c\n r = "XFD1048576"><v>1</v></c>',
        b'<c r="xfd1048576"><v>1</v></c>',
        b'<c r="XFD00001048576"><v>1</v></c>',
        b"<c><v>1</v></c>" * 16_384,
    ],
)
def test_one_far_cell_does_not_fill_the_memory_however_it_is_written(cells):
    with pytest.raises(SheetRefused):
        list(sheets.read_rows(packed(FAR % cells)))


def test_a_far_cell_is_found_wherever_the_sheet_lies_in_the_file():
    with (
        zipfile.ZipFile(packed(FAR % b'<c r="XFD1048576"><v>1</v></c>')) as old,
        zipfile.ZipFile(moved := io.BytesIO(), "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name.replace("xl/worksheets/", "xl/pages/"), old.read(name).replace(b"worksheets/", b"pages/"))
    with pytest.raises(SheetRefused, match="100000"):
        list(sheets.read_rows(moved))


@pytest.mark.parametrize("name", ["content.xml", "xl/workbook.bin"])
def test_a_table_of_another_kind_in_an_archive_is_refused(name):
    source = packed(b"<worksheet/>")
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr(name, b"<x/>")
    with pytest.raises(SheetRefused):
        list(sheets.read_rows(source))


def test_no_text_becomes_a_formula():
    target = io.BytesIO()
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a","b")', "http://example.org", "150102199003071237"]
    written = sheets.write_workbook(
        target,
        title="坏/行*",
        headers=["a", "b", "c", "d"],
        rows=[[text, Decimal("1.50"), date(2026, 3, 1), None] for text in dangerous],
    )
    assert written == len(dangerous)
    with zipfile.ZipFile(target) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml
    target.seek(0)
    read = CalamineWorkbook.from_filelike(target).get_sheet_by_index(0).to_python()
    assert [row[0] for row in read[1:]] == dangerous
    assert read[1][1:3] == [1.5, date(2026, 3, 1)]
