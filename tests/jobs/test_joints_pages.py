"""Where one page of the labour market leads to another: the big screen, the station, the vacancy, the next step of a visit."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Resident
from jobs.queries import screens
from jobs.queries.visits import next_steps
from jobs.states.visits import NEEDS_OF_PEOPLE, NEEDS_OF_UNITS
from tests.factories.cases import make_resident
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_events import make_event, make_stand
from tests.factories.jobs_visits import make_visit
from tests.factories.stations import NEIGHBOUR, make_station, make_user

pytestmark = pytest.mark.django_db


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def station():
    return make_station()


@pytest.fixture
def client(station):
    client = Client()
    client.force_login(make_user("station", station=station))
    return client


def test_the_screen_shows_the_next_events_of_its_station_and_six_codes(station):
    for hours, title in ((300, "再后一场"), (200, "后一场"), (20, "下一场"), (400, "放不下的一场")):
        make_event(station, title=title, in_hours=hours)
    make_event(make_station(NEIGHBOUR), title="别处的一场")

    shown = screens.of(station)

    assert [event.title for event in shown["events"]] == ["下一场", "后一场", "再后一场"]
    assert len(shown["codes"]) == len(screens.CODES)
    assert "下一场" in text_of(Client(), reverse("jobs:station_screen", args=[station.code]))


def test_the_public_page_of_a_station_leads_to_its_own_events(station):
    make_event(station, title="本站招聘会")
    make_event(make_station(NEIGHBOUR), title="别处的一场")
    address = f"{reverse('jobs:event_browse')}?station={station.code}"

    assert f'href="{address}"' in text_of(Client(), reverse("jobs:station_visit", args=[station.code]))
    page = text_of(Client(), address)
    assert "本站招聘会" in page
    assert "别处的一场" not in page


def test_a_vacancy_leads_to_who_fits_and_to_its_stands_at_events_of_the_place_alone(client, station):
    vacancy = make_vacancy(station)
    make_stand(make_event(station, title="本站招聘会"), vacancy)
    make_stand(make_event(make_station(NEIGHBOUR), title="别处的一场"), vacancy)

    page = text_of(client, reverse("jobs:vacancy_show", args=[vacancy.pk]))

    assert reverse("jobs:vacancy_people", args=[vacancy.pk]) in page
    assert "本站招聘会" in page
    assert "别处的一场" not in page


def test_every_next_step_of_a_visit_opens(client, station):
    to_person = make_visit(make_resident(station), state="met", needs=[str(need) for need in NEEDS_OF_PEOPLE])
    to_unit = make_visit(make_enterprise(station=station), state="met", needs=[str(need) for need in NEEDS_OF_UNITS])

    ways = [*next_steps(to_person), *next_steps(to_unit)]

    assert len(ways) > 6
    assert {way.url: client.get(way.url).status_code for way in ways} == {way.url: 200 for way in ways}


def test_wages_found_owed_begin_with_the_worker_and_the_neighbours_worker_stays_unknown(client, station):
    mine, other = make_resident(station, name="包永胜"), make_resident(make_station(NEIGHBOUR), name="别处人")
    enter = reverse("jobs:arrears_enter")

    assert f'value="{mine.name}"' in text_of(client, f"{enter}?resident={mine.pk}")
    assert other.name not in text_of(client, f"{enter}?resident={other.pk}")
    assert Resident.objects.count() == 2


@pytest.mark.parametrize("name", ["arrears_enter", "vacancy_log", "event_plan"])
def test_the_long_forms_of_the_desk_keep_a_draft(client, name):
    assert "data-draft=" in text_of(client, reverse(f"jobs:{name}"))
