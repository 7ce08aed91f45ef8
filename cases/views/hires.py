"""Hire records at the desk: entered, ended, struck out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.forms.hires import HireForm, HireLeaveForm, HireVoidForm
from cases.models import Hire, Resident
from cases.policies.hires import can_record, can_void
from cases.queries import hires as query
from cases.services import hires
from cases.tasks.hires import end_employed, ring_on_commit
from core import clock
from core.forms import PortalForm
from core.http import reads, writes
from core.policies import Refused
from enterprises.models import Enterprise


@writes
def hire_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a resident was hired."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user).select_related("station"), pk=pk)
    form = HireForm(request.POST or None, cancel_url=reverse("cases:resident_show", args=[pk]))
    if request.method == "POST" and form.is_valid():
        try:
            hire = hires.record(resident_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            ring_on_commit(end_employed)
            messages.success(request, _("The hire is recorded. A benefit that it ends is ended within the hour."))
            return redirect("cases:hire_show", pk=hire.pk)
    context = {
        "form": form,
        "resident": resident,
        "law": query.law_of_jobs(resident.region_code),
        "benefits": query.running(resident),
    }
    return render(request, "cases/hire_create.html", {"form": form, "resident": resident, **context})


@never_cache
@reads
def hire_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One hire record, and what it ended."""
    hire = _shown(request, pk)
    context = {
        "hire": hire,
        "resident": hire.resident,
        "ended": query.ended_by(hire),
        "waiting": [] if hire.voided_at else query.not_ended_yet(hire),
        "law": query.law_of_jobs(hire.resident.region_code),
        "may_leave": not hire.voided_at and not hire.left_on and can_record(request.user, hire.resident),
        "may_void": can_void(request.user, hire),
        "may_unit": Enterprise.objects.visible_to(request.user).filter(pk=hire.enterprise_id).exists(),
    }
    return render(request, "cases/hire_show.html", context)


@writes
def hire_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the last day of the job."""
    hire = _shown(request, pk)
    form = HireLeaveForm(request.POST or None, initial={"left_on": clock.today()}, cancel_url=hire.get_absolute_url())
    may = not hire.voided_at and not hire.left_on and can_record(request.user, hire.resident)
    return _step(request, "cases/hire_leave.html", hire, form, may, hires.leave, _("The day of leaving is recorded."))


@writes
def hire_void(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a wrong record out."""
    hire = _shown(request, pk)
    form = HireVoidForm(request.POST or None, cancel_url=hire.get_absolute_url())
    done = _("The record is struck out. What it ended stays ended until an objection is decided.")
    return _step(request, "cases/hire_void.html", hire, form, can_void(request.user, hire), hires.void, done)


def _shown(request: HttpRequest, pk: int) -> Hire:
    known = Hire.objects.select_related("resident__station", "enterprise", "recorded_by", "voided_by")
    hire: Hire = get_object_or_404(known.filter(resident__in=Resident.objects.visible_to(request.user)), pk=pk)
    return hire


def _step(request: HttpRequest, template: str, hire: Hire, form: PortalForm, may: bool, act: Any, done: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(hire_id=hire.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(hire)
    context = {"form": form, "hire": hire, "resident": hire.resident, "ended": query.ended_by(hire), "may": may}
    return render(request, template, context)
