"""The payroll book, its export, and who earned what in a month."""

import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from cases.models import Resident
from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.piece import PieceBookFilter, PieceMonthFilter
from jobs.models import PieceOrder
from jobs.queries import piece as query
from jobs.queries import piece_book, piece_figures, piece_months
from jobs.services import piece_export

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filtered(request: HttpRequest) -> tuple[PieceBookFilter, Any]:
    orders = PieceOrder.objects.visible_to(request.user).select_related("enterprise").order_by("-pk")
    filters = PieceBookFilter(request.GET or None, orders=orders)
    return filters, piece_book.book(request.user, **(filters.chosen if request.GET else {}))


@never_cache
@reads
def piecepay_list(request: HttpRequest) -> HttpResponse:
    """The book: every worker's evening, the newest first, with the sums of what the filters leave."""
    filters, lines = _filtered(request)
    page = keyset(lines, request, order=("-on", "-pk"), size=30)
    return render(request, "jobs/piecepay_list.html", {"filters": filters, "page": page, "sums": piece_book.sums(lines)})


@writes
def piecepay_export(request: HttpRequest) -> HttpResponse:
    """The book under its filters as a workbook; that it was taken out is recorded."""
    filters, lines = _filtered(request)
    if request.method != "POST":
        return render(request, "jobs/piecepay_export.html", {"filters": filters})
    target = io.BytesIO()
    try:
        piece_export.write_book(target=target, lines=lines, actor=request.user, filters=dict(request.GET.items()))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("jobs:piecepay_list")
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="piecework.xlsx"'
    return response


@never_cache
@reads
def piecemonth_list(request: HttpRequest) -> HttpResponse:
    """A month: the figures of each station, and who earned what, beside the wages of the place and a benefit."""
    given = {"month": f"{clock.today():%Y-%m}", **request.GET.dict()}
    filters = PieceMonthFilter(given, stations=query.stations_of(request.user))
    chosen = dict(filters.chosen)
    month = chosen.pop("month", clock.this_month())
    station, drawing = chosen.get("station"), bool(chosen.get("drawing"))
    people = piece_months.earned(request.user, month, station=station, drawing=drawing)
    context = {
        "filters": filters,
        "month": month,
        "figures": piece_figures.by_station(request.user, month, station=station),
        "people": people,
        "cautions": [row for row in people if row.claims],
        "cut": len(people) == piece_months.SHOWN,
    }
    return render(request, "jobs/piecemonth_list.html", context)


@never_cache
@reads
def resident_piecework(request: HttpRequest, pk: int) -> HttpResponse:
    """What a resident earned by the piece, month by month; a fragment on the resident's page, a page without script."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    months = piece_months.months_of(resident)
    context = {"resident": resident, "rows": piece_months.of_resident(request.user, resident, months)}
    template = "jobs/parts/_resident_piecework.html" if request.htmx else "jobs/resident_piecework.html"
    return render(request, template, context)
