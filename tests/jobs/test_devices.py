"""The code on a device opens what it is for, without signing in, until the bureau takes it back; it is seen when it speaks."""

from datetime import timedelta

import pytest
from django.test import Client

from core import clock
from stations.models import Device
from stations.services import equipment
from tests.factories.jobs import make_vacancy
from tests.factories.stations import BANNER, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def chief():
    return make_user("security_admin", BANNER)


@pytest.fixture
def screen(officers, chief):
    return equipment.add_device(actor=chief, station_id=officers.desk.pk, kind="screen", code="TL-SCREEN-01", place="大厅")


def test_a_screen_opens_its_station_by_its_code_in_small_letters_too(officers, screen):
    vacancy = make_vacancy(officers.desk, state="published", published_at=clock.now())
    for path in ("/d/TL-SCREEN-01/", "/d/tl-screen-01/"):
        page = Client().get(path).content.decode()
        assert officers.desk.name in page
        assert vacancy.title in page
        assert 'data-beat="/d/TL-SCREEN-01/seen/"' in page


def test_a_printer_gets_the_paper_and_a_terminal_the_page_of_the_station(officers, chief):
    for kind, code in (("printer", "TL-PRINT-01"), ("terminal", "TL-TERM-01")):
        equipment.add_device(actor=chief, station_id=officers.desk.pk, kind=kind, code=code)
    paper = Client().get("/d/TL-PRINT-01/")

    assert paper.headers.get("Content-Type") == "application/pdf" or paper.url.endswith("/vacancies/")
    assert Client().get("/d/TL-TERM-01/").url == f"/public/stations/{officers.desk.code}/"


def test_a_code_that_was_taken_back_opens_nothing_and_is_not_seen(officers, chief, screen):
    equipment.amend_device(actor=chief, device_id=screen.pk, place="大厅", is_active=False)

    assert Client().get("/d/TL-SCREEN-01/").status_code == 404
    assert Client().post("/d/TL-SCREEN-01/seen/").status_code == 404
    assert Client().get("/d/NO-SUCH-CODE/").status_code == 404
    screen.refresh_from_db()
    assert screen.seen_at is None


def test_a_device_is_seen_to_the_minute_and_reading_its_page_writes_nothing(screen):
    outside = Client(enforce_csrf_checks=True)
    outside.get("/d/TL-SCREEN-01/")
    assert Device.objects.get().seen_at is None
    assert outside.post("/d/TL-SCREEN-01/seen/").status_code == 204
    first = clock.now()
    with clock.at(first + timedelta(seconds=20)):
        outside.post("/d/TL-SCREEN-01/seen/")
        assert Device.objects.get().seen_at == first
    with clock.at(first + timedelta(seconds=60)):
        outside.post("/d/TL-SCREEN-01/seen/")
        assert Device.objects.get().seen_at == first + timedelta(seconds=60)


def test_a_closed_station_has_no_devices(officers, screen):
    type(officers.desk).objects.filter(pk=officers.desk.pk).update(state="closed", closed_on=clock.today())

    assert Client().get("/d/TL-SCREEN-01/").status_code == 404
    assert not equipment.note_seen(code="TL-SCREEN-01")


def test_its_people_and_the_administrator_see_when_it_was_last_there_and_others_do_not(officers, neighbours, chief, screen):
    equipment.note_seen(code=screen.code)
    pages = {}
    for who, path in (
        (officers.station, f"/stations/{officers.desk.code}/"),
        (neighbours.station, f"/stations/{officers.desk.code}/"),
        (chief, "/admin/stations/device/"),
    ):
        window = Client()
        window.force_login(who)
        pages[who] = window.get(path).content.decode()

    assert "TL-SCREEN-01" in pages[officers.station]
    assert "09:00" in pages[officers.station]
    assert "TL-SCREEN-01" not in pages[neighbours.station]
    assert "/d/TL-SCREEN-01/" in pages[chief]
    assert "09:00" in pages[chief]
