"""The receipt on the worker's phone, open to whoever holds its token: shown, disputed, reported as unpaid wages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.http import writes
from core.policies import Refused
from jobs.forms.piece_days import ReceiptForm, ReceiptReportForm
from jobs.models import PiecePay
from jobs.queries import piece_book
from jobs.services import piece_arrears, piece_settle
from jobs.views.arrears_public import RECEIPT, quiet
from stations.views.devices import address_of


def _pay(token: UUID) -> PiecePay:
    seen = PiecePay.objects.select_related(
        "worker__resident", "settlement__order__enterprise", "settlement__order__station__region"
    )
    pay: PiecePay = get_object_or_404(seen.filter(worker__purged_at__isnull=True), token=token)
    return pay


@login_not_required
@writes
def receipt_show(request: HttpRequest, token: UUID) -> HttpResponse:
    """Public by token: a worker's day, the month so far, and the worker's word where something is not right."""
    pay = _pay(token)
    disputes = list(pay.disputes.order_by("pk"))
    form = None if any(not said.outcome for said in disputes) else ReceiptForm(request.POST or None)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            if not form.by_machine:
                piece_settle.dispute(token=token, **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The station has your word and answers on this page."))
            return redirect(pay)
    context: dict[str, Any] = {
        "pay": pay,
        "order": pay.settlement.order,
        "month": piece_book.month_of_worker(pay),
        "corrections": pay.settlement.lines.filter(corrects__isnull=False, worker=pay.worker).select_related("corrects"),
        "disputes": disputes,
        "reported": any(said.arrears_id for said in disputes),
        "form": form,
    }
    response = render(request, "jobs/receipt_show.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


@login_not_required
@writes
def receipt_report(request: HttpRequest, token: UUID) -> HttpResponse:
    """Public by token: the wages of a receipt that was disputed are reported as unpaid, without typing anything again."""
    pay = _pay(token)
    said = pay.disputes.order_by("-pk").first()
    if said is None or said.arrears_id is not None:
        return redirect(pay)
    worker = pay.worker
    reachable = bool(worker.mobile or (worker.resident and worker.resident.mobile))
    form = ReceiptReportForm(request.POST or None, reachable=reachable, cancel_url=pay.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        if form.by_machine:
            return redirect(pay)
        try:
            receipt = piece_arrears.report(token=token, address=address_of(request), **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[RECEIPT] = {"number": receipt.case.number, "code": receipt.code}
            return redirect("jobs:arrears_receipt")
    context = {"pay": pay, "order": pay.settlement.order, "said": said, "form": form}
    return quiet(render(request, "jobs/receipt_report.html", context))
