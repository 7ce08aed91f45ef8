"""Events at the desk: the list, one event, planning, changing, publishing, cancelling."""

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

from cases.views.claims import XLSX
from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.events import EventCancelForm, EventFilter, EventForm
from jobs.models import Event
from jobs.policies.events import can_plan, can_run
from jobs.queries import events as query
from jobs.services import events, events_exports
from jobs.states.events import EVENT
from stations.models import Region, Station


def event_of(request: HttpRequest, pk: int) -> Event:
    """The event, if the reader may see it."""
    rows = Event.objects.visible_to(request.user).select_related("station", "region__parent__parent")
    found: Event = get_object_or_404(rows, pk=pk)
    return found


def run_of(request: HttpRequest, pk: int) -> Event:
    """The event, if it is the reader's to run."""
    event = event_of(request, pk)
    if not can_run(request.user, event):
        raise PermissionDenied
    return event


def outside(name: str, *args: Any) -> str:
    """The whole address of a public page, as it goes into a code."""
    return settings.PORTAL_PUBLIC_URL.rstrip("/") + reverse(name, args=args)


def code_of(text: str) -> str:
    """A picture of the code, to stand in a page."""
    return segno.make(text, error="m").svg_data_uri(scale=6, border=2, dark="#000")


def workbook(content: bytes, name: str) -> HttpResponse:
    """A spreadsheet to take away."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@reads
def event_list(request: HttpRequest) -> HttpResponse:
    """The events of the reader's places, the latest first."""
    filters = EventFilter(request.GET)
    page = keyset(query.with_counts(query.listed(request.user, filters.chosen)), request, order=("-begins_at", "-pk"))
    context = {"filters": filters, "page": page, "may_plan": can_plan(request.user)}
    return render(request, "jobs/event_list.html", context)


@writes
def event_export(request: HttpRequest) -> HttpResponse:
    """The list under its filters as a spreadsheet, a row an event with its counts; that it was taken out is recorded."""
    if request.method != "POST":
        return redirect("jobs:event_list")
    rows, target = query.listed(request.user, EventFilter(request.GET).chosen), io.BytesIO()
    try:
        events_exports.write_events(target=target, rows=rows, actor=request.user, filters=dict(request.GET.items()))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("jobs:event_list")
    return workbook(target.getvalue(), "events")


def _form(request: HttpRequest, back: str, event: Event | None = None) -> EventForm:
    stations = Station.objects.open().of(request.user).order_by("code")
    held = event.station if event else stations.first()
    league = held.region_code[:4] if held else "none"
    banners = Region.objects.filter(level=Region.Level.BANNER, code__startswith=league).order_by("code")
    if event is None and request.method == "GET" and held:
        initial = {"station": held.pk, "region": held.region_code[:6]}
        return EventForm(stations=stations, regions=banners, initial=initial, cancel_url=back, draft="event")
    if event is None:
        banners = Region.objects.filter(level=Region.Level.BANNER).order_by("code")
    elif not banners.filter(pk=event.region_id).exists():
        banners = Region.objects.filter(pk=event.region_id) | banners
    draft = f"event:{event.pk}" if event else "event"
    return EventForm(request.POST or None, stations=stations, regions=banners, event=event, cancel_url=back, draft=draft)


@writes
def event_plan(request: HttpRequest) -> HttpResponse:
    """Plan an event; the desk alone sees it until it is published."""
    if not can_plan(request.user):
        raise PermissionDenied
    form = _form(request, reverse("jobs:event_list"))
    if request.method == "POST" and form.is_valid():
        try:
            event = events.plan(actor=request.user, **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The event is planned. Add the units that come, then publish it."))
            return redirect(event)
    return render(request, "jobs/event_plan.html", {"form": form})


@writes
def event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is told of the event."""
    event = run_of(request, pk)
    form = _form(request, event.get_absolute_url(), event)
    if request.method == "POST" and form.is_valid():
        try:
            events.edit(event_id=pk, actor=request.user, **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(event)
    return render(request, "jobs/event_edit.html", {"form": form, "event": event})


@reads
def event_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One event: what is told of it, how it stands, and what may be done now."""
    event = event_of(request, pk)
    now, runs = clock.now(), can_run(request.user, event)
    context = {
        "event": event,
        "result": query.result(event),
        "stands": query.stands(event),
        "verbs": EVENT.open_from(event.state) if runs else [],
        "runs": runs,
        "desk_open": runs and event.desk_open(now),
        "address": outside("jobs:event_open", event.token),
    }
    return render(request, "jobs/event_show.html", context)


@writes
def event_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the event to everybody."""
    event = run_of(request, pk)
    if request.method == "POST":
        try:
            events.publish(event_id=pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The event is published: everybody may sign up."))
    return redirect(event)


@writes
def event_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the event off, with the reason."""
    event = run_of(request, pk)
    form = EventCancelForm(request.POST or None, cancel_url=event.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            events.cancel(event_id=pk, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The event is cancelled."))
            return redirect(event)
    return render(request, "jobs/event_cancel.html", {"form": form, "event": event})


@reads
def event_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """To print and hang up: the code to sign up with, and the one at the door."""
    event = event_of(request, pk)
    before, here = outside("jobs:event_open", event.token), outside("jobs:event_here", event.token)
    codes = {"before": before, "here": here, "before_code": code_of(before), "here_code": code_of(here)}
    return render(request, "jobs/event_poster.html", {"event": event, **codes})
