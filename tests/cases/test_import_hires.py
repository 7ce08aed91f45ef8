"""Files of hire records: what comes of each row, the same file twice, and what the records end."""

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.formulas import hire_rows
from cases.models import Claim, Hire, HireFile
from cases.services import hire_files, hire_sets, hires
from core import sheets
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from tests.factories.cases import make_recipient, make_resident
from tests.factories.enterprises import make_credit_code, make_enterprise
from tests.factories.hires import EMPLOYER, make_hire
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
HEADER = ["证件号码", "姓名", "统一社会信用代码", "单位名称", "用工起始日期", "用工终止日期", "合同类型"]


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def row_of(person, hired_on="2026-10-05", left_on="", *, code="", employer=EMPLOYER, contract="固定期限", name=""):
    return [person.id_number, name or person.name, code or make_credit_code(1), employer, hired_on, left_on, contract]


def text_of(rows, header=None):
    return "".join(",".join(str(cell) for cell in row) + "\r\n" for row in [header or HEADER, *rows])


def send(actor, rows, *, header=None, region=BANNER, encoding="utf-8"):
    source = io.BytesIO(text_of(rows, header).encode(encoding))
    order = hire_files.receive(actor=actor, region_code=region, file_name="用工登记.csv", source=source)
    hire_files.run(import_id=order.pk)
    return HireFile.objects.get(pk=order.pk)


def counts(order):
    return [order.rows_read, order.created, order.updated, order.unchanged, order.rejected]


def refused(order):
    with default_storage.open(order.refused_path) as book:
        return [[sheets.cell_text(cell) for cell in row] for _number, row in sheets.read_rows(book)][1:]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_is_taken_in_and_the_same_twice_changes_nothing(officers, encoding):
    unit = make_enterprise()
    people = [make_resident(officers.desk, name=name) for name in ("苏日娜", "张建国")]
    rows = [row_of(people[0], code=unit.credit_code), row_of(people[1], "20250101", "2026年8月31日", contract="")]
    order = send(officers.acceptance, rows, encoding=encoding)
    assert (order.state, counts(order)) == ("done", [2, 2, 0, 0, 0])
    first, second = Hire.objects.order_by("resident_id")
    assert (first.enterprise, first.employer, first.contract, first.source, first.file) == (
        unit, unit.name, "fixed", "register", order,
    )  # fmt: skip
    assert (second.enterprise, second.left_on, second.contract, second.recorded_by) == (
        None, date(2026, 8, 31), "", officers.acceptance,
    )  # fmt: skip
    assert AuditEntry.objects.filter(verb="hire.recorded").count() == 2
    assert counts(send(officers.acceptance, rows)) == [2, 0, 0, 2, 0]
    assert Hire.objects.count() == 2


def test_a_later_file_tells_who_left_and_an_empty_cell_takes_nothing_back(officers):
    person = make_resident(officers.desk)
    send(officers.acceptance, [row_of(person)])
    assert counts(send(officers.acceptance, [row_of(person, left_on="2026-11-15")])) == [1, 0, 1, 0, 0]
    assert counts(send(officers.acceptance, [row_of(person)])) == [1, 0, 0, 1, 0]
    order = send(officers.acceptance, [row_of(person, left_on="2026-11-16")])
    assert order.report == {"left_differs": 1}
    assert Hire.objects.get().left_on == date(2026, 11, 15)


