"""The big screen in a browser: it turns, it keeps what it shows when the line is lost and says since when, and it comes back."""

import pytest

from jobs.models import Vacancy
from tests.e2e.conftest import TELEPHONE, overflow, violations
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_events import make_event
from tests.factories.programmes import shipped_law
from tests.factories.stations import make_station

WALL = {"width": 1920, "height": 1080}


@pytest.fixture
def station(transactional_db):
    shipped_law()
    station = make_station(phone="0475-8230001")
    for number in range(18):
        make_vacancy(station, title=f"缝纫工{number}号线")
    return station


def test_a_lost_line_leaves_what_is_shown(station, open_page, shoot):
    page = open_page(viewport=WALL)
    page.goto(f"/public/stations/{station.code}/screen/")
    rows = page.locator("#rolling li:visible")
    shown = rows.count()
    assert 0 < shown < 18
    assert page.locator(".codes img").count() >= 1
    shoot(page, "station_screen")
    page.context.set_offline(True)
    page.locator("#lost").wait_for(state="visible")
    assert "网络已断开" in page.locator("#lost").inner_text()
    assert 0 < rows.count() <= shown
    shoot(page, "station_screen_lost")
    Vacancy.objects.filter(title="缝纫工17号线").update(title="焊工")
    page.faults.clear()  # the browser says aloud that the line was lost
    page.context.set_offline(False)
    page.locator("#lost").wait_for(state="hidden")
    assert page.locator("#rolling li").first.inner_text().startswith("焊工")
    assert not page.faults


@pytest.mark.parametrize("wall", [WALL, {"width": 1366, "height": 768}], ids=["1080", "768"])
def test_the_word_of_a_lost_line_leaves_every_code_whole(station, open_page, wall):
    for day in range(1, 4):
        make_event(station, in_hours=24 * day)
    page = open_page(viewport=wall)
    page.goto(f"/public/stations/{station.code}/screen/")
    assert page.locator(".events li").count() == 3
    page.context.set_offline(True)
    page.locator("#lost").wait_for(state="visible")
    codes = page.locator(".codes li")
    assert codes.count() == 6
    assert max(box["y"] + box["height"] for box in (each.bounding_box() for each in codes.all())) <= wall["height"]


def test_on_a_telephone_everything_stands_below_each_other(station, open_page):
    page = open_page(viewport=TELEPHONE)
    page.goto(f"/public/stations/{station.code}/screen/")
    assert page.locator("#rolling li:visible").count() == 18
    assert overflow(page) <= 0
    assert violations(page) == []


@pytest.mark.parametrize("width", [390, 320])
def test_the_publics_list_and_page_fit_an_old_telephone(station, open_page, width):
    page = open_page(viewport={"width": width, "height": 640})
    vacancy = Vacancy.objects.first()
    for address in ("/public/vacancies/", f"/public/vacancy/{vacancy.pk}/", f"/public/stations/{station.code}/vacancies/"):
        page.goto(address)
        assert overflow(page) <= 0, address
        assert violations(page) == []
    assert not page.faults
