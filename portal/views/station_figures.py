"""What stations did: the month of one, the sums of places, the same as a workbook."""

from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from core.http import reads, writes
from jobs.queries import station_month
from portal.forms import StationFiguresFilter
from portal.policies import can_see_station_figures
from portal.queries import station_figures as query
from portal.services import exports
from portal.views.figures import XLSX
from stations.models import Region, Station


@reads
def stationmonth_show(request: HttpRequest, code: str) -> HttpResponse:
    """What one station did in a month, and the year beside its targets."""
    station = get_object_or_404(station_month.shown_to(request.user), code=code)
    context = _context(request, station)
    return render(request, "portal/stationmonth_show.html", {**context, "station": station})


@reads
def stationfigures_list(request: HttpRequest) -> HttpResponse:
    """The same of every place or station within the reader's posts, and the sum of all."""
    return render(request, "portal/stationfigures_list.html", _context(request))


@require_POST
@writes
def stationfigures_export(request: HttpRequest) -> HttpResponse:
    """The figures as a workbook; that they were taken away is recorded."""
    station = None
    if "station" in request.GET:
        station = get_object_or_404(station_month.shown_to(request.user), code=request.GET["station"])
    context = _context(request, station)
    asked, found = context["asked"], context["found"]
    book = BytesIO()
    exports.station_figures(actor=request.user, asked=asked, found=found, target=book)
    response = HttpResponse(book.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="stations-{asked.year}.xlsx"'
    return response


def _context(request: HttpRequest, station: Station | None = None) -> dict[str, Any]:
    if not can_see_station_figures(request.user):
        raise PermissionDenied
    told = {"year": query.this_year(), "figure": station_month.FIGURES[0].name, **request.GET.dict()}
    filters = StationFiguresFilter(told, places=() if station else _places(request.user), alone=station is not None)
    chosen = filters.chosen
    asked = query.Asked(
        request.user,
        int(chosen.get("year") or query.this_year()),
        int(chosen.get("month") or 0),
        chosen.get("place", ""),
        station,
    )
    found = query.read(asked)
    figure = station_month.BY_NAME[chosen.get("figure", station_month.FIGURES[0].name)]
    return {
        "filters": filters, "asked": asked, "found": found, "figure": figure, "bars": query.bars(found.months[figure.name]),
        "columns": station_month.beside(figure), "rows": found.about(figure),
    }  # fmt: skip


def _places(user: Any) -> list[tuple[str, str]]:
    within = Region.objects.within(user, *station_month.READERS)
    between = (Region.Level.LEAGUE, Region.Level.BANNER)
    return [(each.prefix, each.name) for each in within.filter(level__in=between).order_by("code")]
