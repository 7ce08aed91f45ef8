"""Wage arrears at the bureau: the list and its export, the matter, the desk's report, figures, the poster with its code."""

import io
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Resident
from cases.views.claims import XLSX
from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.arrears import ArrearsEnterForm, ArrearsFilter, ArrearsYearFilter
from jobs.models import ArrearsCase, PieceDispute
from jobs.policies import arrears as policies
from jobs.queries import arrears as query
from jobs.queries import arrears_figures as figures
from jobs.queries.terms import Stations
from jobs.services import arrears
from jobs.services.arrears_export import write_list
from jobs.views.arrears_public import RECEIPT, refuse_large
from jobs.views.arrears_reveal import revealed
from programmes.services import calendar
from stations.models import Station, posts_of
from stations.models.scope import scope_filter
from stations.states import CASE_ROLES


def shown(request: HttpRequest, pk: int) -> ArrearsCase:
    """The matter of that number, if the reader may see it."""
    beside = ("enterprise", "station", "region", "handler", "mediator", "entered_by")
    found: ArrearsCase = get_object_or_404(ArrearsCase.objects.visible_to(request.user).select_related(*beside), pk=pk)
    return found


def _filtered(request: HttpRequest) -> tuple[ArrearsFilter, Any]:
    stations = Station.objects.filter(scope_filter(request.user, CASE_ROLES, station="pk")).order_by("code")
    filters = ArrearsFilter(request.GET or None, stations=stations)
    return filters, query.listed(request.user, **(filters.chosen if request.GET else {}))


@reads
def arrears_list(request: HttpRequest) -> HttpResponse:
    """The matters within the reader's posts, the earliest term first; nobody who reported is named."""
    filters, found = _filtered(request)
    page = keyset(found, request, order=("due_on", "pk"))
    places = Stations(clock.today())
    for case in page:
        case.light = query.light_of(case, places)
    return render(
        request, "jobs/arrears_list.html", {"page": page, "filters": filters, "may_enter": policies.can_enter(request.user)}
    )


@writes
def arrears_export(request: HttpRequest) -> HttpResponse:
    """The list under its filters as a spreadsheet without names; that it was taken out is recorded."""
    _filters, found = _filtered(request)
    if request.method != "POST":
        return redirect(f"{reverse('jobs:arrears_list')}?{request.GET.urlencode()}")
    target = io.BytesIO()
    try:
        write_list(target=target, found=found, actor=request.user, filters=dict(request.GET.items()))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("jobs:arrears_list")
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="arrears.xlsx"'
    return response


@reads
def arrears_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: what is known, where it stands, what was done, what comes next. Who reported is sealed."""
    case = shown(request, pk)
    knows = policies.knows_story(request.user, case)
    whole = knows and revealed(request, pk)
    steps = query.open_steps(request.user, case)
    if knows and case.needs and case.called_at is None:
        steps.insert(0, "call")
    context = {
        "case": case,
        "light": query.light_of(case, Stations(clock.today())),
        "left": query.left_of(case, calendar.load()),
        "limit_over": case.limit_on is not None and case.limit_on < clock.today(),
        "steps": [{"url": reverse("jobs:arrears_move", args=[pk, verb]), "label": query.STEPS[verb]} for verb in steps],
        "knows": knows,
        "whole": whole,
        "dispute": PieceDispute.objects.filter(arrears=case).first() if whole else None,
        "files": list(case.files.order_by("pk")),
        "payments": list(case.payments.select_related("recorded_by", "voided_by").order_by("pk")),
        "may_void": "pay" in steps,
        "same": list(query.same_employer(request.user, case)),
        "events": [
            {"at": step.at, "what": query.DONE[step.verb], "who": step.actor, "note": step.note}
            for step in case.steps.select_related("actor").order_by("pk")
        ],
    }
    return render(request, "jobs/arrears_show.html", context)


@writes
def arrears_enter(request: HttpRequest) -> HttpResponse:
    """The desk writes down what a worker tells, and hands over number and code."""
    if not policies.can_enter(request.user):
        raise PermissionDenied
    post = next((post for post in posts_of(request.user) if post.station_id), None)
    station = post.station if post else None
    banner = station.region_code[:6] if station else next((post.region_id for post in posts_of(request.user)), "")
    back = reverse("jobs:arrears_list")
    worker = _worker(request)
    told = {"name": worker.name, "mobile": worker.mobile, "id_number": worker.id_number} if worker else {}
    form = ArrearsEnterForm(
        request.POST or None, request.FILES or None, initial={"region_code": banner, **told}, cancel_url=back,
        draft=f"arrears:{worker.pk}" if worker else "arrears",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            refuse_large(form)
            receipt = arrears.report(**form.told(), station_id=station.pk if station else None, actor=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[RECEIPT] = {"number": receipt.case.number, "code": receipt.code}
            messages.success(request, _("The report is taken in. Give number and code to the worker."))
            return redirect("jobs:arrears_receipt")
    return render(request, "jobs/arrears_enter.html", {"form": form})


def _worker(request: HttpRequest) -> Resident | None:
    """The resident whom the address names, where a visit or the resident's page led here."""
    pk = request.GET.get("resident", "")
    return Resident.objects.visible_to(request.user).filter(pk=pk).first() if pk.isdecimal() and len(pk) < 18 else None


@reads
def arrears_figures(request: HttpRequest) -> HttpResponse:
    """Closing rate with its base, recovered sums, by place, station and month."""
    filters = ArrearsYearFilter(request.GET or {"year": clock.today().year})
    year = filters.chosen.get("year") or clock.today().year
    found = figures.of_year(request.user, year)
    return render(request, "jobs/arrears_figures.html", {"filters": filters, "year": year, "found": found})


@reads
def arrears_poster(request: HttpRequest) -> HttpResponse:
    """A page to print and hang up: the code that leads to the report, for the reader's own station."""
    post = next((post for post in posts_of(request.user) if post.station_id), None)
    station = post.station if post else None
    address = settings.PORTAL_PUBLIC_URL.rstrip("/") + reverse("jobs:arrears_welcome")
    if station:
        address = f"{address}?station={station.code}"
    code = segno.make(address, error="m").svg_data_uri(scale=6, border=2, dark="#000")
    return render(request, "jobs/arrears_poster.html", {"station": station, "address": address, "code": code})
