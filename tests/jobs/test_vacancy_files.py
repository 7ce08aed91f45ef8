"""Departments' files: good rows go in, bad ones come back with their reasons, the same file twice creates nothing."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from core import clock, sheets
from core.policies import Refused
from jobs.models import Vacancy, VacancyCheck, VacancyFile
from jobs.services import vacancy_files, vacancy_steps
from tests.factories.enterprises import make_credit_code, make_enterprise
from tests.factories.jobs_vacancies import row, workbook
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(friday, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    shipped_law()


def take(officers, book, post="market"):
    order = vacancy_files.receive(
        actor=officers.acceptance,
        station_id=officers.desk.pk,
        department="科尔沁区人社局",
        post=post,
        file_name="岗位.xlsx",
        source=book,
    )
    vacancy_files.run(import_id=order.pk)
    return VacancyFile.objects.get(pk=order.pk)


def test_good_rows_are_published_and_the_same_file_twice_creates_nothing(officers):
    unit = make_enterprise()
    rows = [row(unit.credit_code), row(unit.credit_code, 岗位名称="仓库保管员", 岗位要求="男女不限")]
    first = take(officers, workbook(*rows))
    assert (first.state, first.created, first.rejected, first.number) == ("done", 2, 0, "PC150502-2026-000001")
    assert {v.state for v in Vacancy.objects.all()} == {"published"}
    assert VacancyCheck.objects.filter(verb="published", findings=[]).count() == 2
    second = take(officers, workbook(*rows))
    assert (second.created, second.updated, second.unchanged) == (0, 0, 2)
    assert Vacancy.objects.count() == 2


def test_a_later_last_day_renews_what_is_known(officers):
    unit = make_enterprise()
    take(officers, workbook(row(unit.credit_code)))
    later = clock.today() + timedelta(days=90)
    order = take(officers, workbook(row(unit.credit_code, 有效期至=str(later))))
    assert (order.created, order.updated, Vacancy.objects.get().valid_until) == (0, 1, later)


def test_market_and_policy_posts_stand_apart(officers):
    unit = make_enterprise()
    take(officers, workbook(row(unit.credit_code)))
    take(officers, workbook(row(unit.credit_code)), post="policy")
    assert sorted(Vacancy.objects.values_list("post", flat=True)) == ["market", "policy"]


def test_refused_rows_come_back_with_their_reasons(officers):
    unit = make_enterprise()
    closed = make_enterprise(closed_on=clock.today())
    order = take(
        officers,
        workbook(
            row(unit.credit_code),
            row("X", 招聘人数="若干"),
            row(unit.credit_code, 岗位名称="保安", 岗位要求="限男性，45岁以下"),
            row(unit.credit_code, 岗位名称="门卫", 薪酬下限=1500, 薪酬上限=1500),
            row(closed.credit_code),
            row(unit.credit_code),
            row(unit.credit_code, 岗位名称="厨师", 工作地点代码="150402"),
        ),
    )
    assert (order.created, order.rejected) == (1, 6)
    assert order.report == {
        "code_check": 1, "headcount_form": 1, "sex": 1, "age": 1, "low_pay": 1, "unit_closed": 1, "twice": 1, "region_unknown": 1,
    }  # fmt: skip
    order = vacancy_files.hand_back(import_id=order.pk, actor=officers.acceptance)
    with default_storage.open(order.refused_path) as source:
        back = list(sheets.read_rows(io.BytesIO(source.read())))
    assert [cells[0] for _number, cells in back[1:]] == ["3", "4", "5", "6", "7", "8"]
    assert "限定或优先某一性别" in back[2][1][1]


def test_a_unit_that_nobody_registered_waits_for_the_bureau(officers):
    order = take(officers, workbook(row(make_credit_code())))
    made = Vacancy.objects.get()
    assert (order.created, made.state, made.published_at) == (1, "waiting", None)
    vacancy_steps.decide(vacancy_id=made.pk, actor=officers.another("acceptance"), grant=True, reason="已核验营业执照")
    assert Vacancy.objects.get().state == "published"


def test_a_file_without_its_columns_is_refused_whole(officers):
    book = io.BytesIO("姓名,电话\n张三,1\n".encode())
    order = take(officers, book)
    assert (order.state, Vacancy.objects.count()) == ("failed", 0)
    assert "岗位名称" in order.failure


def test_who_may_send_and_for_which_station(officers, neighbours):
    with pytest.raises(Refused):
        vacancy_files.receive(
            actor=officers.station, station_id=officers.desk.pk, department="x", post="market", file_name="a", source=io.BytesIO()
        )
    with pytest.raises(Refused):
        vacancy_files.receive(
            actor=officers.acceptance, station_id=neighbours.desk.pk, department="x", post="market", file_name="a",
            source=io.BytesIO(),
        )  # fmt: skip


def test_the_operators_command_reports_each_refused_row(officers, tmp_path):
    unit, path, report = make_enterprise(), tmp_path / "岗位.xlsx", tmp_path / "out.json"
    path.write_bytes(workbook(row(unit.credit_code), row("X")).getvalue())
    call_command("import_vacancies", path, station=officers.desk.code, report=report, stdout=io.StringIO())
    told = json.loads(report.read_text())
    assert (told["created"], told["refused"]) == (1, [{"row": 3, "codes": ["code_check"]}])
    with pytest.raises(CommandError):
        call_command("import_vacancies", path, station="NOWHERE", stdout=io.StringIO())
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError):
        call_command("import_vacancies", path, station=officers.desk.code, stdout=io.StringIO())


def test_a_large_file_takes_no_more_statements_than_a_small_one(officers, django_assert_max_num_queries):
    unit = make_enterprise()
    book = workbook(*(row(unit.credit_code, 岗位名称=f"缝纫工{number}号线") for number in range(60)))
    order = vacancy_files.receive(
        actor=officers.acceptance, station_id=officers.desk.pk, department="局", post="market", file_name="a.xlsx", source=book
    )
    with django_assert_max_num_queries(32):
        vacancy_files.run(import_id=order.pk)
    assert Vacancy.objects.count() == 60
