"""Pages of wage arrears: the telephone's without an account, the bureau's with the reporter sealed."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.models import AuditEntry
from jobs.models import ArrearsCase
from jobs.services import arrears
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs_arrears import AMR, JPEG, MOBILE, REPORTER, make_arrears, told
from tests.factories.stations import BANNER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _there(friday, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def typed(**fields):
    return {
        "token": uuid.uuid4(), "region_code": BANNER, "name": REPORTER, "mobile": MOBILE, "employer": "某某饭店",
        "story": "两个月没发工资", **fields,
    }  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["", "report/", "helper/", "state/"])
def test_a_public_page_opens_in_both_languages_and_names_no_script(page, language, client):
    client.cookies["django_language"] = language
    answer = client.get(f"/public/arrears/{page}")

    assert answer.status_code == 200
    assert "<script" not in answer.content.decode()


def test_the_receipt_shows_number_and_code_and_no_address_carries_them(client):
    answer = client.post("/public/arrears/report/", typed())

    assert answer.url == "/public/arrears/receipt/"
    shown = client.get(answer.url)
    assert ArrearsCase.objects.get().number in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert Client().get(answer.url).url == "/public/arrears/state/"


def test_a_machine_that_fills_the_hidden_field_leaves_nothing(client):
    client.post("/public/arrears/report/", typed(website="http://spam.example"))

    assert not ArrearsCase.objects.exists()


def test_a_wrong_file_is_said_at_its_field_and_what_was_typed_stays(client):
    answer = client.post("/public/arrears/report/", typed(voice=SimpleUploadedFile("a.amr", JPEG)))

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"voice"}
    assert "两个月没发工资" in answer.content.decode()


def test_who_cannot_hear_asks_for_a_helper_and_the_bureau_sees_that_somebody_waits(client, officers):
    client.post("/public/arrears/helper/", typed(needs=["deaf", "mongolian"], call_way="text", call_when="晚上七点以后"))
    case, window = ArrearsCase.objects.get(), signed_in(officers.acceptance)

    assert case.number in window.get("/arrears/", {"about": "helper"}).content.decode()
    window.post(f"/arrears/{case.pk}/move/call/", {"note": "已用短信约好明天到站"})
    assert case.number not in window.get("/arrears/", {"about": "helper"}).content.decode()


def test_the_desk_writes_a_report_down_for_whoever_comes(officers):
    desk = signed_in(officers.station)
    answer = desk.post("/arrears/new/", typed(call_way="call"), follow=True)
    case = ArrearsCase.objects.get()

    assert case.number in answer.content.decode()
    assert (case.way, case.station, case.entered_by) == ("desk", officers.desk, officers.station)


def test_a_wrong_code_is_the_same_as_a_wrong_number(client):
    number = arrears.report(**told()).case.number
    wrong_code = client.post("/public/arrears/state/", {"number": number, "code": "12345678"})
    wrong_number = client.post("/public/arrears/state/", {"number": "QX150502-2026-999999", "code": "12345678"})

    assert wrong_code.context["form"].errors == wrong_number.context["form"].errors
    assert wrong_code.context["told"] is None


def test_no_page_of_the_bureau_and_no_file_of_the_unit_names_the_reporter(officers):
    case = make_arrears(officers, "accepted", voice=AMR)
    unit = make_enterprise(BANNER)
    window = signed_in(officers.acceptance)
    window.post(f"/arrears/{case.pk}/move/link/?text={unit.name}", {"enterprise_id": unit.pk})
    case.refresh_from_db()
    assert case.enterprise == unit

    for user in (officers.acceptance, officers.first_check, officers.approver, officers.auditor):
        reader = signed_in(user)
        for page in ("/arrears/", f"/arrears/{case.pk}/", f"/enterprises/{unit.pk}/", "/arrears/figures/"):
            text = reader.get(page).content.decode()
            assert REPORTER not in text, (user, page)
            assert MOBILE not in text, (user, page)
            if user != officers.acceptance:
                assert "工钱一直没给" not in text, (user, page)
    assert case.number in window.get(f"/enterprises/{unit.pk}/").content.decode()


def test_whoever_does_not_handle_it_gets_neither_reporter_nor_file(officers, neighbours):
    case = make_arrears(officers, "accepted", voice=AMR)
    file = case.files.get()

    colleague = signed_in(officers.first_check)
    assert colleague.post(f"/arrears/{case.pk}/reveal/", {"reason": "看看"}).status_code == 200
    assert REPORTER not in colleague.get(f"/arrears/{case.pk}/").content.decode()
    assert colleague.post(f"/arrears-files/{file.pk}/").status_code == 302
    assert signed_in(neighbours.acceptance).post(f"/arrears-files/{file.pk}/").status_code == 404
    handed = signed_in(officers.acceptance).post(f"/arrears-files/{file.pk}/")
    assert handed.content == AMR
    assert handed["Content-Disposition"].startswith("attachment")
    assert handed["X-Content-Type-Options"] == "nosniff"


def test_the_export_names_nobody_and_is_recorded(officers):
    make_arrears(officers, "settled")
    answer = signed_in(officers.acceptance).post("/arrears/export/?state=settled&text=")

    assert answer.status_code == 200
    assert AuditEntry.objects.get(verb="arrears.exported").data["count"] == 1


def test_the_list_asks_the_same_number_of_questions_whatever_it_shows(officers, django_assert_num_queries):
    window = signed_in(officers.acceptance)
    make_arrears(officers)
    window.get("/arrears/")
    with django_assert_num_queries(QUERIES):
        window.get("/arrears/")
    for state in ("accepted", "mediation", "settled", "closed"):
        make_arrears(officers, state)
    with django_assert_num_queries(QUERIES):
        window.get("/arrears/")


QUERIES = 6


def test_everything_that_is_wrong_is_said_at_once_and_the_files_are_asked_for_again(client):
    voice = SimpleUploadedFile("a.amr", AMR, "audio/amr")
    wrong = typed(amount="一万八", mobile="12345", id_number="152301198507011234", month_from="2026-10", month_to="2026-08")
    answer = client.post("/public/arrears/report/", {**wrong, "voice": voice})

    assert set(answer.context["form"].errors) == {"amount", "mobile", "id_number", "month_to"}
    shown = answer.content.decode()
    assert "请重新选择语音和照片" in shown
    assert "两个月没发工资" in shown
    assert not ArrearsCase.objects.exists()
    assert "请重新选择语音和照片" not in client.post("/public/arrears/report/", typed(mobile="12345")).content.decode()
