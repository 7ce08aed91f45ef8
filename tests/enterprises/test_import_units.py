"""A file of units: shown first, taken in whole, what becomes of each row, and what a second time changes."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import sheets
from core.policies import Refused
from enterprises.models import Enterprise, InsuranceImport
from enterprises.services import insurance_files
from enterprises.services.insurance_reasons import UNIT_REASON
from tests.factories.enterprises import make_credit_code, make_enterprise
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER

pytestmark = pytest.mark.django_db
HEADER = [
    "统一社会信用代码", "单位名称", "单位类型", "行业", "注册地代码", "从业人员",
    "营业收入（万元）", "资产总额（万元）", "数据年度", "联系人", "联系电话",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, friday):
    settings.MEDIA_ROOT = tmp_path / "files"
    shipped_law()


def row(code=None, name="通辽市蒙源食品有限公司", **cells):
    values = ["企业", "工业", BANNER, "320", "2500", "1800", "2025", "王芳", "13800001234"]
    values = [cells.get(key, value) for key, value in zip(HEADER[2:], values, strict=True)]
    return [code or make_credit_code(), name, *values]


def csv_of(rows, encoding="gb18030", header=HEADER):
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return io.BytesIO(out.getvalue().encode(encoding))


def sent(actor, source, region=BANNER):
    order = insurance_files.receive(actor=actor, region_code=region, file_name="单位.csv", source=source, kind="units")
    insurance_files.run(import_id=order.pk)
    order.refresh_from_db()
    return order


def taken_in(actor, source):
    order = sent(actor, source)
    insurance_files.confirm(import_id=order.pk, actor=actor)
    insurance_files.run(import_id=order.pk)
    order.refresh_from_db()
    return order


def counts(order):
    return {name: getattr(order, name) for name in ("created", "updated", "unchanged", "rejected")}


def test_a_file_is_shown_first_and_taken_in_when_somebody_says_so(officers, django_capture_on_commit_callbacks):
    order = sent(officers.acceptance, csv_of([row(), row(name="通辽市第二食品有限公司"), row(code="123")]))
    assert (order.state, counts(order)) == ("preview", {"created": 2, "updated": 0, "unchanged": 0, "rejected": 1})
    assert not Enterprise.objects.exists()
    shown_rows = order.refused_path
    with django_capture_on_commit_callbacks(execute=True):
        insurance_files.confirm(import_id=order.pk, actor=officers.acceptance)
    insurance_files.run(import_id=order.pk)
    order.refresh_from_db()
    assert order.state == "done"
    assert default_storage.exists(order.refused_path)
    assert not default_storage.exists(shown_rows)
    unit = Enterprise.objects.get(name="通辽市蒙源食品有限公司")
    assert (unit.unit_type, unit.industry, unit.region_code, unit.staff) == ("enterprise", "manufacturing", BANNER, 320)
    assert (unit.turnover, unit.size_year, unit.size_class) == (Decimal("25000000.00"), 2025, "medium")
    assert (unit.contact_mobile, unit.created_by) == ("13800001234", officers.acceptance)
    assert Enterprise.objects.filter(name_pairs__contains=["蒙源"]).get() == unit


def test_the_same_file_twice_creates_and_changes_nothing(officers):
    rows = [row(name=f"通辽市第{number}公司") for number in "一二三"]
    taken_in(officers.acceptance, csv_of(rows))
    before = list(Enterprise.objects.order_by("pk").values())
    again = taken_in(officers.acceptance, csv_of(rows, "utf-8-sig"))
    assert counts(again) == {"created": 0, "updated": 0, "unchanged": 3, "rejected": 0}
    assert list(Enterprise.objects.order_by("pk").values()) == before


def test_a_unit_that_is_known_is_brought_up_to_date_and_older_figures_change_nothing(officers):
    code = make_credit_code()
    taken_in(officers.acceptance, csv_of([row(code)]))
    older = row(code, 从业人员="5", 数据年度="2024")
    assert counts(taken_in(officers.acceptance, csv_of([older])))["unchanged"] == 1
    newer = row(
        code, "通辽市蒙源食品集团有限公司", 从业人员="1200", **{"营业收入（万元）": "50000", "联系人": "", "联系电话": ""}
    )
    assert counts(taken_in(officers.acceptance, csv_of([newer])))["updated"] == 1
    unit = Enterprise.objects.get(credit_code=code)
    assert (unit.name, unit.size_class, unit.contact_name) == ("通辽市蒙源食品集团有限公司", "large", "王芳")


def test_each_refused_row_comes_back_with_its_reasons(officers, client):
    elsewhere = make_enterprise("150402")
    double = make_credit_code()
    rows = [
        row(
            code="91150502MA0000000X",
            name="王",
            单位类型="行会",
            行业="炼金",
            注册地代码="110101",
            从业人员="多",
            数据年度="2030",
            联系电话="12",
            **{"营业收入（万元）": "很多"},
        ),
        row(elsewhere.credit_code),
        row(double),
        row(double),
        row(注册地代码="科尔沁区", 单位类型="律师事务所", 行业="其他", 联系电话=""),
    ]
    order = sent(officers.acceptance, csv_of(rows))
    assert counts(order) == {"created": 2, "updated": 0, "unchanged": 0, "rejected": 3}
    assert order.report == {
        "code_check": 1, "name_form": 1, "kind_unknown": 1, "industry_unknown": 1, "region_unknown": 1, "people_form": 1,
        "amount_form": 1, "year_form": 1, "mobile_form": 1, "unit_elsewhere": 1, "unit_twice": 1,
    }  # fmt: skip
    assert set(order.report) == set(UNIT_REASON)
    client.force_login(officers.acceptance)
    answer = client.post(reverse("enterprises:insurance_refused", args=[order.pk]))
    found = [cells for _number, cells in sheets.read_rows(io.BytesIO(b"".join(answer.streaming_content)))]
    assert found[0][:3] == ["行号", "退回原因", "统一社会信用代码"]
    assert "营业收入（万元）" in found[0]
    assert [int(cells[0]) for cells in found[1:]] == [2, 3, 5]
    assert float(found[3][8]) == 2500
    assert found[3][4:6] == ["企业", "工业"], "in the words of a file, so that it can be sent again"


def test_a_file_without_a_column_or_confirmed_twice_is_refused(officers):
    order = sent(officers.acceptance, csv_of([["1", "2"]], header=["统一社会信用代码", "单位名称"]))
    assert order.state == "failed"
    shown = sent(officers.acceptance, csv_of([row()]))
    insurance_files.discard(import_id=shown.pk, actor=officers.acceptance)
    with pytest.raises(Refused):
        insurance_files.confirm(import_id=shown.pk, actor=officers.acceptance)
    assert not Enterprise.objects.exists()


def test_the_pages_send_show_and_take_in(officers, client):
    client.force_login(officers.acceptance)
    file = csv_of([row()])
    file.name = "单位.csv"
    asked = {"kind": "units", "region": BANNER, "file": file}
    answer = client.post(reverse("enterprises:insurance_new"), asked)
    order = InsuranceImport.objects.get()
    assert answer.url == reverse("enterprises:insurance_show", args=[order.pk])
    insurance_files.run(import_id=order.pk)
    page = client.get(answer.url).content.decode()
    assert reverse("enterprises:insurance_confirm", args=[order.pk]) in page
    client.post(reverse("enterprises:insurance_confirm", args=[order.pk]), {"confirm": "1"})
    insurance_files.run(import_id=order.pk)
    assert Enterprise.objects.count() == 1
    assert client.get(answer.url).status_code == 200


def test_the_command_takes_in_a_workbook_and_reports(officers, tmp_path):
    book, out = tmp_path / "units.xlsx", tmp_path / "out.json"
    rows = [row(), row(code="x")]
    sheets.write_workbook(book, title="单位", headers=HEADER, rows=rows)
    call_command("import_units", str(book), region="150500", report=out, stdout=io.StringIO())
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (told["created"], told["rejected"], told["refused"][0]["row"]) == (1, 1, 3)


def test_a_hundred_units_take_as_many_statements_as_one(officers):
    counted = []
    for number in (1, 2, 100):  # the first one also reads what later ones know
        with CaptureQueriesContext(connection) as seen:
            sent(officers.acceptance, csv_of([row(name=f"通辽市{number}组{each}号公司") for each in range(number)]))
        counted.append(len(seen))
    assert counted[1] == counted[2]
