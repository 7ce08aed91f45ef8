"""What a station hands on of its vacancies on show: for the notice board, for chat groups. Nothing in it is anybody's secret."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.http import reads
from core.policies import Refused
from jobs.queries import codes
from jobs.queries import vacancies as query
from jobs.reports import boards
from stations.models import Station


def _station(code: str) -> tuple[Station, list[Any]]:
    station = get_object_or_404(Station.objects.open(), code=code)
    return station, list(query.at_station(station)[: boards.ON_PAPER])


@reads
def vacancy_share(request: HttpRequest, code: str) -> HttpResponse:
    """Everything to hand on: paper, picture, text, and the addresses of list and screen."""
    station, shown = _station(code)
    context = {
        "station": station,
        "shown": len(shown),
        "text": boards.text(station, shown),
        "on_picture": boards.ON_PICTURE,
        "list_address": codes.address("jobs:station_vacancy_list", code),
        "screen_address": codes.address("jobs:station_screen", code),
    }
    return render(request, "jobs/vacancy_share.html", context)


@reads
def vacancy_board(request: HttpRequest, code: str) -> HttpResponse:
    """The paper for the notice board."""
    return _file(request, code, boards.paper, "application/pdf", "pdf")


@reads
def vacancy_picture(request: HttpRequest, code: str) -> HttpResponse:
    """The picture for chat groups."""
    return _file(request, code, boards.picture, "image/png", "png")


def _file(request: HttpRequest, code: str, make: Any, kind: str, ending: str) -> HttpResponse:
    station, shown = _station(code)
    try:
        content = make(station, shown)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("jobs:vacancy_share", code=code)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="vacancies-{station.code}.{ending}"'
    return response
