"""A vacancy from the counter to the wall: logged, found at fault, put right, published, seen by everybody, handed on, ended."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from core import clock
from jobs.models import Vacancy
from notices.models import Notice
from notices.services import reminders
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs_vacancies import row, workbook
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_from_the_counter_to_the_wall(officers, friday, settings, tmp_path, django_capture_on_commit_callbacks):
    shipped_law()
    settings.MEDIA_ROOT, settings.PORTAL_TASKS_ON_THE_SPOT = tmp_path, True
    unit = make_enterprise(name="长川制靴有限公司", station=officers.desk)
    desk, window, anybody = signed_in(officers.station), signed_in(officers.acceptance), Client()
    page = text_of(desk, "/vacancies/log/")
    entries = {
        "token": re.search(r'name="token" value="([^"]+)"', page)[1], "unit": "长川制靴", "station": officers.desk.pk,
        "title": "穿鞋带", "occupation": "鞋", "post": "market", "headcount": "30", "pay_from": "0.5", "pay_unit": "piece",
        "pay_day": "daily", "hours": "home", "insurance": "injury", "schooling": "any", "region": officers.desk.region_id,
        "description": "限女性，45岁以下", "contact_phone": "13900000001", "valid_until": clock.today() + timedelta(days=3),
    }  # fmt: skip
    again = desk.post("/vacancies/log/", entries)
    assert (
        again.content.decode().count("6050401 制鞋工") == 2
    )  # in the list and in words: without a script the list stands in the page
    entries["occupation"] = "6050401 制鞋工"
    answer = desk.post("/vacancies/log/", {**entries, "publish": "1"})
    desk.post("/vacancies/log/", {**entries, "publish": "1"})
    vacancy = Vacancy.objects.get()
    page = text_of(desk, answer.url)
    assert "限女性" in page
    assert "第四十三条" in page
    assert (vacancy.state, vacancy.enterprise) == ("draft", unit)
    desk.post(f"/vacancies/{vacancy.pk}/edit/", {**entries, "description": "在家穿鞋带，计件日结", "publish": "1"})
    listed = text_of(anybody, "/public/vacancies/?q=鞋带&pay=piece&place=1505")
    assert "0.5元/件" in listed
    shown = text_of(anybody, f"/public/vacancy/{vacancy.pk}/")
    assert "13900000001" not in shown
    assert "data:image/svg" in shown
    assert "穿鞋带" in text_of(anybody, f"/public/stations/{officers.desk.code}/vacancies/")
    assert "穿鞋带" in text_of(anybody, f"/public/stations/{officers.desk.code}/screen/")
    share = text_of(desk, f"/stations/{officers.desk.code}/vacancies/")
    assert "1. 穿鞋带（30人）0.5元/件，日结" in share
    assert desk.get(f"/stations/{officers.desk.code}/vacancies/board/").content.startswith(b"%PDF")
    assert desk.get(f"/stations/{officers.desk.code}/vacancies/picture/").content.startswith(b"\x89PNG")
    book = workbook(row(unit.credit_code), row("X"))
    book.name = "岗位.xlsx"
    sent = {"station": officers.desk.pk, "department": "科尔沁区人社局", "post": "policy", "file": book}
    with django_capture_on_commit_callbacks(execute=True):
        answer = window.post("/vacancy-files/new/", sent)
    assert "PC150502-2026-000001" in text_of(window, answer.url)
    assert Vacancy.objects.filter(post="policy", state="published").count() == 1
    reminders.remind_all()
    reminders.remind_all()
    told = Notice.objects.get(kind="vacancy_ends")
    assert (told.subject_id, told.station) == (vacancy.pk, officers.desk)
    with clock.at("2026-12-01T09:00"):
        assert "穿鞋带" not in text_of(anybody, "/public/vacancies/?q=鞋带")
        text_of(anybody, f"/public/vacancy/{vacancy.pk}/", 410)
        desk = signed_in(officers.station)
        desk.post(f"/vacancies/{vacancy.pk}/renew/", {"valid_until": "2027-01-31"})
        assert "穿鞋带" in text_of(anybody, "/public/vacancies/?q=鞋带")
        desk.post(f"/vacancies/{vacancy.pk}/fill/", {"filled": "30"})
        text_of(anybody, f"/public/vacancy/{vacancy.pk}/", 410)
