"""Asking for a change that takes two people, and deciding it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from cases.forms.residents_changes import ChangeShowForm, ResidentAccountForm, ResidentNumberForm
from cases.models import ChangeRequest, Resident
from cases.policies.residents import can_decide_change, can_take_back_change
from cases.queries.residents import account_of
from cases.services import changes
from cases.states import ChangeKind, ChangeState
from core.forms import FilterForm
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused


class ChangeFilterForm(FilterForm):
    """Which requests the list shows."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=[("", gettext_lazy("all")), *ChangeState.choices])
    kind = forms.ChoiceField(label=gettext_lazy("What changes"), choices=[("", gettext_lazy("all")), *ChangeKind.choices])


@writes
def resident_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that money go to a card."""
    resident = _resident(request, pk)
    account = account_of(resident)
    form = ResidentAccountForm(request.POST or None, cancel_url=reverse("cases:resident_show", args=[pk]))
    if request.method == "POST" and form.is_valid():
        try:
            changes.request_account(resident_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            if account is None:
                messages.success(request, _("The card is on record. A second person of the banner must confirm it."))
            else:
                messages.success(request, _("The change is asked for. A second person of the banner must confirm it."))
            return redirect("cases:resident_show", pk=pk)
    return render(
        request,
        "cases/resident_account.html",
        {"form": form, "resident": resident, "account": account, "communities": []},
    )


@writes
def resident_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that the ID number be put right."""
    resident = _resident(request, pk)
    form = ResidentNumberForm(request.POST or None, cancel_url=reverse("cases:resident_show", args=[pk]))
    if request.method == "POST" and form.is_valid():
        try:
            changes.request_id_number(resident_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The change is asked for. A second person of the banner must confirm it."))
            return redirect("cases:resident_show", pk=pk)
    return render(request, "cases/resident_number.html", {"form": form, "resident": resident})


@never_cache
@reads
def change_list(request: HttpRequest) -> HttpResponse:
    """What waits for a second person; decided ones on demand."""
    filters = ChangeFilterForm(request.GET if request.GET else {"state": ChangeState.OPEN})
    found = ChangeRequest.objects.visible_to(request.user).filter(**filters.chosen)
    page = keyset(found.select_related("resident", "station", "requested_by"), request, order=("requested_at", "pk"))
    return render(request, "cases/change_list.html", {"filters": filters, "page": page})


@never_cache
@writes
def change_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: the second person compares it with the paper, then confirms or declines."""
    seen = ChangeRequest.objects.visible_to(request.user).select_related("resident", "station", "requested_by", "decided_by")
    change = get_object_or_404(seen, pk=pk)
    may = can_decide_change(request.user, change)
    form = ChangeShowForm(request.POST or None, cancel_url=reverse("cases:change_list")) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        confirm = "decline" not in request.POST
        try:
            changes.decide(change_id=pk, actor=request.user, confirm=confirm, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The change holds from now on.") if confirm else _("The change is declined."))
            return redirect("cases:change_list")
    context = {
        "change": change,
        "form": form,
        "account": account_of(change.resident),
        "may_take_back": can_take_back_change(request.user, change),
    }
    return render(request, "cases/change_show.html", context)


@writes
def change_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever asked takes it back."""
    change = get_object_or_404(ChangeRequest.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            changes.take_back(change_id=pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The request is taken back."))
    return redirect("cases:resident_show", pk=change.resident_id)


def _resident(request: HttpRequest, pk: int) -> Resident:
    return get_object_or_404(Resident.objects.visible_to(request.user).select_related("station"), pk=pk)
