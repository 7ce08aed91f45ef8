"""The pages of vacancies: who opens them, how many queries a list takes, how heavy the public's first page is."""

import gzip
import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from core import clock
from core.models import AuditEntry
from jobs.models import Vacancy
from jobs.queries import vacancies as query
from jobs.services import vacancy_steps
from tests.factories.cases import make_resident
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs import make_vacancy
from tests.factories.programmes import shipped_law
from tests.factories.stations import make_station

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(friday):
    shipped_law()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_the_desks_list_takes_the_same_queries_however_long_it_is(officers, django_assert_num_queries):
    client = signed_in(officers.station)
    make_vacancy(officers.desk)
    text_of(client, "/vacancies/")
    with django_assert_num_queries(8):
        text_of(client, "/vacancies/")
    for _number in range(8):
        make_vacancy(officers.desk)
    with django_assert_num_queries(8):
        text_of(client, "/vacancies/")


def test_the_publics_list_takes_the_same_queries_however_long_it_is(officers, django_assert_num_queries):
    for _number in range(9):
        make_vacancy(officers.desk)
    with django_assert_num_queries(3):
        text_of(Client(), "/public/vacancies/")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=published", {"on", "soon"}),
        ("state=over", {"over"}),
        ("state=draft", {"draft"}),
        ("within=7", {"soon"}),
        ("group=605", {"on", "soon", "over", "draft"}),
        ("group=101", set()),
        ("post=policy", {"soon"}),
        ("q=鞋工", {"on", "soon", "over", "draft"}),
        ("q=鞋", set()),
    ],
)
def test_the_filters_of_the_desk(officers, asked, found):
    today = clock.today()
    things = {
        "on": make_vacancy(officers.desk),
        "soon": make_vacancy(officers.desk, valid_until=today + timedelta(days=5), post="policy"),
        "over": make_vacancy(officers.desk, valid_until=today - timedelta(days=1)),
        "draft": make_vacancy(officers.desk, published=False),
    }
    page = text_of(signed_in(officers.station), f"/vacancies/?{asked}")
    assert {name for name, thing in things.items() if f"/vacancies/{thing.pk}/" in page} == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 3),
        ({"place": "150502"}, 2),
        ({"place": "1504"}, 1),
        ({"group": "605"}, 2),
        ({"pay": "month:4000"}, 2),
        ({"pay": "month:8000"}, 0),
        ({"pay": "piece"}, 1),
        ({"pay": "daily"}, 1),
        ({"hours": "home"}, 1),
        ({"q": "保洁"}, 1),
        ({"q": "长川制靴"}, 1),
        ({"q": "川制鞋"}, 0),
    ],
)
def test_the_filters_of_the_public(officers, neighbours, asked, found):
    make_vacancy(officers.desk)
    shoes = make_enterprise(name="长川制靴有限公司")
    values = {"pay_from": "0.5", "pay_to": "0.5", "pay_unit": "piece", "pay_day": "daily", "hours": "home"}
    make_vacancy(officers.desk, enterprise=shoes, title="穿鞋带", **values)
    make_vacancy(neighbours.desk, title="保洁员", occupation="4080201")
    make_vacancy(officers.desk, published=False)
    assert query.public(**asked).count() == found


def test_a_household_stays_unnamed_and_out_of_search_engines(officers):
    resident = make_resident(officers.desk, name="乌日娜")
    values = {"employer_kind": "household", "household": resident, "employer": "乌*娜（家庭）", "address": "建国路3号2单元"}
    vacancy = make_vacancy(officers.desk, title="住家保姆", contact_name="乌日娜", contact_phone="13912345678", **values)
    answer = Client().get(f"/public/vacancy/{vacancy.pk}/")
    page = answer.content.decode()
    assert "noindex" in answer["X-Robots-Tag"]
    assert not [secret for secret in ("乌日娜", "13912345678", "建国路") if secret in page]
    assert "乌日娜" in text_of(signed_in(officers.station), f"/vacancies/{vacancy.pk}/")


