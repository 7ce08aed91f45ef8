"""Intake rows: the bureau's sample, and what lies beside it."""

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from cases.formulas import intake
from core import sheets
from stations.services.regions import DATA

HERE = Path(__file__).parent / "data"
TODAY = date(2026, 11, 21)
GOOD = {
    "姓名": "苏日娜",
    "证件号码": "150102199003071237",
    "性别": "男",
    "出生日期": "1990-03-07",
    "手机": "13812341234",
    "居住社区代码": "150102001001",
    "人员类别": "高校毕业生",
    "失业登记日期": "2026-10-08",
    "备注": "",
}
COMMUNITIES = {"150102001001"}


def judged(*rows, headers=tuple(GOOD), communities=COMMUNITIES):
    table = [list(headers), *[[row.get(name, "") for name in GOOD] if isinstance(row, dict) else row for row in rows]]
    return list(intake.judge(enumerate(table, 1), today=TODAY, communities=communities))


def codes_of(**changed):
    return list(judged(GOOD | changed)[0].codes)


def test_every_row_of_the_sample_is_judged_as_expected():
    with (DATA / "communities_150000.csv").open(encoding="utf-8") as file:
        communities = {line.split(",", 1)[0] for line in file}
    with (HERE / "intake_sample.xlsx").open("rb") as file:
        rows = list(intake.judge(sheets.read_rows(file), today=TODAY, communities=communities))
    told = [{"row": row.number, "status": "rejected" if row.codes else "created", "codes": list(row.codes)} for row in rows]
    assert told == json.loads((HERE / "intake_sample.expected.json").read_text())


def test_the_same_sample_as_csv_is_judged_the_same():
    with (HERE / "intake_sample.xlsx").open("rb") as file:
        rows = [row for _number, row in sheets.read_rows(file)]
    lines = ["\t".join(sheets.cell_text(cell) for cell in row) for row in rows]
    expected = json.loads((HERE / "intake_sample.expected.json").read_text())
    communities = {row[5] for row in rows} - {"159999999999"}
    for encoding in ("gb18030", "utf-8-sig"):
        source = io.BytesIO("\n".join(lines).encode(encoding))
        told = [list(row.codes) for row in intake.judge(sheets.read_rows(source), today=TODAY, communities=communities)]
        assert told == [row["codes"] for row in expected]


def test_headers_stand_in_any_order_under_their_code_names_and_below_a_title():
    table = [
        ["失业人员登记表", "", ""],
        ["AAC147", "什么", "AAC003"],
        ["150102199003071237", "?", "苏日娜"],
    ]
    row = next(intake.judge(enumerate(table, 1), today=TODAY, communities=()))
    assert (row.number, row.facts.name, row.facts.id_number.text) == (3, "苏日娜", "150102199003071237")
    assert intake.columns_of(["AAC004", "aac006", " AAC067 ", "AAE043", "AAE013"]) == {
        "sex": 0, "born_on": 1, "mobile": 2, "registered_on": 3, "note": 4
    }  # fmt: skip


def test_of_two_columns_that_say_the_same_the_certificate_number_counts():
    assert intake.columns_of(["AAC002", "AAC147", "AAC003"]) == {"id_number": 1, "name": 2}


def test_a_file_without_the_columns_that_name_a_person_is_refused():
    with pytest.raises(intake.HeadersMissing) as missing:
        list(intake.judge([(1, ["姓名", "手机"]), (2, ["张三", "1"])], today=TODAY, communities=()))
    assert missing.value.missing == ["证件号码"]
    with pytest.raises(intake.HeadersMissing):
        list(intake.judge([], today=TODAY, communities=()))


@pytest.mark.parametrize(
    "day",
    ["2026-10-08", "2026/10/8", "2026.10.8", "2026年10月8日", "20261008", 20261008.0, 46303.0, "46303", 46303,
     "２０２６－１０－０８",
     date(2026, 10, 8), datetime(2026, 10, 8, 9, 30), " 2026-10-08\u3000"],
)  # fmt: skip
def test_a_day_is_read_in_every_form(day):
    assert intake.read_day(day) == date(2026, 10, 8)


@pytest.mark.parametrize(
    "day", ["2026-13-01", "2026-02-30", "昨天", "2026", "08/10/2026", "2026-10.08", "2026-10-08日", "20261301", 1e300, "-5", True]
)
def test_other_texts_are_no_days(day):
    assert codes_of(失业登记日期=day) == ["date_format"]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"姓名": " \u3000"}, ["name_missing"]),
        ({"姓名": "张三9"}, ["name_format"]),
        ({"证件号码": 1.50102199003071e17}, ["id_not_text"]),
        ({"证件号码": "1.50102E+17"}, ["id_not_text"]),
        ({"证件号码": ""}, ["id_format"]),
        ({"证件号码": "15010219900307123"}, ["id_format"]),
        ({"证件号码": "150102199003071238", "性别": "女", "出生日期": "1991-01-01"}, ["id_check_digit"]),
        ({"性别": "女", "出生日期": "1990-03-08"}, ["gender_mismatch", "birth_date_mismatch"]),
        ({"性别": "2"}, ["gender_mismatch"]),
        ({"性别": 1.0, "手机": 13812341234.0, "居住社区代码": 150102001001.0, "出生日期": 32939.0}, []),
        ({"性别": "?"}, ["gender_mismatch"]),
        ({"手机": "+86 138-1234-1234"}, []),
        ({"手机": "1381234"}, ["mobile_format"]),
        ({"居住社区代码": "150102001"}, ["community_unknown"]),
        ({"失业登记日期": "2026-11-21"}, []),
        ({"失业登记日期": "2026-11-22"}, ["registered_in_future"]),
        ({"手机": "", "性别": "", "出生日期": "", "居住社区代码": "", "人员类别": "", "失业登记日期": ""}, []),
        (
            {"姓名": "", "证件号码": "x", "手机": "1", "居住社区代码": "1", "出生日期": "x", "失业登记日期": "2027-01-01"},
            ["name_missing", "id_format", "mobile_format", "community_unknown", "date_format", "registered_in_future"],
        ),
    ],
)
def test_a_row_names_every_reason_in_order(changed, codes):
    assert codes_of(**changed) == codes


def test_a_number_that_lost_no_digits_may_be_a_spreadsheet_number():
    row = judged(GOOD | {"证件号码": 150581791117041.0, "性别": "男", "出生日期": "1979-11-17"})[0]
    assert row.facts.id_number.text == "150581197911170415"


def test_the_second_of_two_rows_is_the_duplicate_however_it_is_written():
    rows = judged(GOOD, GOOD | {"证件号码": "１５０１０２１９９００３０７１２３７"}, GOOD | {"手机": "1"})
    assert [list(row.codes) for row in rows] == [[], ["duplicate_in_file"], ["mobile_format", "duplicate_in_file"]]


def test_empty_rows_are_passed_over_and_counted():
    rows = judged(GOOD, ["", None, " \u3000"], GOOD | {"证件号码": "11010519491231002X", "性别": "女", "出生日期": ""})
    assert [row.number for row in rows] == [2, 4]


def test_several_groups_stand_in_one_cell():
    assert judged(GOOD | {"人员类别": "高校毕业生、退役军人,高校毕业生"})[0].facts.groups == ("高校毕业生", "退役军人")
