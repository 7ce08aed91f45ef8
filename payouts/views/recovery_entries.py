"""Pages of what makes a debt smaller: the entry, the second person, taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core import clock
from core.http import writes
from core.policies import Refused
from payouts import policies
from payouts.forms.recoveries import MoneyForm, SeenForm, SetOffForm, WriteOffForm
from payouts.models import Recovery, RecoveryEntry
from payouts.queries import recoveries as query
from payouts.services import recovery_entries
from payouts.states import OWED_STATES, EntryKind
from payouts.views.recoveries import shown


@writes
def recovery_enter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Money in, a set-off or a write-off is written down by the first person."""
    found = shown(request, pk)
    if kind not in EntryKind.values:
        return redirect(found.get_absolute_url())
    free = found.amount - query.pledged(found)
    form = _form(request, found, kind, free)
    if request.method == "POST" and form.is_valid():
        given = {"on": clock.today(), **form.cleaned_data}
        if "instalment" in given:
            given["instalment_id"] = int(given.pop("instalment"))
        try:
            recovery_entries.enter(recovery_id=pk, actor=request.user, kind=kind, **given)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Entered. It counts once another person has confirmed it."))
            return redirect(found.get_absolute_url())
    may = found.state in OWED_STATES and policies.can_enter(request.user, kind, found)
    context = {
        "found": found,
        "form": form,
        "may": may,
        "title": EntryKind(kind).label,
        "free": free,
        "nothing_to_set_off": kind == EntryKind.SET_OFF and not form.fields["instalment"].choices,
    }
    return render(request, "payouts/recovery_enter.html", context)


def _form(request: HttpRequest, found: Recovery, kind: str, free: Any) -> Any:
    data, back = request.POST or None, found.get_absolute_url()
    if kind == EntryKind.PAID_IN:
        part = next((row.left for row in query.plan_of(found, found.settled) if row.left), free)
        return MoneyForm(data, initial={"amount": min(part, free), "on": clock.today()}, cancel_url=back)
    if kind == EntryKind.WRITE_OFF:
        return WriteOffForm(data, initial={"amount": free}, cancel_url=back)
    return SetOffForm(data, instalments=query.can_be_set_off(found, free)[:60], cancel_url=back)


def _entry(request: HttpRequest, pk: int) -> RecoveryEntry:
    mine = Recovery.objects.visible_to(request.user)
    entries = RecoveryEntry.objects.filter(recovery__in=mine).select_related(
        "recovery__claim", "recovery__resident", "recovery__enterprise", "proposed_by", "instalment"
    )
    entry: RecoveryEntry = get_object_or_404(entries, pk=pk)
    return entry


@writes
def entry_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person confirms the entry on the screen."""
    entry = _entry(request, pk)
    found = shown(request, entry.recovery_id)
    form = SeenForm(request.POST or None, cancel_url=found.get_absolute_url())
    if request.method == "POST":
        try:
            recovery_entries.confirm(entry_id=pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Confirmed and booked."))
        return redirect(found.get_absolute_url())
    waits = entry.confirmed_at is None and entry.withdrawn_at is None
    may = waits and policies.can_confirm_entry(request.user, entry)
    context = {
        "found": found,
        "entry": entry,
        "form": form,
        "may": may,
        "entered_it": waits and entry.proposed_by_id == request.user.pk,
    }
    return render(request, "payouts/entry_confirm.html", context)


@writes
def entry_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry does not count."""
    entry = _entry(request, pk)
    if request.method == "POST":
        try:
            recovery_entries.take_back(entry_id=pk, actor=request.user)
            messages.success(request, _("Taken back."))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect(entry.recovery.get_absolute_url())
