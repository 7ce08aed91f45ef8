"""Where the stations are and who sits there: for every member of staff to read."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core import clock
from core.http import reads
from core.pages import keyset
from stations.forms.stations import StationFilter
from stations.models import Device, Post, Station, scope_filter
from stations.policies import holds
from stations.states import CASE_ROLES, PLANNERS


@reads
def station_list(request: HttpRequest) -> HttpResponse:
    """All stations of the land, by code, so those of one banner stand together."""
    filters = StationFilter(request.GET)
    chosen = filters.chosen
    words = chosen.pop("q", "")
    stations = Station.objects.filter(**chosen).select_related("region__parent__parent")
    if words:
        stations = stations.filter(Q(name__icontains=words) | Q(code__istartswith=words) | Q(address__icontains=words))
    return render(
        request,
        "stations/station_list.html",
        {
            "page": keyset(stations, request, order=("code",)),
            "filters": filters,
            "may_plan": holds(request.user, *PLANNERS),
        },
    )


@reads
def station_show(request: HttpRequest, code: str) -> HttpResponse:
    """One station: address, hours, the people at its desks; to its own people also its devices, and when each was last seen."""
    station = get_object_or_404(Station.objects.select_related("region__parent__parent__parent"), code=code)
    posts = Post.objects.held_on(clock.today()).filter(station=station, user__is_active=True)
    if station.state == Station.State.CLOSED:  # a post runs through its last day, the desk does not
        posts = posts.none()
    may_month = Station.objects.filter(scope_filter(request.user, CASE_ROLES, station="pk"), pk=station.pk).exists()
    return render(
        request,
        "stations/station_show.html",
        {
            "station": station,
            "may_month": may_month,
            "posts": posts.select_related("user").order_by("seat"),
            "devices": station.devices.order_by("-is_active", "code") if may_month else Device.objects.none(),
        },
    )
