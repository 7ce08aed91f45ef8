"""The fifteen-minute circle: residents within, outside and unknown, by banner; gaps; figures only of the own places."""

import pytest
from django.urls import reverse

from jobs.queries import coverage
from tests.factories.cases import make_resident
from tests.factories.jobs_public import place, station_at
from tests.factories.programmes import shipped_law
from tests.factories.stations import NEIGHBOUR, community, make_station, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    """A station; three communities: at hand, four kilometres off, and one that nobody has placed."""
    shipped_law()
    desk = station_at()
    near, far, unknown = place(community(number=0), "0.9"), place(community(number=1), 4), community(number=2)
    for home, count in ((near, 3), (far, 2), (unknown, 1)):
        for _each in range(count):
            make_resident(desk, community=home)
    make_resident(desk, community=near, deceased_on="2026-01-05")
    return desk, far


def test_residents_are_counted_by_the_circle_of_an_open_station(town):
    reader = make_user("first_check")
    (row,) = coverage.banners(reader, coverage.reach())
    assert (row.code, row.inside, row.outside, row.unknown, row.share) == ("150502", 3, 2, 1, 60)


def test_a_closed_station_reaches_nobody(town):
    desk, _far = town
    desk.state, desk.closed_on = "closed", "2026-01-05"
    desk.save()
    (row,) = coverage.banners(make_user("first_check"), coverage.reach())
    assert (row.inside, row.outside) == (0, 5)


def test_the_biggest_gap_comes_first_with_its_distance(town):
    desk, far = town
    further = place(community(number=5), 9)
    for _each in range(3):
        make_resident(desk, community=further)
    gaps = coverage.gaps(make_user("first_check"), coverage.reach())
    assert [(gap.code, gap.people, round(gap.km)) for gap in gaps] == [(further.pk, 3, 9), (far.pk, 2, 4)]


def test_next_door_counts_only_her_own(town, client):
    next_door = make_user("first_check", NEIGHBOUR)
    assert coverage.banners(next_door, coverage.reach()) == []
    make_resident(make_station(NEIGHBOUR))
    assert [row.code for row in coverage.banners(next_door, coverage.reach())] == [NEIGHBOUR]
    assert coverage.gaps(next_door, coverage.reach(), "150502") == []


def test_the_page_shows_figures_and_costs_the_same(town, client, django_assert_max_num_queries):
    client.force_login(make_user("reader", "150000"))
    with django_assert_max_num_queries(12):
        html = client.get(reverse("jobs:coverage_show")).content.decode()
    assert "60 %" in html
    assert "服务空白点" in html
    assert client.get(reverse("jobs:coverage_show"), {"banner": "150502"}).status_code == 200


def test_whoever_works_with_no_residents_has_no_such_page(town, client):
    client.force_login(make_user("rules_publisher", "150000"))
    assert client.get(reverse("jobs:coverage_show")).status_code == 403


def test_without_rules_no_circle_is_drawn(client):
    client.force_login(make_user("first_check"))
    assert "尚无规则" in client.get(reverse("jobs:coverage_show")).content.decode()
