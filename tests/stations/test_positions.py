"""Where stations and communities lie: both degrees or neither, entered by whoever administers the place."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.policies import NotAllowed, Refused
from stations.models import Region, Station
from stations.services import coordinates, stations
from tests.factories.stations import BANNER, NEIGHBOUR, community, make_station, make_user

pytestmark = pytest.mark.django_db
HERE = {"latitude": Decimal("43.652000"), "longitude": Decimal("122.243000")}


@pytest.mark.parametrize("half", [{"latitude": "43.6", "longitude": None}, {"latitude": None, "longitude": "122.2"}])
def test_half_a_position_passes_no_constraint(half):
    station, place = make_station(), community()
    for rows in (Station.objects.filter(pk=station.pk), Region.objects.filter(pk=place.pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**half)


def test_a_position_outside_the_land_passes_no_constraint():
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(pk=community().pk).update(latitude="30", longitude="122")


def test_half_a_position_of_a_station_is_refused_in_words(officers):
    station = make_station()
    with pytest.raises(Refused) as refused:
        stations.amend(actor=officers.security_admin, station_id=station.pk, latitude=HERE["latitude"])
    assert refused.value.field == "longitude"


def test_the_nearest_station_is_known_by_its_distance():
    near, far = make_station(**HERE), make_station(latitude="43.752000", longitude="122.243000")
    nowhere = make_station()
    found = Station.objects.away_from(43.652, 122.243).in_bulk([near.pk, far.pk, nowhere.pk])
    assert found[near.pk].away == pytest.approx(0, abs=0.001)
    assert found[far.pk].away == pytest.approx(11.12, abs=0.01)  # a tenth of a degree of a meridian
    assert found[nowhere.pk].away is None


def test_a_community_is_placed_by_the_administrator_of_the_place(officers):
    place = community()
    coordinates.place(actor=officers.security_admin, code=place.pk, **HERE)
    assert Region.objects.get(pk=place.pk).latitude == HERE["latitude"]
    next_door = make_user("security_admin", NEIGHBOUR)
    with pytest.raises(NotAllowed):
        coordinates.place(actor=next_door, code=place.pk, **HERE)
    with pytest.raises(Refused):
        coordinates.place(actor=officers.security_admin, code=BANNER, **HERE)


def test_the_page_of_a_community_takes_its_position(client, officers):
    client.force_login(officers.security_admin)
    place = community()
    page = reverse("admin:stations_region_change", args=[place.pk])
    assert client.post(page, {"latitude": "43.652", "longitude": ""}).status_code == 200
    assert client.post(page, {"latitude": "43.652", "longitude": "122.243"}).status_code == 302
    place.refresh_from_db()
    assert place.longitude == HERE["longitude"]
    assert client.post(reverse("admin:stations_region_change", args=[BANNER]), {"latitude": "43"}).status_code == 403


def test_a_file_places_all_or_none(tmp_path, officers, capsys):
    first, second = community(number=0), community(number=1)
    file = tmp_path / "a.csv"
    file.write_text(f"code,latitude,longitude\n{first.pk},43.652,122.243\n{second.pk},91,122\n", encoding="utf-8")
    with pytest.raises(CommandError, match="3:"):
        call_command("import_coordinates", str(file), actor=officers.security_admin.username)
    assert not Region.objects.filter(latitude__isnull=False).exists()
    file.write_text(f"社区代码,纬度,经度\n{first.pk},43.652,122.243\n{second.pk},,\n", encoding="utf-8")
    call_command("import_coordinates", str(file), actor=officers.security_admin.username)
    assert Region.objects.get(latitude__isnull=False) == first
    assert "1 placed, 1 as they stood" in capsys.readouterr().out
