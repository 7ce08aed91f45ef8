"""A file of insurance months, taken in whole: what becomes of each row, and what a second time changes."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils.translation import override

from core import clock, sheets
from core.policies import NotAllowed, Refused
from enterprises.models import InsuranceImport, InsuranceMonth, InsuranceYear
from enterprises.services import insurance_files, years
from enterprises.services.file_orders import REFUSED_KEPT, WAITED
from enterprises.services.insurance_reasons import REASON
from tests.factories.enterprises import make_credit_code, make_enterprise
from tests.factories.stations import BANNER, make_user

HEADER = ["AAB998", "AAE003", "AAE140", "参保人数", "AAE019", "个人缴费", "AAE002"]


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def text_of(rows, header=HEADER):
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def year_of(unit, year=2025, *, staff=20, amount="100.00", paid=None):
    return [
        [unit.credit_code, f"{year}{month:02d}", "210", staff, amount, "50", paid or f"{year}{month:02d}"]
        for month in range(1, 13)
    ]


def send(actor, rows, *, encoding="utf-8", header=HEADER, region=BANNER):
    source = io.BytesIO(text_of(rows, header).encode(encoding))
    order = insurance_files.receive(actor=actor, region_code=region, file_name="参保缴费.csv", source=source)
    insurance_files.run(import_id=order.pk)
    order.refresh_from_db()
    return order


def counts(order):
    return {name: getattr(order, name) for name in ("created", "updated", "unchanged", "rejected")}


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_year_is_taken_in_and_counted(officers, encoding):
    unit = make_enterprise()
    order = send(officers.acceptance, year_of(unit), encoding=encoding)
    assert (order.state, counts(order)) == ("done", {"created": 12, "updated": 0, "unchanged": 0, "rejected": 0})
    year = InsuranceYear.objects.get(enterprise=unit, year=2025)
    assert (year.months_paid_in_full, year.staff_year_start, year.staff_year_end) == (12, 20, 20)
    assert (year.insured_average, year.premium_paid, year.insured_reference, year.laid_off) == (
        20,
        Decimal("1800.00"),
        None,
        None,
    )


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing(officers):
    unit = make_enterprise()
    send(officers.acceptance, year_of(unit))
    before = list(InsuranceMonth.objects.order_by("month").values())
    year = InsuranceYear.objects.values().get()
    again = send(officers.acceptance, year_of(unit))
    assert counts(again) == {"created": 0, "updated": 0, "unchanged": 12, "rejected": 0}
    assert list(InsuranceMonth.objects.order_by("month").values()) == before
    assert InsuranceYear.objects.values().get() == year


@pytest.mark.django_db
def test_only_what_came_in_the_year_for_the_year_is_its_premium(officers):
    """B-2: arrears of earlier years paid late do not count, nor do waived months or what came after the year."""
    unit = make_enterprise()
    header = [*HEADER, "缴费状态"]
    rows = [[*row, ""] for row in year_of(unit)]
    rows[0][6], rows[0][7] = "", "欠费"
    rows[1][4], rows[1][5], rows[1][6], rows[1][7] = "0", "0", "", "免缴"
    rows[11][6] = "20260105"
    rows += [[unit.credit_code, "202412", "210", 18, "100", "50", "20250301", ""]]
    send(officers.acceptance, rows, header=header)
    year = InsuranceYear.objects.get(enterprise=unit, year=2025)
    assert (year.months_paid_in_full, year.premium_paid, year.insured_reference) == (11, Decimal("1350.00"), 18)
    assert InsuranceYear.objects.get(enterprise=unit, year=2024).premium_paid == 0


@pytest.mark.django_db
def test_one_amount_for_unit_and_staff_is_marked_since_nobody_can_divide_it(officers):
    unit = make_enterprise()
    together, divided = [*HEADER[:5], HEADER[6]], [*HEADER[:4], "单位缴费", HEADER[6]]
    rows = [[*row[:5], row[6]] for row in year_of(unit)[:1]]
    assert counts(send(officers.acceptance, rows, header=together))["created"] == 1
    assert InsuranceMonth.objects.get().undivided
    assert counts(send(officers.acceptance, rows, header=divided))["updated"] == 1
    assert not InsuranceMonth.objects.get().undivided


@pytest.mark.django_db
def test_a_changed_row_brings_month_and_year_up_to_date(officers):
    unit = make_enterprise()
    send(officers.acceptance, year_of(unit))
    rows = year_of(unit)
    rows[11][3] = 19
    order = send(officers.acceptance, rows)
    assert counts(order) == {"created": 0, "updated": 1, "unchanged": 11, "rejected": 0}
    assert InsuranceYear.objects.get(enterprise=unit, year=2025).staff_year_end == 19
    assert InsuranceMonth.objects.get(month=date(2025, 12, 1)).source_id == order.pk


@pytest.mark.django_db
def test_refused_rows_come_back_as_a_file_in_the_order_of_the_rows(officers):
    unit, elsewhere = make_enterprise(), make_enterprise("150402")
    code = make_credit_code()
    mistyped = code[:17] + ("0" if code[17] != "0" else "1")
    good = year_of(unit)[:1]
    rows = [[unit.credit_code, "202513", "210", 1, 1, 1, ""], *good, [code, *good[0][1:]], [mistyped, *good[0][1:]]]
    rows += [[elsewhere.credit_code, *good[0][1:]], [*good[0][:3], 21, *good[0][4:]]]
    order = send(officers.acceptance, rows)
    assert counts(order) == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 5}
    assert order.report == {"month_form": 1, "unit_unknown": 1, "code_check": 1, "unit_elsewhere": 1, "twice": 1}
    with default_storage.open(order.refused_path) as book:
        told = [[sheets.cell_text(cell) for cell in row] for _number, row in sheets.read_rows(book)]
    assert told[0][:3] == ["行号", "退回原因", "统一社会信用代码"]
    assert [(row[0], row[1]) for row in told[1:]] == [
        ("2", REASON["month_form"]), ("4", REASON["unit_unknown"]), ("5", REASON["code_check"]),
        ("6", REASON["unit_elsewhere"]), ("7", REASON["twice"]),
    ]  # fmt: skip
    assert told[5][2:9] == [unit.credit_code, "2025-01", "210", "21", "100.00", "50.00", "2025-01-01"]


@pytest.mark.django_db
def test_a_frozen_year_takes_no_change_but_the_same_again(officers):
    unit = make_enterprise()
    send(officers.acceptance, year_of(unit)[:11])
    years.freeze(year=2025, enterprise_ids=[unit.pk], actor=officers.first_check)
    rows = year_of(unit)
    rows[0][3] = 7
    order = send(officers.acceptance, rows)
    assert counts(order) == {"created": 0, "updated": 0, "unchanged": 10, "rejected": 2}
    assert order.report == {"frozen": 2}
    told = {"year_id": unit.insurance_years.get().pk, "actor": officers.acceptance, "document": "一号"}
    known = years.declare(laid_off=1, natural_attrition=None, benefit_drawers=0, **told)
    assert (known.laid_off, known.benefit_drawers) == (1, 0)  # nobody knew it before
    for laid_off, natural_attrition in ((2, None), (None, 0)):
        with pytest.raises(Refused):
            years.declare(laid_off=laid_off, natural_attrition=natural_attrition, benefit_drawers=0, **told)
    assert years.open_again(year=2025, enterprise_id=unit.pk, actor=officers.first_check, reason="计数有误")
    assert years.declare(laid_off=2, natural_attrition=0, benefit_drawers=0, **told).laid_off == 2
    assert not years.open_again(year=2025, enterprise_id=unit.pk, actor=officers.first_check, reason="计数有误")


@pytest.mark.django_db
def test_counts_that_no_month_tells_are_declared_and_stay_when_the_year_is_counted_again(officers):
    unit = make_enterprise()
    send(officers.acceptance, year_of(unit))
    year = unit.insurance_years.get()
    years.declare(
        year_id=year.pk, actor=officers.acceptance, laid_off=1, natural_attrition=2, benefit_drawers=None, document="裁员情况表"
    )
    assert years.count_again(year=2025, enterprise_ids=[unit.pk]) == 1
    year.refresh_from_db()
    assert (year.laid_off, year.natural_attrition, year.benefit_drawers, year.staff_year_end) == (1, 2, None, 20)


@pytest.mark.django_db
def test_a_file_that_is_no_table_fails_and_writes_nothing(officers):
    unit = make_enterprise()
    order = send(officers.acceptance, [[unit.credit_code, 1]], header=["AAB998", "x"])
    assert (order.state, order.path) == ("failed", "")
    assert "费款所属期" in order.failure
    assert not InsuranceMonth.objects.exists()
    insurance_files.run(import_id=order.pk)
    assert InsuranceImport.objects.get().state == "failed"


@pytest.mark.django_db
def test_who_may_send_a_file_and_for_where(officers, neighbours):
    for actor, region in ((officers.station, BANNER), (officers.finance_maker, BANNER)):
        with pytest.raises(NotAllowed):
            send(actor, [], region=region)
    with pytest.raises(Refused):
        send(neighbours.acceptance, [])
    order = send(officers.acceptance, year_of(make_enterprise()))
    assert set(InsuranceImport.objects.visible_to(officers.first_check)) == {order}
    assert not InsuranceImport.objects.visible_to(neighbours.acceptance).exists()


@pytest.mark.django_db
def test_a_file_whose_bell_was_not_heard_is_found(officers):
    source = io.BytesIO(text_of(year_of(make_enterprise())).encode())
    order = insurance_files.receive(actor=officers.acceptance, region_code=BANNER, file_name="a.csv", source=source)
    assert insurance_files.unread(now=clock.now()) == []
    assert insurance_files.unread(now=clock.now() + WAITED * 2) == [order.pk]
    insurance_files.run(import_id=order.pk)
    assert insurance_files.unread(now=clock.now() + WAITED * 2) == []


@pytest.mark.django_db
def test_refused_rows_are_forgotten_after_thirty_days(officers):
    order = send(officers.acceptance, [[make_credit_code(), "202501", "210", 1, 1, 1, ""]])
    with pytest.raises(InsuranceImport.DoesNotExist):
        insurance_files.hand_back(import_id=order.pk, actor=make_user("acceptance", "150402"))
    assert insurance_files.hand_back(import_id=order.pk, actor=officers.first_check) == order
    assert insurance_files.forget_files(now=clock.now()) == 0
    assert insurance_files.forget_files(now=clock.now() + REFUSED_KEPT * 2) == 1
    with pytest.raises(Refused):
        insurance_files.hand_back(import_id=order.pk, actor=officers.first_check)


@pytest.mark.django_db
def test_the_command_reports_every_refused_row(tmp_path):
    unit, elsewhere = make_enterprise(), make_enterprise("150402")
    file, report, refused = tmp_path / "a.csv", tmp_path / "out.json", tmp_path / "refused.xlsx"
    file.write_text(text_of([*year_of(unit), *year_of(elsewhere), ["x", "202501", "210", 1, 1, 1, ""]]))
    out = io.StringIO()
    call_command("import_insurance", str(file), report=report, refused=refused, stdout=out)
    told = json.loads(report.read_text())
    assert out.getvalue().strip() == "a.csv: 24 created, 0 updated, 0 unchanged, 1 rejected"
    assert (told["rows"], told["created"], told["reasons"]) == (25, 24, {"code_form": 1})
    assert told["refused"] == [{"row": 26, "status": "rejected", "codes": ["code_form"]}]
    assert refused.exists()


@pytest.mark.django_db
def test_the_command_exits_with_one_where_the_file_is_refused(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError) as wrong, override("en"):
        call_command("import_insurance", str(file))
    assert wrong.value.returncode == 1
    assert not InsuranceImport.objects.exists()
