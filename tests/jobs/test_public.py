"""What the public sees without an account: the front page, the finder with its map, the page of a station."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from jobs.formulas import maps
from jobs.formulas.maps import Point
from tests.factories.jobs_public import HERE, place, station_at
from tests.factories.programmes import shipped_law
from tests.factories.stations import NEIGHBOUR, community, make_station

pytestmark = pytest.mark.django_db
FIND = reverse("jobs:station_find")
LINKED = re.compile(r'(?:href|src)="/static/([^"]+)"')


@pytest.fixture(autouse=True)
def law(db):
    shipped_law()


def text(client, address, **told):
    answer = client.get(address, told)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["public_home", "station_find", "check_begin", "policy_list"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_first_page_weighs_less_than_a_hundred_kilobytes(client, name, language):
    for number in range(25):
        station_at(number)
    client.cookies["django_language"] = language
    html = text(client, reverse(f"jobs:{name}"))
    linked = set(LINKED.findall(html))
    assert linked
    assert not [path for path in linked if "vendor" in path]
    weight = len(html.encode()) + sum(Path(finders.find(path)).stat().st_size for path in linked)
    assert weight < 100_000


def test_the_front_page_shows_only_doors_that_open(client):
    html = text(client, reverse("jobs:public_home"))
    for name in ("check_begin", "station_find", "policy_list"):
        assert f'href="{reverse(f"jobs:{name}")}"' in html
    doors = re.search(r'<ul class="doors">(.*?)</ul>', html, re.S)[1]
    assert all(client.get(address).status_code == 200 for address in re.findall(r'href="([^"]+)"', doors))


def test_whoever_comes_to_the_sign_in_finds_the_front_page(client):
    assert reverse("jobs:public_home") in client.get("/", follow=True).content.decode()


def test_the_nearest_station_comes_first_with_its_distance(client):
    far, near = station_at(5, name="远处服务站"), station_at("0.6", name="近处服务站")
    nowhere = make_station(name="没有位置服务站")
    html = text(client, FIND, lat="43.652", lon="122.243")
    listed = html[html.index('<ol class="found">') :]
    assert listed.index(near.name) < listed.index(far.name) < listed.index(nowhere.name)
    assert "距您0.6公里" in html
    assert html.count("步行15分钟可到") == 1
    assert 'class="map-circle"' in html


def test_a_community_stands_for_the_visitors_point(client):
    home = place(community(number=3))
    station_at(2)
    assert "距您2.0公里" in text(client, FIND, near=home.pk)
    asked = text(client, FIND, near=home.name[:2])
    assert "您要找的是哪个" in asked or "距您" in asked
    unplaced = community(number=4)
    assert "位置尚未录入" in text(client, FIND, near=unplaced.pk)
    assert "没有找到名称含" in text(client, FIND, near="不存在的地方")


def test_the_place_narrows_the_list_and_closed_stations_are_not_in_it(client):
    here, there = station_at(name="本旗服务站"), make_station(NEIGHBOUR, name="邻旗服务站")
    planned = make_station(name="筹建服务站", state="planned")
    html = text(client, FIND, place="150502")
    assert here.name in html
    assert there.name not in html
    assert planned.name not in html
    assert there.name in text(client, FIND, place="150400")
    assert here.name in text(client, FIND, q="本旗")


@pytest.mark.parametrize("told", [{"lat": "x", "lon": "1"}, {"lat": "43"}, {"place": "999999"}, {"near": "1"}, {"after": "x"}])
def test_a_wrong_address_shows_a_whole_page(client, told):
    station_at()
    text(client, FIND, **told)


def test_a_list_of_any_length_costs_the_same(client, django_assert_max_num_queries):
    for number in range(3):
        station_at(number)
    text(client, FIND)
    with django_assert_max_num_queries(5):
        text(client, FIND, place="150502", lat="43.652", lon="122.243")
    for number in range(30):
        station_at(number)
    with django_assert_max_num_queries(5):
        text(client, FIND, place="150502", lat="43.652", lon="122.243")


def test_every_mark_of_the_map_is_a_link_that_the_list_has_too(client):
    stations = [station_at(number * 3) for number in range(4)]
    html = text(client, FIND, place="150502")
    drawn = re.search(r"<svg.*?</svg>", html, re.S)[0]
    for station in stations:
        address = reverse("jobs:station_visit", args=[station.code])
        assert address in drawn
        assert html.count(f'"{address}"') == 2


def test_stations_on_one_spot_are_one_mark_that_leads_nearer(client):
    for number in range(3):
        station_at(0, number=number)
    make_station("150102", latitude="40.857000", longitude="111.664000")
    drawn = re.search(r"<svg.*?</svg>", text(client, FIND), re.S)[0]
    assert "?place=150502" in drawn
    assert ">3</text>" in drawn


def test_the_page_of_a_station_says_where_and_when(client):
    station = station_at(phone="0475-8230001", address="新兴大街1号")
    html = text(client, reverse("jobs:station_visit", args=[station.code]))
    for said in ("tel:0475-8230001", "新兴大街1号", station.hours, "data:image/svg+xml", "map-circle"):
        assert said in html
    assert client.get(reverse("jobs:station_visit", args=[make_station(state="planned").code])).status_code == 404


def test_the_page_of_a_closed_station_leads_to_others(client):
    other = station_at(2, number=1)
    closed = station_at(state="closed", closed_on="2026-01-05")
    html = text(client, reverse("jobs:station_visit", args=[closed.code]))
    assert "已于2026年1月5日关闭" in html
    assert other.name in html


def test_a_sheet_keeps_distances():
    frame = maps.around([Point(43.6, 122.2), Point(43.7, 122.3)])
    low, high = frame.place(Point(43.6, 122.2)), frame.place(Point(43.7, 122.2))
    assert low[1] - high[1] == pytest.approx(frame.length(11.12), abs=0.2)
    assert maps.inside(*low)
    km, bar = frame.bar
    assert bar == frame.length(km) <= maps.WIDTH / 3
    with pytest.raises(ValueError, match="nothing"):
        maps.around([])


def test_here_is_where_the_tests_say(client):
    assert maps.around([Point(*map(float, HERE))], 1).place(Point(*map(float, HERE))) == (maps.WIDTH / 2, maps.HEIGHT / 2)
