"""Three workers of a building site are not paid: one scans the code, the bureau mediates, the money comes in two parts."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core import clock
from jobs.models import ArrearsCase
from tests.factories.jobs_arrears import AMR, JPEG, make_provider
from tests.factories.stations import BANNER

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_report_by_telephone_ends_with_the_wages(officers, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.at("2026-11-20T21:40"):
        telephone = Client()
        assert telephone.get("/public/arrears/", {"station": officers.desk.code}).status_code == 200
        sent = {
            "token": uuid.uuid4(), "station": officers.desk.code, "region_code": BANNER, "name": "苏和巴特尔",
            "mobile": "138 4751 2345", "employer": "通辽市宏达建筑有限公司", "amount": "18600", "month_from": "2026-07",
            "month_to": "2026-09", "workers": "3", "voice": SimpleUploadedFile("a.amr", AMR),
            "photo1": SimpleUploadedFile("b.jpg", JPEG),
        }  # fmt: skip
        receipt = telephone.post("/public/arrears/report/", sent, follow=True).context
        number, code = receipt["number"], receipt["code"]
    case = ArrearsCase.objects.get(number=number)
    assert (case.station, case.files.count(), case.workers) == (officers.desk, 2, 3)

    page, mediator = f"/arrears/{case.pk}/", make_provider()
    with clock.at("2026-11-23T09:10"):
        window = signed_in(officers.acceptance)
        assert "苏和巴特尔" not in window.get(page).content.decode()
        window.post(f"{page}move/accept/", {"note": ""})
        window.post(f"{page}reveal/", {"reason": "约定调解时间"})
        assert "苏和巴特尔" in window.get(page).content.decode()
        window.post(f"{page}move/mediate/", {"mediator_id": mediator.pk, "note": ""})
    with clock.at("2026-11-27T15:00"):
        window = signed_in(officers.acceptance)
        pay_by = clock.today() + timedelta(days=14)
        window.post(f"{page}move/settle/", {"settled_sum": "18600", "pay_by": pay_by, "note": "分两次付清"})
        window.post(f"{page}move/pay/", {"amount": "10000", "paid_on": clock.today(), "way": "transfer", "note": ""})
    with clock.at("2026-12-09T10:00"):
        window = signed_in(officers.acceptance)
        window.post(f"{page}move/pay/", {"amount": "8600", "paid_on": clock.today(), "way": "transfer", "note": ""})
        window.post(f"{page}move/close/", {"outcome": "paid", "reason": ""})
        state = Client()
        shown = state.post("/public/arrears/state/", {"number": number, "code": code}, follow=True).content.decode()
        assert "18,600.00" in shown
        assert "苏和巴特尔" not in shown
        figures = signed_in(officers.approver).get("/arrears/figures/?year=2026").content.decode()
        assert "100.0 %" in figures
