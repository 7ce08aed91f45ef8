"""The desk of an event: units and posts, who comes, who wants what, and the result."""

import io
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.events import BringForm, DeskForm, DeskWalkInForm, EventFiguresFilter, StandForm, VisitorFilter
from jobs.models import Stand, Vacancy
from jobs.policies import events as policies
from jobs.queries import events as query
from jobs.queries import events_figures, events_links
from jobs.services import events_arrival, events_exports, events_stands
from jobs.states.events import EventKind
from jobs.views.events import event_of, run_of, workbook
from stations.models import Station


@writes
def event_stands(request: HttpRequest, pk: int) -> HttpResponse:
    """The units that come; add one by its credit code, or take one away."""
    event = run_of(request, pk)
    form = StandForm(request.POST if "credit_code" in request.POST else None, cancel_url=event.get_absolute_url())
    try:
        if request.method == "POST" and "remove" in request.POST:
            stand = get_object_or_404(Stand, event=event, pk=_number(request.POST["remove"]))
            events_stands.remove(event_id=pk, actor=request.user, stand_id=stand.pk)
            messages.success(request, _("The unit does not come."))
            return redirect("jobs:event_stands", pk=pk)
        if request.method == "POST" and form.is_valid():
            events_stands.add(event_id=pk, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The unit has a stand, with its vacancies that are on show."))
            return redirect("jobs:event_stands", pk=pk)
    except Refused as refused:
        if form.is_bound:
            form.refuse(refused)
        else:
            messages.error(request, str(refused))
    return render(request, "jobs/event_stands.html", {"event": event, "form": form, "stands": query.stands(event)})


@writes
def event_bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of its vacancies one unit brings."""
    stand = get_object_or_404(Stand.objects.select_related("event"), pk=pk)
    event = run_of(request, stand.event_id)
    back = reverse("jobs:event_stands", args=[event.pk])
    vacancies = (
        Vacancy.objects.filter(credit_code=stand.credit_code).exclude(state__in=("draft", "refused")).order_by("-pk")[:200]
    )
    chosen = list(stand.offers.values_list("vacancy_id", flat=True))
    form = BringForm(request.POST or None, vacancies=vacancies, initial={"vacancies": chosen}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            keys = [int(key) for key in form.cleaned_data["vacancies"]]
            events_stands.bring(event_id=event.pk, actor=request.user, stand_id=stand.pk, vacancy_ids=keys)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The posts of the stand are saved."))
            return redirect(back)
    return render(request, "jobs/event_bring.html", {"event": event, "stand": stand, "form": form, "some": bool(vacancies)})


@never_cache
@writes
def event_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Check somebody in by code or mobile; then one tap a post that the visitor wants."""
    event = run_of(request, pk)
    if request.method == "POST" and "offer" in request.POST:
        return _wanted(request, pk)
    arriving, walking = "told" in request.POST, "name" in request.POST
    form = DeskForm(request.POST if arriving else None, cancel_url=event.get_absolute_url())
    door = DeskWalkInForm(request.POST if walking else None)
    try:
        arrival = None
        if arriving and form.is_valid():
            arrival = events_arrival.arrive(event_id=pk, told=form.cleaned_data["told"], actor=request.user)
        elif walking and door.is_valid():
            arrival = events_arrival.walk_in(event_id=pk, actor=request.user, **door.cleaned_data)
        if arrival:
            said = _("Checked in: %(name)s.") if arrival.first else _("%(name)s was checked in before.")
            messages.success(request, said % {"name": arrival.visitor.name})
            return redirect(f"{reverse('jobs:event_desk', args=[pk])}?code={arrival.visitor.code}")
    except Refused as refused:
        if refused.code == "unknown":
            door = DeskWalkInForm(initial={"mobile": form.cleaned_data["told"]})
        (form if arriving else door).refuse(refused)
    visitor = query.found(event, request.GET.get("code", "")) if request.method == "GET" else None
    context = {
        "event": event,
        "form": form,
        "door": door,
        "visitor": visitor,
        "offers": query.offers_for(visitor) if visitor else [],
        "came": event.visitors.arrived().count(),
    }
    return render(request, "jobs/event_desk.html", context)


def _wanted(request: HttpRequest, pk: int) -> HttpResponse:
    event = run_of(request, pk)
    visitor = query.found(event, request.POST.get("code", ""))
    back = reverse("jobs:event_desk", args=[pk])
    if visitor is None:
        return redirect(back)
    try:
        events_arrival.want(visitor_id=visitor.pk, offer_id=_number(request.POST["offer"]), actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{back}?code={visitor.code}")


@never_cache
@reads
def event_visitors(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signed up and who came; numbers are masked. Who may be a resident on record is marked for those who run the event."""
    event = event_of(request, pk)
    filters = VisitorFilter(request.GET)
    page = keyset(events_exports.counted(filters.narrow(event.visitors.all())), request, order=("-pk",), size=50)
    may = policies.can_run(request.user, event)
    known = events_links.of_visitors(request.user, page) if may else {}
    for visitor in page:
        visitor.known = bool(known.get(visitor.pk))
    return render(request, "jobs/event_visitors.html", {"event": event, "filters": filters, "page": page})


@writes
def event_visitors_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The visitors under their filters, with whole numbers for the follow-up; that they were taken out is recorded."""
    event = run_of(request, pk)
    if request.method != "POST":
        return redirect("jobs:event_visitors", pk=pk)
    target, rows = io.BytesIO(), VisitorFilter(request.GET).narrow(event.visitors.all())
    events_exports.write_visitors(target=target, event=event, rows=rows, actor=request.user, filters=dict(request.GET.items()))
    return workbook(target.getvalue(), f"{event.number}-visitors")


@reads
def event_result(request: HttpRequest, pk: int) -> HttpResponse:
    """The result as the register counts it."""
    event = event_of(request, pk)
    context = {"event": event, "result": query.result(event), "lines": query.result_lines(event)}
    return render(request, "jobs/event_result.html", context)


@writes
def event_result_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The posts with their intents as a spreadsheet; that it was taken out is recorded."""
    event = event_of(request, pk)
    if request.method != "POST":
        return redirect("jobs:event_result", pk=pk)
    target = io.BytesIO()
    events_exports.write_result(target=target, event=event, actor=request.user)
    return workbook(target.getvalue(), event.number)


def _months(request: HttpRequest) -> tuple[EventFiguresFilter, date, date]:
    this = clock.this_month()
    filters = EventFiguresFilter(request.GET or {"first": this.replace(month=1), "last": this})
    first = filters.chosen.get("first") or this.replace(month=1)
    return filters, first, max(first, filters.chosen.get("last") or this)


@reads
def event_figures(request: HttpRequest) -> HttpResponse:
    """Events held, by kind, month and station: what is counted one way is not added to what is counted another."""
    filters, first, last = _months(request)
    now = clock.now()
    tables = {by: events_figures.figures(request.user, by, first, last, now) for by in ("all", "kind", "month", "station")}
    stations = {str(key): name for key, name in Station.objects.filter(events__isnull=False).values_list("pk", "name")}
    kinds = dict(EventKind.choices)
    named = [
        (_("By kind"), _("Kind"), [(kinds.get(row.key, row.key), row) for row in tables["kind"]]),
        (_("By month"), _("Month"), [(row.key[:7], row) for row in tables["month"]]),
        (_("By station"), _("Station"), [(stations.get(row.key, row.key), row) for row in tables["station"]]),
    ]
    context = {"filters": filters, "first": first, "last": last, "whole": tables["all"], "tables": named}
    return render(request, "jobs/event_figures.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0
