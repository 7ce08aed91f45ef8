"""Pages of what nobody may guess about: the worklist, one exception, the proposal, the second person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from payouts import policies
from payouts.forms.bank import ExceptionFilter, SettlementConfirmForm, SettlementForm
from payouts.models import BankException
from payouts.queries.exceptions import listed, options_for, tried_again
from payouts.services import exceptions


def _shown(request: HttpRequest, pk: int) -> BankException:
    visible = BankException.objects.visible_to(request.user)
    found: BankException = get_object_or_404(
        visible.select_related("batch", "line__batch", "answer", "proposed_by", "confirmed_by"), pk=pk
    )
    return found


@reads
def exception_list(request: HttpRequest) -> HttpResponse:
    """What waits for two people, oldest first; settled ones by the filter."""
    filters = ExceptionFilter(request.GET)
    page = keyset(listed(request.user, **filters.chosen), request, order=("pk",))
    context = {"page": page, "filters": filters, "may_read": policies.can_read_answers(request.user)}
    return render(request, "payouts/exception_list.html", context)


@reads
def exception_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One exception: what the bank says, what we know, and who may do what next."""
    found = _shown(request, pk)
    may = policies.can_settle(request.user, found)
    context = {
        "found": found,
        "may_propose": may,
        "proposed_it": _proposed_by(found, request),
        "may_confirm": may and found.settlement != "" and found.proposed_by_id != request.user.pk,
        "tried_again": found.line is not None and found.blocks and tried_again(found.line),
    }
    return render(request, "payouts/exception_show.html", context)


@writes
def exception_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """The first person says how it is settled; a later one may say it anew, which sends it back."""
    found = _shown(request, pk)
    back = reverse("payouts:exception_show", args=[pk])
    form = SettlementForm(request.POST or None, options=options_for(found), cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            exceptions.propose(exception_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Written down. Another finance person confirms it."))
            return redirect(back)
    context = {"found": found, "form": form, "may": policies.can_settle(request.user, found)}
    return render(request, "payouts/exception_propose.html", context)


@writes
def exception_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person confirms the settlement on the screen."""
    found = _shown(request, pk)
    back = reverse("payouts:exception_show", args=[pk])
    form = SettlementConfirmForm(request.POST or None, initial={"settlement": found.settlement}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            exceptions.confirm(exception_id=pk, actor=request.user, settlement=form.cleaned_data["settlement"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The exception is settled."))
            return redirect(back)
    may = policies.can_settle(request.user, found) and found.settlement != "" and found.proposed_by_id != request.user.pk
    context = {"found": found, "form": form, "may": may, "proposed_it": _proposed_by(found, request)}
    return render(request, "payouts/exception_confirm.html", context)


def _proposed_by(found: BankException, request: HttpRequest) -> bool:
    return found.confirmed_at is None and found.settlement != "" and found.proposed_by_id == request.user.pk
