"""Figures of programmes: every programme of a year, one programme in its parts, and the same as a workbook."""

from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from core.http import reads, writes
from portal.forms import FiguresFilter, ProgrammeFiguresFilter
from portal.policies import can_see_figures, can_see_station_figures
from portal.queries import figures as query
from portal.queries.figures_bars import bars
from portal.services import exports
from programmes.formulas import registry
from programmes.queries import labels
from stations.models import Region

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _places(user: Any) -> list[tuple[str, str]]:
    within = Region.objects.within(user, *query.READERS)
    between = (Region.Level.LEAGUE, Region.Level.BANNER)
    return [(each.prefix, each.name) for each in within.filter(level__in=between).order_by("code")]


def _asked(request: HttpRequest, *, one: bool) -> tuple[FiguresFilter, query.Asked, dict[str, Any]]:
    """The filter and what it asks for, this year where it does not say; only readers of figures come so far."""
    if not can_see_figures(request.user):
        raise PermissionDenied
    told, places = {"year": clock.today().year, **request.GET.dict()}, _places(request.user)
    if one:
        schemes = [(name, labels.scheme(name)) for name in registry.SCHEMES]
        filters: FiguresFilter = ProgrammeFiguresFilter({"scheme": schemes[0][0], **told}, places=places, schemes=schemes)
    else:
        filters = FiguresFilter(told, places=places)
    chosen = filters.chosen
    asked = query.Asked(request.user, int(chosen.get("year") or clock.today().year), chosen.get("place", ""))
    return filters, asked, chosen


@reads
def figures_list(request: HttpRequest) -> HttpResponse:
    """Every programme of which anything happened in the year, within the reader's posts."""
    filters, asked, _chosen = _asked(request, one=False)
    may_stations = can_see_station_figures(request.user)
    context = {"filters": filters, "asked": asked, "rows": query.by_programme(asked), "may_stations": may_stations}
    return render(request, "portal/figures_list.html", context)


def _scheme(chosen: dict[str, Any]) -> Any:
    if "scheme" not in chosen:
        raise Http404
    return registry.scheme(chosen["scheme"])


@reads
def figures_show(request: HttpRequest) -> HttpResponse:
    """One programme of a year by place, month, size and kind; why claims were refused; how far from its clock it is."""
    filters, asked, chosen = _asked(request, one=True)
    found = query.of_programme(asked, _scheme(chosen))
    context = {"filters": filters, "asked": asked, "found": found, "bars": bars(found.months)}
    return render(request, "portal/figures_show.html", context)


@require_POST
@writes
def figures_export(request: HttpRequest) -> HttpResponse:
    """The same figures as a workbook; that they were taken away is recorded."""
    _filters, asked, chosen = _asked(request, one="scheme" in request.GET)
    if "scheme" in request.GET:
        found = query.of_programme(asked, _scheme(chosen))
        parts = ((_("Place"), found.places), (_("Month"), found.months), (_("Size class"), found.sizes), (_("Kind"), found.kinds))
        rows = [(grouped, row) for grouped, part in parts for row in part]
    else:
        rows = [(_("Programme"), row) for row in query.by_programme(asked)]
    book = BytesIO()
    exports.figures(actor=request.user, rows=rows, filters=chosen, target=book)
    response = HttpResponse(book.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="figures-{asked.year}.xlsx"'
    return response
