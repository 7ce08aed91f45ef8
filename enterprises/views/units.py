"""Finding a unit, logging it, and its file."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core import clock
from core.http import reads, writes
from core.identifiers import clean_number, is_uscc
from core.pages import keyset
from core.policies import Refused
from enterprises.forms import units as forms
from enterprises.models import Enterprise, Listing
from enterprises.policies import can_edit, can_import, can_log
from enterprises.queries import file, places
from enterprises.queries.registry import by_code, history, search, too_short
from enterprises.services import registry
from stations.models import Station

ORDER = ("sort_key", "pk")
REVEALED, LASTS = "unit_revealed", timedelta(minutes=2)
#: What the service calls otherwise than the form does.
FIELDS = {"region_code": "region", "station_id": "station"}


def unit_of(request: HttpRequest, pk: int) -> Enterprise:
    """The unit, where the reader may see it."""
    return get_object_or_404(Enterprise.objects.visible_to(request.user).select_related("region", "station"), pk=pk)


@never_cache
@reads
def enterprise_list(request: HttpRequest) -> HttpResponse:
    """The units of the reader's places; a search and filters narrow them."""
    filters = forms.UnitFilterForm(request.GET)
    chosen = dict(filters.chosen)
    text, listed = chosen.pop("q", "").strip(), chosen.pop("listed", "")
    found = search(request.user, text) if text else Enterprise.objects.visible_to(request.user)
    found = found.filter(**chosen).select_related("region", "station")
    if listed:
        found = found.filter(pk__in=Listing.objects.in_force(clock.today()).filter(kind=listed).values("enterprise"))
    context = {
        "text": text,
        "short": bool(text) and too_short(text),
        "filters": filters,
        "page": keyset(found, request, order=ORDER),
        "can_log": can_log(request.user),
        "can_import": can_import(request.user),
    }
    return render(request, "enterprises/enterprise_list.html", context)


@never_cache
@writes
def enterprise_log(request: HttpRequest) -> HttpResponse:
    """Log a unit; the code is looked up while the rest is typed."""
    if not can_log(request.user):
        raise PermissionDenied
    stations = Station.objects.of(request.user).open()
    form = forms.EnterpriseLogForm(
        request.POST or None,
        initial={"credit_code": request.GET.get("code", "")},
        regions=places.regions_of(request.user),
        stations=stations,
        must_have_station=not places.holds_region(request.user),
        cancel_url=reverse("enterprises:enterprise_list"),
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        region, station = values.pop("region"), values.pop("station")
        try:
            unit = registry.log(actor=request.user, region_code=region.code, station_id=station.pk if station else None, **values)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(name)s is logged.") % {"name": unit.name})
            return redirect("enterprises:enterprise_show", pk=unit.pk)
    looked = _look(request, form["credit_code"].value() or "")
    return render(request, "enterprises/enterprise_log.html", {"form": form, **looked})


@writes
def enterprise_check(request: HttpRequest) -> HttpResponse:
    """What the code says, as a fragment."""
    if not can_log(request.user):
        raise PermissionDenied
    return render(request, "enterprises/parts/_code_check.html", _look(request, request.POST.get("credit_code", "")))


@never_cache
@reads
def enterprise_show(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of the unit (一企一档), numbers masked unless the reader has said why she needs them."""
    unit = unit_of(request, pk)
    until = request.session.get(REVEALED, {}).get(str(pk))
    whole = bool(until) and datetime.fromisoformat(until) > clock.now()
    return render(request, "enterprises/enterprise_show.html", {**file.of(request.user, unit), "whole": whole})


@never_cache
@reads
def enterprise_history_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole history of one unit."""
    unit = unit_of(request, pk)
    page = keyset(history(unit), request, order=("-pk",), size=50)
    return render(request, "enterprises/enterprise_history_list.html", {"unit": unit, "page": page, "events": file.events(page)})


@writes
def enterprise_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put details right."""
    unit = _mine(request, pk)
    names = ("name", "unit_type", "is_agency", "industry", "station", "address", "founded_on", "contact_name", "contact_mobile")
    form = forms.EnterpriseEditForm(
        request.POST or None,
        initial={name: getattr(unit, name) for name in (*names, "closed_on")},
        stations=places.stations_for(request.user, unit),
        cancel_url=reverse("enterprises:enterprise_show", args=[pk]),
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        station = values.pop("station")
        try:
            registry.edit(enterprise_id=pk, actor=request.user, station_id=station.pk if station else None, **values)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The details are saved."))
            return redirect("enterprises:enterprise_show", pk=pk)
    return render(request, "enterprises/enterprise_edit.html", {"form": form, "unit": unit})


@writes
def enterprise_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures that the size class is told from."""
    unit = _mine(request, pk)
    initial = {"year": clock.today().year - 1, "staff": unit.staff, "turnover": unit.turnover, "assets": unit.assets}
    form = forms.EnterpriseFiguresForm(
        request.POST or None, initial=initial, cancel_url=reverse("enterprises:enterprise_show", args=[pk])
    )
    if request.method == "POST" and form.is_valid():
        try:
            registry.set_figures(enterprise_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The figures are saved."))
            return redirect("enterprises:enterprise_show", pk=pk)
    return render(request, "enterprises/enterprise_figures.html", {"form": form, "unit": unit})


@writes
def enterprise_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, record it, show the numbers for two minutes."""
    unit = unit_of(request, pk)
    form = forms.EnterpriseRevealForm(request.POST or None, cancel_url=reverse("enterprises:enterprise_show", args=[pk]))
    if request.method == "POST" and form.is_valid():
        try:
            registry.reveal(enterprise_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[REVEALED] = {str(pk): (clock.now() + LASTS).isoformat()}
            return redirect("enterprises:enterprise_show", pk=pk)
    return render(request, "enterprises/enterprise_reveal.html", {"form": form, "unit": unit})


def _mine(request: HttpRequest, pk: int) -> Enterprise:
    unit = unit_of(request, pk)
    if not can_edit(request.user, unit):
        raise PermissionDenied
    return unit


def _look(request: HttpRequest, text: str) -> dict[str, Any]:
    """The unit that the code belongs to, or what is wrong with it."""
    looked: dict[str, Any] = {"code": "", "wrong": "", "owner": None, "owner_visible": False}
    code = clean_number(text)
    if not code:
        return looked
    if not is_uscc(code):
        return looked | {"wrong": registry.BAD_CODE}
    owner = by_code(code)
    visible = bool(owner) and Enterprise.objects.visible_to(request.user).filter(pk=owner.pk).exists()
    return looked | {"code": code, "owner": owner, "owner_visible": visible}
