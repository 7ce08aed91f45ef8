"""The way into the labour market: every list that a post may open, and what waits in its queues."""

import re

import pytest
from django.utils import translation

from jobs.states.vacancies import VacancyState
from tests.factories.jobs import make_vacancy
from tests.factories.stations import make_station, make_user

pytestmark = pytest.mark.django_db
WORDS = {"station": "part", "acceptance": "part", "first_check": "part", "auditor": "part", "reader": "figures"}


@pytest.mark.parametrize("role", WORDS)
def test_every_door_that_is_shown_opens(client, role):
    user = make_user(role, station=make_station()) if role == "station" else make_user(role, "150500")
    client.force_login(user)

    doors = [door for part in client.get("/labour/").context["parts"] for door in part.doors]

    assert len(doors) == 2 if role == "reader" else len(doors) > 12
    assert {door.url: client.get(door.url).status_code for door in doors} == {door.url: 200 for door in doors}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_door_is_called_as_the_page_behind_it(client, language):
    client.force_login(make_user("acceptance", "150500", language=language))

    with translation.override(language):
        doors = [(str(door.label), door.url) for part in client.get("/labour/").context["parts"] for door in part.doors]

    named = {label: re.search("<h1>(.*?)</h1>", client.get(url).content.decode(), re.DOTALL)[1] for label, url in doors}
    assert {label: title for label, title in named.items() if label not in title} == {}


def test_finance_finds_nothing_to_open_and_is_told_so(client):
    client.force_login(make_user("finance_maker", "150000"))

    page = client.get("/labour/")

    assert page.context["parts"] == []
    assert page.status_code == 200


def test_a_vacancy_for_the_bureau_waits_in_its_queue_and_not_next_door(client):
    station = make_station("150502")
    make_vacancy(station, published=False, state=VacancyState.WAITING)

    for place, number in (("150502", 1), ("150402", 0)):
        client.force_login(make_user("acceptance", place))
        waiting = {each.queue.code: each.number for each in client.get("/labour/").context["waiting"]}
        assert waiting["vacancy"] == number


def test_pages_of_the_labour_market_mark_its_entry_in_the_menu(client):
    client.force_login(make_user("acceptance", "150502"))

    current = [entry.url for entry in client.get("/vacancies/").context["frame"]["nav"] if entry.current]

    assert current == ["/labour/"]