def test_the_first_page_of_the_public_weighs_less_than_100_kb_and_needs_no_script(officers):
    for _number in range(25):
        make_vacancy(officers.desk)
    page = text_of(Client(), "/public/vacancies/")
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    bare = [re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name) for name in files]
    weight = len(gzip.compress(page.encode())) + sum(len(open(finders.find(name), "rb").read()) for name in bare)  # noqa: PTH123, SIM115
    assert len(page.encode()) < 60_000
    assert weight < 100_000
    assert "<script" not in page


def test_the_export_is_recorded(officers):
    make_vacancy(officers.desk)
    client = signed_in(officers.station)
    assert client.post("/vacancies/export/?post=market").content.startswith(b"PK")
    assert AuditEntry.objects.get(verb="vacancies.exported").data == {"count": 1, "filters": {"post": "market"}}


def test_the_bureau_sees_what_waits_and_decides(officers):
    vacancy = make_vacancy(officers.desk, published=False, description="限男性")
    vacancy_steps.submit(vacancy_id=vacancy.pk, actor=officers.station, reason="井下作业")
    page = text_of(signed_in(officers.acceptance), "/vacancies/")
    assert "state=waiting" in page
    client = signed_in(officers.acceptance)
    assert "限男性" in text_of(client, f"/vacancies/{vacancy.pk}/decide/")
    client.post(f"/vacancies/{vacancy.pk}/decide/", {"grant": "no", "reason": "不属于女职工禁忌劳动"})
    assert Vacancy.objects.get().state == "refused"
    assert "这一步" in (said := text_of(signed_in(officers.station), f"/vacancies/{vacancy.pk}/decide/")) or "不能办理" in said


def test_choices_come_while_one_types(officers):
    client = signed_in(officers.station)
    assert "6050401 制鞋工" in text_of(client, "/vacancies/occupations/?occupation=制鞋")
    make_enterprise(name="长川制靴有限公司", station=officers.desk)
    assert "长川制靴" in text_of(client, "/vacancies/units/?unit=长川制靴")


def test_a_desk_finds_the_units_of_its_banner_by_name_and_logs_for_them_without_opening_their_files(officers):
    client, far = signed_in(officers.station), make_station()
    unit = make_enterprise(name="科尔沁牛肉干有限公司", station=far)
    make_enterprise("150402", name="红山牛肉干有限公司")
    found = text_of(client, "/vacancies/units/?unit=牛肉干")
    assert unit.credit_code in found
    assert "红山" not in found
    assert query.code_of(officers.station, "科尔沁牛肉干有限公司") == unit.credit_code
    vacancy = make_vacancy(officers.desk, enterprise=unit)
    page = text_of(client, vacancy.get_absolute_url())
    assert unit.get_absolute_url() not in page
    text_of(client, unit.get_absolute_url(), 404)
    assert unit.get_absolute_url() in text_of(signed_in(officers.acceptance), vacancy.get_absolute_url())


def test_a_unit_and_a_household_next_door_are_not_found(officers, neighbours):
    client = signed_in(officers.station)
    text_of(client, f"/residents/{make_resident(neighbours.desk).pk}/vacancy/", 404)
    text_of(client, f"/enterprises/{make_enterprise('150402').pk}/vacancy/", 404)
    text_of(client, f"/vacancies/{make_vacancy(neighbours.desk).pk}/", 404)


def test_pages_without_anything_say_what_to_do(officers):
    for address in ("/public/vacancies/", f"/public/stations/{officers.desk.code}/vacancies/"):
        assert 'class="empty"' in text_of(Client(), address)
    assert "今天暂无岗位" in text_of(Client(), f"/public/stations/{officers.desk.code}/screen/")
    text_of(Client(), "/public/stations/NOWHERE/screen/", 404)
    assert 'class="empty"' in text_of(signed_in(officers.station), f"/stations/{officers.desk.code}/vacancies/")


@pytest.mark.parametrize("state", ["draft", "waiting", "published", "refused"])
def test_a_vacancy_can_be_changed_from_every_state_that_is_not_over(officers, state):
    values = {"state_note": "不得限定性别"} if state == "refused" else {}
    vacancy = make_vacancy(officers.desk, published=state == "published", **values)
    Vacancy.objects.filter(pk=vacancy.pk).update(state=state)
    assert "6050401 制鞋工" in text_of(signed_in(officers.station), f"/vacancies/{vacancy.pk}/edit/")
