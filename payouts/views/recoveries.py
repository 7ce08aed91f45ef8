"""Pages of recoveries: the list, one recovery, and the opening of one from a claim."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Claim, Letter
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from payouts import policies
from payouts.forms.recoveries import MoneyForm, RecoveryFilter, RecoveryForm, RepaymentFilter, SetOffForm, WriteOffForm
from payouts.models import Recovery
from payouts.queries import overpaid
from payouts.queries import recoveries as query
from payouts.services import recoveries
from payouts.states import OWED_STATES, RECOVERY, Cause, EntryKind
from stations.policies import holds
from stations.states import CASE_ROLES

#: The steps that have a page of their own; the others share one that asks for a reason.
PAGES = {"propose": "payouts:recovery_propose", "order": "payouts:recovery_order", "agree": "payouts:recovery_agree"}
ENTER = {
    EntryKind.PAID_IN: MoneyForm.submit_label,
    EntryKind.SET_OFF: SetOffForm.submit_label,
    EntryKind.WRITE_OFF: WriteOffForm.submit_label,
}
STEPS = {
    "propose": gettext_lazy("Examine and propose the order"),
    "send_back": gettext_lazy("Send back"),
    "order": gettext_lazy("Order to repay"),
    "agree": gettext_lazy("Agree on instalments"),
    "dismiss": gettext_lazy("Dismiss the finding"),
    "revoke": gettext_lazy("Revoke the order"),
}


def shown(request: HttpRequest, pk: int) -> Recovery:
    """The recovery of that number, if the reader may see it."""
    found: Recovery = get_object_or_404(
        Recovery.objects.visible_to(request.user).with_settled().select_related(
            "claim", "resident", "enterprise", "found_by", "proposed_by", "ordered_by", "agreed_by", "cancelled_by"
        ),
        pk=pk,
    )  # fmt: skip
    found.owed = found.amount - found.settled
    found.sees_claim = holds(request.user, *CASE_ROLES, region_code=found.region_code, station_id=found.station_id)
    return found


@reads
def recovery_list(request: HttpRequest) -> HttpResponse:
    """The recoveries within the reader's posts, the newest first."""
    filters = RecoveryFilter(request.GET)
    page = keyset(query.listed(request.user, **filters.chosen), request, order=("-pk",))
    for each in page:
        each.owed = each.amount - each.settled
    return render(request, "payouts/recovery_list.html", {"page": page, "filters": filters})


@reads
def repayment_list(request: HttpRequest) -> HttpResponse:
    """The parts of loans and agreements that are still to come, the earliest first."""
    filters = RepaymentFilter(request.GET)
    page = keyset(query.repayments(request.user, **filters.chosen), request, order=("due_on", "pk"))
    return render(request, "payouts/repayment_list.html", {"page": page, "filters": filters})


@reads
def recovery_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One recovery: what has to come back and why, what came, how the agreement is kept, who does what next."""
    found = shown(request, pk)
    plan = query.plan_of(found, found.settled)
    entries = list(found.entries.select_related("proposed_by", "confirmed_by", "withdrawn_by", "instalment").order_by("pk"))
    for entry in entries:
        entry.recovery = found
        waits = entry.confirmed_at is None and entry.withdrawn_at is None
        entry.may_confirm = waits and policies.can_confirm_entry(request.user, entry)
        entry.may_take_back = waits and policies.can_take_back_entry(request.user, entry)
    context = {
        "found": found,
        "is_loan": found.cause == Cause.LOAN,
        "items": list(found.items.select_related("line__instalment").order_by("line__month", "pk")),
        "next_step": query.NEXT.get(found.state, ""),
        "came_back": found.items.filter(line__returned__isnull=False, counts=True).exists(),
        "plan": plan,
        "is_late": query.is_late(found, plan),
        "entries": entries,
        "steps": _steps(request.user, found),
        "enterable": _enterable(request.user, found),
        "letters": Letter.objects.filter(claim=found.claim_id, kind__in=["recovery", "repayment"]).defer("pdf").order_by("pk"),
        "may_print": policies.can_issue_recovery_letter(request.user, found),
    }
    return render(request, "payouts/recovery_show.html", context)


def _steps(user: Any, found: Recovery) -> list[dict[str, Any]]:
    verbs = [verb for verb in RECOVERY.open_from(found.state) if verb in STEPS and policies.can_recover(user, verb, found)]
    return [{"url": _address(verb, found.pk), "label": STEPS[verb]} for verb in verbs]


def _address(verb: str, pk: int) -> str:
    return reverse(PAGES[verb], args=[pk]) if verb in PAGES else reverse("payouts:recovery_move", args=[pk, verb])


def _enterable(user: Any, found: Recovery) -> list[dict[str, Any]]:
    if found.state not in OWED_STATES:
        return []
    kinds = [kind for kind in EntryKind if policies.can_enter(user, kind, found)]
    return [{"url": reverse("payouts:recovery_enter", args=[found.pk, kind.value]), "label": ENTER[kind]} for kind in kinds]


@writes
def recovery_create(request: HttpRequest, pk: int) -> HttpResponse:
    """What was paid under a claim, what stands against each payment, and the form that begins a recovery."""
    claims = Claim.objects.visible_to(request.user).select_related("resident", "enterprise", "station")
    claim = get_object_or_404(claims, pk=pk)
    payments = overpaid.payments_of(claim)
    back = reverse("cases:claim_show", args=[pk])
    form = RecoveryForm(request.POST or None, payments=payments, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("cause", "reason")}
        try:
            found = recoveries.open_one(claim_id=pk, actor=request.user, amounts=form.amounts(), **asked)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The overpayment is recorded. Hear the payee, then propose the order."))
            return redirect(found.get_absolute_url())
    context = {
        "claim": claim,
        "payments": payments,
        "free": any(not payment.taken for payment in payments),
        "form": form,
        "may": policies.can_open_recovery(request.user, claim),
        "known": query.of_claim(request.user, pk),
    }
    return render(request, "payouts/recovery_create.html", context)
