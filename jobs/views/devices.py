"""What a device of a station opens by the code that is printed on it: nobody signs in, and a code out of use opens nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from core import clock
from core.http import reads, writes
from core.policies import Refused
from jobs.queries import screens
from jobs.queries import vacancies as query
from jobs.reports import boards
from stations.models import Device, Station
from stations.services import equipment


@login_not_required
@never_cache
@reads
def device_open(request: HttpRequest, code: str) -> HttpResponse:
    """Public by code: a screen shows its station, a printer gets the paper for the board, others the page of the station."""
    known = Device.objects.filter(is_active=True, station__state=Station.State.OPEN).select_related("station__region")
    device = get_object_or_404(known, code=code.upper())
    station = device.station
    if device.kind == Device.Kind.PRINTER:
        return _paper(station)
    if device.kind != Device.Kind.SCREEN:
        return redirect("jobs:station_visit", code=station.code)
    beat = reverse("jobs:device_seen", args=[device.code])
    context = {"station": station, "now": clock.now(), "beat": beat, **screens.of(station)}
    return render(request, "jobs/station_screen.html", context)


def _paper(station: Station) -> HttpResponse:
    try:
        content = boards.paper(station, list(query.at_station(station)[: boards.ON_PAPER]))
    except Refused:  # no font for paper is installed: the list does instead
        return redirect("jobs:station_vacancy_list", code=station.code)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="vacancies-{station.code}.pdf"'
    return response


@csrf_exempt  # no browser of a person asks here: a screen without a session says that it is still there
@login_not_required
@writes
def device_seen(request: HttpRequest, code: str) -> HttpResponse:
    """Public by code: a screen says once a minute that it is still there; one out of use is told so."""
    if request.method != "POST":
        return redirect("jobs:device_open", code=code)
    if not equipment.note_seen(code=code.upper()):
        raise Http404
    return HttpResponse(status=204)
