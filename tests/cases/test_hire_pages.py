"""The pages of hire records: the desk enters one, a second person strikes it out, a worker takes a file in."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Claim, Hire, HireFile
from cases.services import hire_files
from tests.factories.cases import make_recipient, make_resident
from tests.factories.desk import granted
from tests.factories.enterprises import make_credit_code, make_enterprise
from tests.factories.hires import EMPLOYER, make_hire
from tests.factories.programmes import shipped_law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def told(**fields):
    return {
        "credit_code": make_credit_code(),
        "employer": EMPLOYER,
        "hired_on": "2026-11-09",
        "document": "劳动合同1号",
        **fields,
    }


def test_the_desk_records_a_hire_and_the_benefit_ends(officers, django_capture_on_commit_callbacks):
    shipped_law()
    claim = granted(officers)
    client = signed_in(officers.station)
    address = reverse("cases:hire_create", args=[claim.resident_id])
    page = client.get(address).content.decode()
    assert claim.number in page
    assert "就业当月停发" in page
    assert "存疑" in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, told(contract="fixed"))
    hire = Hire.objects.get()
    assert answer.url == hire.get_absolute_url()
    assert Claim.objects.get().state == "ended"  # the bell was heard
    page = client.get(answer.url).content.decode()
    assert claim.number in page
    assert "固定期限" in page
    resident_page = client.get(reverse("cases:resident_show", args=[claim.resident_id])).content.decode()
    assert EMPLOYER in resident_page
    assert "仍在职" in resident_page


def test_what_is_refused_stands_at_its_field(officers):
    person = make_resident(officers.desk)
    client = signed_in(officers.station)
    address = reverse("cases:hire_create", args=[person.pk])
    for wrong, field in (
        ({"credit_code": "1"}, "credit_code"),
        ({"hired_on": "2027-01-01"}, "hired_on"),
        ({"employer": ""}, "employer"),
        ({"document": ""}, "document"),
        ({"left_on": "2026-11-01"}, "left_on"),
    ):
        form = client.post(address, told(**wrong)).context["form"]
        assert list(form.errors) == [field]
    assert not Hire.objects.exists()


def test_a_registered_unit_keeps_its_own_name_and_is_linked(officers):
    unit, person = make_enterprise(officers.banner), make_resident(officers.desk)
    client = signed_in(officers.acceptance)
    client.post(reverse("cases:hire_create", args=[person.pk]), told(credit_code=unit.credit_code, employer=""))
    page = client.get(Hire.objects.get().get_absolute_url()).content.decode()
    assert reverse("enterprises:enterprise_show", args=[unit.pk]) in page


def test_leaving_and_striking_out(officers):
    hire = make_hire(make_resident(officers.desk), date(2026, 10, 5), recorded_by=officers.station)
    desk, checker = signed_in(officers.station), signed_in(officers.first_check)
    assert "作废本记录" not in desk.get(hire.get_absolute_url()).content.decode()
    desk.post(reverse("cases:hire_leave", args=[hire.pk]), {"left_on": "2026-11-19"})
    assert Hire.objects.get().left_on == date(2026, 11, 19)
    assert "您目前不能办理此步骤" in desk.get(reverse("cases:hire_void", args=[hire.pk])).content.decode()
    form = checker.post(reverse("cases:hire_void", args=[hire.pk]), {"reason": ""}).context["form"]
    assert list(form.errors) == ["reason"]
    answer = checker.post(reverse("cases:hire_void", args=[hire.pk]), {"reason": "同名误录"})
    page = checker.get(answer.url).content.decode()
    assert "同名误录" in page
    assert "登记离职日期" not in page


def test_next_door_sees_nothing(officers, neighbours):
    hire = make_hire(make_resident(officers.desk), date(2026, 10, 5))
    for name in ("hire_show", "hire_leave", "hire_void"):
        assert signed_in(neighbours.first_check).get(reverse(f"cases:{name}", args=[hire.pk])).status_code == 404


def test_a_page_asks_the_same_number_of_questions_however_many_jobs(officers):
    claim = make_recipient(officers.desk)
    client = signed_in(officers.first_check)
    address = reverse("cases:resident_show", args=[claim.resident_id])
    counts = []
    for day in (6, 7):
        make_hire(claim.resident, date(2025, 1, day), left_on=date(2025, 8, 1))
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_file_is_sent_watched_and_its_refused_rows_taken_back(officers):
    person = make_resident(officers.desk)
    client = signed_in(officers.acceptance)
    header = "证件号码,姓名,统一社会信用代码,单位名称,用工起始日期\n"
    rows = f"{person.id_number},{person.name},{make_credit_code(1)},{EMPLOYER},2026-10-05\n{person.id_number},别人,X,,\n"
    file = SimpleUploadedFile("用工.csv", (header + rows).encode())
    answer = client.post(reverse("cases:hire_file_new"), {"region": officers.banner, "file": file})
    order = HireFile.objects.get()
    assert answer.url == reverse("cases:hire_file_show", args=[order.pk])
    assert "hx-get" in client.get(answer.url).content.decode()
    hire_files.run(import_id=order.pk)
    page = client.get(answer.url).content.decode()
    assert "缺少用人单位名称。" in page
    book = client.post(reverse("cases:hire_file_refused", args=[order.pk]))
    assert book["Content-Disposition"].startswith("attachment")
    assert order.file_name in client.get(reverse("cases:hire_file_list")).content.decode()
    assert reverse("cases:hire_file_list") in client.get(reverse("cases:resident_list")).content.decode()
    assert signed_in(officers.station).get(reverse("cases:hire_file_new")).status_code == 403
