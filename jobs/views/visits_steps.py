"""Writing a visit down, adding to it, giving it to a colleague or up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Resident
from core import clock
from core.forms import PortalForm
from core.http import writes
from core.policies import Refused
from enterprises.models import Enterprise
from jobs.forms.visits import VisitDropForm, VisitNoteForm, VisitNowForm, VisitRecordForm, VisitReplanForm
from jobs.models import Visit
from jobs.policies import visits as policies
from jobs.queries.people import seated
from jobs.services import visits
from jobs.services.visits import Found
from jobs.views.visits import shown


@writes
def visit_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a visit that was planned."""
    visit = shown(request, pk)
    if not policies.can_record(request.user, visit):
        return _gone(request, visit)
    form = VisitRecordForm(
        request.POST or None, request.FILES or None, of_unit=bool(visit.enterprise_id), initial={"visited_on": clock.today()},
        cancel_url=visit.get_absolute_url(), draft=f"visit:{pk}",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            visits.record(visit_id=pk, actor=request.user, found=_found(form))
        except Refused as refused:
            form.refuse(refused)
        else:
            return _done(request, visit)
    return render(request, "jobs/visit_record.html", {"form": form, "visit": visit, "subject": visit.subject})


@writes
def resident_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a call on a person that nobody had planned."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user).select_related("station"), pk=pk)
    may = policies.can_visit(request.user, resident.region_code, resident.station_id)
    back = reverse("cases:resident_show", args=[pk])
    return _now(request, resident, back, may=may, of_unit=False, whose={"resident_id": pk})


@writes
def enterprise_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a call on a unit that nobody had planned."""
    unit = get_object_or_404(Enterprise.objects.visible_to(request.user).select_related("station"), pk=pk)
    may = policies.can_visit(request.user, unit.region_code, unit.station_id)
    back = reverse("enterprises:enterprise_show", args=[pk])
    return _now(request, unit, back, may=may, of_unit=True, whose={"enterprise_id": pk})


def _now(request: HttpRequest, subject: Any, back: str, *, may: bool, of_unit: bool, whose: dict[str, int]) -> HttpResponse:
    if not may:
        raise PermissionDenied
    form = VisitNowForm(
        request.POST or None, request.FILES or None, of_unit=of_unit, initial={"visited_on": clock.today()}, cancel_url=back,
        draft=f"visit:{subject._meta.model_name}:{subject.pk}",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            visit = visits.record_now(token=form.cleaned_data["token"], actor=request.user, found=_found(form), **whose)
        except Refused as refused:
            form.refuse(refused)
        else:
            return _done(request, visit)
    return render(request, "jobs/visit_record.html", {"form": form, "visit": None, "subject": subject})


@writes
def visit_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a note to a visit that was made; what was written stays."""
    visit = shown(request, pk)
    if not policies.can_add(request.user, visit):
        return _gone(request, visit)
    form = VisitNoteForm(request.POST or None, cancel_url=visit.get_absolute_url())
    return _step(request, visit, form, visits.add_note, _("Add a note"), _("The note is with the visit."))


@writes
def visit_replan(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the visit to a colleague, or another day."""
    visit = shown(request, pk)
    if not policies.can_record(request.user, visit):
        return _gone(request, visit)
    people = seated(visit.station_id, request.user, visit.visitor)
    told = {"visitor": visit.visitor_id, "due_on": visit.due_on}
    form = VisitReplanForm(request.POST or None, people=people, initial=told, cancel_url=visit.get_absolute_url())

    def act(*, visitor: int, **rest: Any) -> Visit:
        return visits.replan(visitor_id=visitor, **rest)

    return _step(request, visit, form, act, _("Change who or when"), _("The visit is planned anew."))


@writes
def visit_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the visit up, with the reason."""
    visit = shown(request, pk)
    if not policies.can_record(request.user, visit):
        return _gone(request, visit)
    form = VisitDropForm(request.POST or None, cancel_url=visit.get_absolute_url())
    return _step(request, visit, form, visits.drop, _("Give the visit up"), _("The visit is given up."))


def _step(request: HttpRequest, visit: Visit, form: PortalForm, act: Any, title: str, done: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(visit_id=visit.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(visit)
    return render(request, "jobs/visit_step.html", {"form": form, "visit": visit, "title": title})


def _gone(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Whoever may visit here is told that the visit has moved on; others may only read it."""
    if not policies.can_visit(request.user, visit.region_code, visit.station_id):
        raise PermissionDenied
    messages.info(request, _("This step is not open any more: the matter has moved on."))
    return redirect(visit)


def _done(request: HttpRequest, visit: Visit) -> HttpResponse:
    messages.success(request, _("The visit is recorded."))
    return redirect(visit)


def _found(form: VisitRecordForm) -> Found:
    data = form.cleaned_data
    return Found(
        met=data["met"] == "yes",
        visited_on=data["visited_on"],
        needs=data["needs"],
        note=data["note"],
        photos=[file.read() for file in data["photos"]],
    )
