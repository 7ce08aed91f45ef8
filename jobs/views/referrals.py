"""Referrals at the desk, each step of them, and the follow-ups that are due."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.tasks.hires import end_employed, ring_on_commit
from core import clock
from core.forms import PortalForm
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms import referrals as forms
from jobs.models import FollowUp, Referral, Wish
from jobs.policies import wishes as policies
from jobs.queries import matching as found
from jobs.queries import referrals as query
from jobs.services import referrals
from jobs.states.referrals import REFERRAL, ReferralState
from jobs.views.wishes import vacancy_asked


@never_cache
@reads
def referral_list(request: HttpRequest) -> HttpResponse:
    """The referrals of the reader's desks, newest first, and their figures of the month."""
    filters = forms.ReferralFilterForm(request.GET)
    rows = query.narrowed(Referral.objects.visible_to(request.user), filters.chosen)
    page = keyset(rows.select_related("resident", "vacancy", "station"), request, order=("-pk",))
    return render(request, "jobs/referral_list.html", {"filters": filters, "page": page})


@writes
def referral_make(request: HttpRequest, pk: int) -> HttpResponse:
    """Refer the person of a wish to a vacancy (`?vacancy=`)."""
    wish = get_object_or_404(Wish.objects.visible_to(request.user).select_related("resident__station", "station"), pk=pk)
    vacancy = vacancy_asked(request)
    if vacancy is None:
        return redirect(wish)
    if not policies.can_edit(request.user, wish.resident):
        raise PermissionDenied
    form = forms.ReferralMakeForm(request.POST or None, cancel_url=wish.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            made = referrals.refer(resident_id=wish.resident_id, vacancy_id=vacancy.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The person is referred. Call the employer and agree on a day."))
            return redirect(made)
    explained = found.explain(wish, vacancy)
    context = {
        "form": form,
        "resident": wish.resident,
        "wish": wish,
        "vacancy": vacancy,
        "score": explained.score if explained else None,
    }
    return render(request, "jobs/referral_make.html", context)


@never_cache
@reads
def referral_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral, what may follow, and its follow-ups."""
    referral = _referral(request, pk)
    steps = REFERRAL.open_from(referral.state) if policies.can_step(request.user, referral) else []
    context = {
        "referral": referral,
        "resident": referral.resident,
        "vacancy": referral.vacancy,
        "steps": steps,
        "follow_ups": list(referral.follow_ups.select_related("done_by")),
        "works_there": referral.state == ReferralState.HIRED,
        "may_step": bool(steps),
        "today": clock.today(),
    }
    return render(request, "jobs/referral_show.html", context)


@writes
def referral_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the day of the interview."""
    done = _("The interview is recorded.")
    return _step(request, pk, "invite", forms.ReferralInviteForm, {"interview_on": clock.today()}, done)


@writes
def referral_hire(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the person was hired."""
    done = _("The hire is recorded. Three follow-ups stand on the list of what is due.")
    return _step(request, pk, "hire", forms.ReferralHireForm, {"hired_on": clock.today()}, done)


@writes
def referral_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that nothing came of it, and why."""
    return _step(request, pk, "refuse", forms.ReferralRefuseForm, {}, _("It is recorded that nothing came of it."))


@writes
def referral_miss(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the person did not come."""
    referral = _referral(request, pk)
    if request.method == "POST":
        try:
            referrals.miss(referral_id=pk, actor=request.user)
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("It is recorded that the person did not come."))
    return redirect(referral)


@writes
def referral_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the person works there no more."""
    done = _("The last day is recorded; the place is free again.")
    return _step(request, pk, "fall_out", forms.ReferralLeaveForm, {"left_on": clock.today()}, done)


@never_cache
@reads
def followup_list(request: HttpRequest) -> HttpResponse:
    """What is due: the people who were hired and should be asked how they are doing."""
    page = keyset(query.due(request.user), request, order=("due_on", "pk"))
    return render(request, "jobs/followup_list.html", {"page": page, "today": clock.today()})


@writes
def followup_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how the person is doing."""
    follow_up = get_object_or_404(
        FollowUp.objects.filter(referral__in=Referral.objects.visible_to(request.user)).select_related(
            "referral__resident__station", "referral__vacancy"
        ),
        pk=pk,
    )
    referral = follow_up.referral
    may = policies.can_step(request.user, referral)
    if follow_up.done_on or referral.state != ReferralState.HIRED or (request.method == "GET" and not may):
        return redirect(referral)
    if not may:
        raise PermissionDenied
    form = forms.FollowUpForm(request.POST or None, cancel_url=reverse("jobs:followup_list"))
    if request.method == "POST" and form.is_valid():
        try:
            referrals.follow_up(follow_up_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The follow-up is recorded."))
            return redirect(referral)
    context = {"form": form, "follow_up": follow_up, "referral": referral, "resident": referral.resident}
    return render(request, "jobs/followup_record.html", context)


def _referral(request: HttpRequest, pk: int) -> Referral:
    rows = Referral.objects.visible_to(request.user).select_related(
        "resident__station", "vacancy__occupation", "station", "hire", "referred_by", "wish"
    )
    referral: Referral = get_object_or_404(rows, pk=pk)
    return referral


def _step(request: HttpRequest, pk: int, verb: str, kind: type[PortalForm], initial: dict[str, Any], done: str) -> HttpResponse:
    """One step with its form; a step that is not open any more leads back to where the matter stands."""
    referral = _referral(request, pk)
    if verb not in REFERRAL.open_from(referral.state):
        return redirect(referral)
    if not policies.can_step(request.user, referral):
        raise PermissionDenied
    form = kind(request.POST or None, initial=initial, cancel_url=referral.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            getattr(referrals, verb)(referral_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            if verb == "hire":
                ring_on_commit(end_employed)
            messages.success(request, done)
            return redirect(referral)
    context = {
        "form": form, "referral": referral, "resident": referral.resident, "vacancy": referral.vacancy, "verb": verb,
        "title": form.submit_label,
    }  # fmt: skip
    return render(request, "jobs/referral_step.html", context)
