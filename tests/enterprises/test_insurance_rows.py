"""The rows of a file of insurance months by themselves: what is read from them, and why one is sent back."""

import re
from datetime import date
from pathlib import Path

import pytest

from enterprises.formulas import insurance_rows
from enterprises.formulas.insurance_rows import HeadersMissing, judge, places
from enterprises.services import insurance_sets
from enterprises.services.insurance_reasons import REASON

HEADER = ["AAB998", "AAE003", "AAE140", "参保人数", "AAE019", "个人缴费", "AAE002"]


def judged(rows, header=HEADER):
    bad = []
    good = list(judge(enumerate(rows, 2), at=places(header), today=date(2026, 11, 20), refused=bad.append))
    return good, bad


def test_a_row_in_order_is_one_line_of_copy_text():
    good, bad = judged([["91150502MA0000001X", "2025年3月", "失业保险", "1,200", "12,345.60", "", "2025-03-15"]])
    assert (good, bad) == (["2\t91150502MA0000001X\t1200\t12345.60\t0\t2025-03-01\t210\t2025-03-15\tf\n"], [])


def test_rows_that_share_their_month_are_read_alike_however_they_are_written():
    plain = ["91150502MA0000001X", "202503", "210", "20", "100.50", "50", "202503"]
    other = [" 91150502ma0000001x", "202503", "210", "1,020", "1,000", "", "202503"]
    short, floats = plain[:6], [plain[0], "202503", "210", 20.0, 100.5, 50.0, "202503"]
    good, bad = judged([plain, plain, other, floats, short, [*plain[:4], "100.555", *plain[5:]]])
    tail = "2025-03-01\t210\t2025-03-01\tf\n"
    assert good == [
        f"2\t{plain[0]}\t20\t100.50\t50\t{tail}",
        f"3\t{plain[0]}\t20\t100.50\t50\t{tail}",
        f"4\t{plain[0]}\t1020\t1000\t0\t{tail}",
        f"5\t{plain[0]}\t20\t100.5\t50\t{tail}",
        f"6\t{plain[0]}\t20\t100.50\t50\t2025-03-01\t210\t\\N\tf\n",
    ]
    assert [(one.number, one.codes) for one in bad] == [(7, ["amount_form"])]


@pytest.mark.parametrize(
    ("place", "cell", "code"),
    [
        (0, "91150502MA000000", "code_form"),
        (1, "2025-13", "month_form"),
        (1, "", "month_form"),
        (1, "202612", "month_future"),
        (2, "620", "line_unknown"),
        (3, "二十", "staff_form"),
        (3, "-1", "staff_form"),
        (4, "", "amount_form"),
        (4, "-5", "amount_form"),
        (4, "1.234", "amount_form"),
        (6, "20250230", "paid_form"),
        (6, "20261231", "paid_future"),
    ],
)
def test_a_row_that_is_not_in_order_is_sent_back_with_its_reason(place, cell, code):
    row = ["91150502MA0000001X", "202503", "210", "20", "100", "50", "202503"]
    row[place] = cell
    good, bad = judged([row])
    assert good == []
    assert [(one.number, one.codes) for one in bad] == [(2, [code])]


@pytest.mark.parametrize(
    ("flag", "amount", "paid", "code"),
    [
        ("已缴", "1", "", "paid_missing"),
        ("欠费", "1", "202503", "flag_contradicts"),
        ("免缴", "1", "", "waived_owes"),
        ("？", "1", "", "flag_unknown"),
    ],
)
def test_a_state_that_contradicts_the_row_is_sent_back(flag, amount, paid, code):
    header = [*HEADER, "缴费状态"]
    _good, bad = judged([["91150502MA0000001X", "202503", "210", "20", amount, "", paid, flag]], header)
    assert [one.codes for one in bad] == [[code]]


def test_every_reason_has_words():
    said = re.findall(r'Fault\("([a-z_]+)"\)', Path(insurance_rows.__file__).read_text(encoding="utf-8"))
    assert {*said, *insurance_sets.REFUSING} == set(REASON)


def test_a_file_without_its_columns_is_refused():
    with pytest.raises(HeadersMissing) as missing:
        places(["AAB998", "AAE003"])
    assert missing.value.missing == ["参保人数", "单位缴费", "到账日期"]
