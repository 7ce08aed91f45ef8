"""The steps of an appeal: its course, its outcome, the second person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.forms.appeals import AppealConfirmForm, FollowForm, OutcomeForm
from cases.forms.claims import ReasonForm
from cases.models import Appeal
from cases.policies import appeals as policies
from cases.services import appeals
from cases.states import APPEAL
from cases.views.appeals import may_confirm, shown
from core.http import writes
from core.policies import Refused


@writes
def appeal_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """What the authority has said so far."""
    found = shown(request, pk)
    initial = {"accepted_on": found.accepted_on, "case_no": found.case_no, "extended": found.extended}
    form = FollowForm(request.POST or None, initial=initial, cancel_url=found.get_absolute_url())
    may = _may(request, "follow", found)
    return _step(request, found, form, may, appeals.follow, _("Recorded."), _("Record the course"))


@writes
def appeal_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of it."""
    found = shown(request, pk)
    form = OutcomeForm(request.POST or None, cancel_url=found.get_absolute_url())
    follows = _(
        "Where the decision is changed or revoked, a second person confirms it, and the claim begins anew at the first check."
    )
    may = _may(request, "propose", found)
    return _step(request, found, form, may, appeals.conclude, _("The outcome is recorded."), _("Record the outcome"), follows)


@writes
def appeal_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person confirms that the decision falls."""
    found = shown(request, pk)
    form = AppealConfirmForm(request.POST or None, initial={"outcome": found.outcome}, cancel_url=found.get_absolute_url())
    follows = _(
        "The claim begins anew at the first check, with the facts and under the rules of the day on which it was submitted. The "
        "old decision stays on record; a benefit that runs under it ends with this month."
    )
    may = _may(request, "confirm", found) and may_confirm(request.user, found)
    done = _("Confirmed. The claim waits for the first check.")
    return _step(request, found, form, may, appeals.confirm, done, _("Confirm the outcome"), follows)


@writes
def appeal_return(request: HttpRequest, pk: int) -> HttpResponse:
    """The outcome is written down anew."""
    found = shown(request, pk)
    form = ReasonForm(request.POST or None, label=_("Send back"), cancel_url=found.get_absolute_url())
    may = _may(request, "send_back", found)
    return _step(request, found, form, may, appeals.send_back, _("Recorded."), _("Send back"))


def _may(request: HttpRequest, verb: str, found: Appeal) -> bool:
    return verb in APPEAL.open_from(found.state) and policies.can(request.user, verb, found)


def _step(
    request: HttpRequest, found: Appeal, form: Any, may: bool, work: Callable[..., Any], done: str, title: str, follows: str = ""
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            work(appeal_id=found.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(found.get_absolute_url())
    context = {"found": found, "form": form, "may": may, "title": title, "follows": follows}
    return render(request, "cases/appeal_step.html", context)