def test_every_refused_row_comes_back_with_its_reasons_in_the_order_of_the_file(officers, neighbours):
    person, other = make_resident(officers.desk), make_resident(neighbours.desk)
    dead = make_resident(officers.desk, deceased_on=date(2026, 9, 1))
    young = make_resident(officers.desk, born_on=date(2012, 1, 1))
    unknown = make_resident(officers.desk)
    unknown.id_number = "150502199003070011" if unknown.id_number != "150502199003070011" else "150502199003070038"
    struck = make_hire(person, date(2026, 9, 7), credit_code=make_credit_code(1))
    hires.void(hire_id=struck.pk, actor=officers.first_check, reason="误录")
    bad = row_of(person)
    bad[0], bad[2], bad[3], bad[4], bad[5], bad[6] = "123", "X", "", "昨天", "2027-13-01", "口头"
    rows = [
        row_of(person),
        row_of(person),
        bad,
        row_of(other),
        row_of(person, "2026-06-01", name="别人"),
        row_of(dead),
        row_of(young),
        row_of(person, "2026-11-21"),
        row_of(person, "2026-09-07"),
        row_of(person, "2026-08-03", "2026-08-02"),
        row_of(person, ""),
        row_of(person, "2026-08-03", "2026-12-31"),
    ]
    order = send(officers.acceptance, rows)
    assert counts(order) == [12, 1, 0, 0, 11]
    told = refused(order)
    assert [int(row[0]) for row in told] == list(range(3, 14))
    reason = {code: str(words) for code, words in hire_files.REASON.items()}
    assert told[0][1] == reason["twice"]
    expected = ["id_format", "code_check", "employer_missing", "hired_on_form", "left_on_form", "contract_unknown"]
    assert told[1][1] == " ".join(reason[code] for code in expected)
    assert [row[1] for row in told[2:]] == [
        reason[code]
        for code in (
            "person_elsewhere", "name_differs", "died_before", "under_age", "hired_on_future", "struck_out",
            "left_before_hire", "hired_on_missing", "left_on_future",
        )
    ]  # fmt: skip


def test_refused_rows_can_be_put_right_and_sent_again(officers):
    person = make_resident(officers.desk)
    told = refused(send(officers.acceptance, [row_of(person, name="别人")]))
    again = [[*told[0][2:3], person.name, *told[0][4:]]]
    assert counts(send(officers.acceptance, again)) == [1, 1, 0, 0, 0]


def test_nobody_who_is_not_logged_is_made_by_a_file(officers):
    person = make_resident(officers.desk)
    row = row_of(person)
    row[0] = "11010519491231002X"
    assert send(officers.acceptance, [row]).report == {"person_unknown": 1}


def test_a_file_without_its_columns_fails_and_writes_nothing(officers):
    order = send(officers.acceptance, [["x"]], header=["姓名"])
    assert order.state == "failed"
    assert "证件号码" in order.failure
    assert send(officers.acceptance, []).state == "failed"
    assert not Hire.objects.exists()


def test_who_may_send_a_file_and_for_where(officers, neighbours):
    for actor in (officers.station, officers.finance_maker):
        with pytest.raises(NotAllowed):
            send(actor, [])
    with pytest.raises(Refused):
        send(neighbours.acceptance, [])


def test_every_reason_has_words():
    source = Path(hire_rows.__file__).read_text(encoding="utf-8")
    said = re.findall(r'append\("([a-z_]+)"\)', source)
    of_the_number = ["id_not_text", "id_format", "id_check_digit", "id_birth_date"]
    assert {*said, *of_the_number, "hired_on_form", "left_on_form", *hire_sets.REFUSING} == set(hire_files.REASON)


def test_many_rows_take_as_many_statements_as_few(officers):
    send(officers.acceptance, [row_of(make_resident(officers.desk))])
    numbers = []
    for many in (2, 9):
        people = [make_resident(officers.desk) for _number in range(many)]
        with CaptureQueriesContext(connection) as asked:
            order = send(officers.acceptance, [row_of(person) for person in people])
        assert counts(order) == [many, many, 0, 0, 0]
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_the_command_takes_a_file_in_reports_each_refused_row_and_ends_what_the_records_end(officers, tmp_path, capsys):
    shipped_law()
    claim = make_recipient(officers.desk, first=date(2026, 10, 1))
    path, report, back = tmp_path / "a.csv", tmp_path / "report.json", tmp_path / "back.xlsx"
    row = row_of(claim.resident, "2026-11-20")
    path.write_text(text_of([row, row]), encoding="utf-8")
    call_command("import_hires", path, report=report, refused=back)
    assert "1 created, 0 updated, 0 unchanged, 1 rejected, 1 benefits ended" in capsys.readouterr().out
    told = json.loads(report.read_text())
    assert told["refused"] == [{"row": 3, "status": "rejected", "codes": ["twice"]}]
    assert back.exists()
    assert Claim.objects.get().state == "ended"
