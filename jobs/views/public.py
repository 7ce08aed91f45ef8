"""The public front page, the station finder and the page of one station: without an account, without a script."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.http import reads
from core.pages import keyset
from jobs.forms.public import StationFinder
from jobs.formulas.maps import Point
from jobs.queries import codes, doors, finder
from stations.models import Region, Station

A_PAGE = 20


@login_not_required
@reads
def public_home(request: HttpRequest) -> HttpResponse:
    """Public: what can be done here without an account, as big plain buttons."""
    return render(request, "jobs/public_home.html", {"doors": doors.front()})


@login_not_required
@reads
def station_find(request: HttpRequest) -> HttpResponse:
    """Public: open stations by place, words and distance, as a list and on a map."""
    places = finder.places()
    form = StationFinder(request.GET, places=places)
    told = form.chosen
    place = next((each for each in places if each.pk == told.get("place")), None)
    prefix = place.prefix if place else ""
    meant = finder.communities(told["near"], prefix) if told.get("near") else []
    home: Region | None = meant[0] if len(meant) == 1 else None
    point = _point(home) if home else form.point
    found = finder.stations(prefix=prefix, words=told.get("q", ""), point=point)
    page = keyset(found, request, order=finder.order(point), size=A_PAGE)
    circle = finder.reach(place.pk[:6] if place else finder.REGION)
    context = {
        "form": form,
        "page": page,
        "place": place,
        "home": home,
        "meant": meant if home is None else [],
        "asked_near": told.get("near", ""),
        "point": point,
        "circle": circle,
        "map": finder.drawn(found, page.rows, point=point, circle=circle),
    }
    return render(request, "jobs/station_find.html", context)


@login_not_required
@reads
def station_visit(request: HttpRequest, code: str) -> HttpResponse:
    """Public: one station: where, when, by telephone, on the map; a code that leads here from a notice board."""
    stations = Station.objects.exclude(state=Station.State.PLANNED).select_related("region__parent__parent__parent")
    station = get_object_or_404(stations, code=code)
    circle = finder.reach(station.region_code[:6])
    context = {
        "station": station,
        "doors": doors.of_station(station.code) if station.state == Station.State.OPEN else [],
        "map": finder.alone(station, circle),
        "circle": circle,
        "code": codes.data_uri(codes.address("jobs:station_visit", station.code)),
        "others": finder.nearest(station.region_code[:6]) if station.state == Station.State.CLOSED else [],
    }
    return render(request, "jobs/station_visit.html", context)


def _point(region: Region) -> Point | None:
    if region.latitude is None or region.longitude is None:
        return None
    return Point(float(region.latitude), float(region.longitude))
