"""The evening: confirmed with its sums, shown, printed; and what workers say against it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from jobs.forms.piece_days import PieceDisputeForm, PieceSettlementForm
from jobs.models import PieceDispute, PieceLine, PieceOrder, PieceSettlement
from jobs.policies import arrears as arrears_policies
from jobs.policies import piece as policies
from jobs.queries import codes
from jobs.queries import piece as piece_query
from jobs.queries import piece_days as query
from jobs.services import piece_arrears, piece_settle
from jobs.states.piece import DisputeOutcome, Payer
from jobs.views.arrears_public import RECEIPT
from jobs.views.piece import kept_order
from jobs.views.piece_days import address, day_of


@writes
def piecesettlement_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a day: every worker and the sums stand in front of the button."""
    order, on = kept_order(request, pk), day_of(request)
    known = order.settlements.filter(on=on).first()
    if known:
        return redirect(known)
    evening = query.evening(order, on)
    out = evening.paid + evening.advances
    initial = {"seen": evening.seen, "payer": Payer.DEPOSIT if order.deposit >= out else Payer.CASH}
    sheet = address("jobs:pieceday_enter", order, on)
    form = PieceSettlementForm(request.POST or None, initial=initial, cancel_url=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            made = piece_settle.settle(order_id=pk, actor=request.user, on=on, **form.cleaned_data)
        except Refused as refused:
            form = PieceSettlementForm({**request.POST.dict(), "seen": evening.seen}, cancel_url=sheet)
            form.refuse(refused)
        else:
            messages.success(request, _("The day is settled. Print the slips, or let the workers scan their codes."))
            return redirect(made)
    context = {
        "order": order,
        "on": on,
        "evening": evening,
        "form": form,
        "out": out,
        "left": order.deposit - out,
        "sheet": sheet,
    }
    return render(request, "jobs/piecesettlement_create.html", context)


def _settlement(request: HttpRequest, pk: int) -> PieceSettlement:
    seen = PieceSettlement.objects.filter(order__in=PieceOrder.objects.visible_to(request.user))
    return get_object_or_404(seen.select_related("order__enterprise", "order__station", "settled_by"), pk=pk)


@never_cache
@reads
def piecesettlement_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One evening, worker by worker, final."""
    made = _settlement(request, pk)
    lines = {line.worker_id: line for line in made.lines.filter(corrects=None)}
    pays = list(made.pays.select_related("worker").order_by("worker__number"))
    for pay in pays:
        pay.line = lines.get(pay.worker_id)
    corrections = made.lines.filter(corrects__isnull=False).select_related("worker", "corrects").order_by("worker__number")
    context = {
        "made": made,
        "order": made.order,
        "pays": pays,
        "corrections": list(corrections),
        "later": list(PieceLine.objects.filter(corrects__settlement=made).select_related("worker").order_by("on")),
        "may_work": policies.can_work(request.user, made.order),
        "may_keep": policies.can_keep(request.user, made.order),
    }
    return render(request, "jobs/piecesettlement_show.html", context)


@never_cache
@reads
def piecesettlement_slips(request: HttpRequest, pk: int) -> HttpResponse:
    """The slips of an evening for the printer, each with the code of its worker's page."""
    made = _settlement(request, pk)
    if not policies.can_keep(request.user, made.order):
        raise PermissionDenied
    pays = list(made.pays.select_related("worker").order_by("worker__number"))
    for pay in pays:
        pay.code = codes.data_uri(codes.address("jobs:receipt_show", pay.token))
    return render(request, "jobs/piecesettlement_slips.html", {"made": made, "order": made.order, "pays": pays})


@reads
def piecedispute_list(request: HttpRequest) -> HttpResponse:
    """What workers say is not right, what waits first."""
    page = keyset(piece_query.disputes(request.user), request, order=("outcome", "-pk"))
    return render(request, "jobs/piecedispute_list.html", {"page": page})


@writes
def piecedispute_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a worker."""
    said: PieceDispute = get_object_or_404(piece_query.disputes(request.user), pk=pk)
    order = said.pay.settlement.order
    may = policies.can_keep(request.user, order)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = PieceDisputeForm(request.POST or None) if may and not said.outcome else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            if form.cleaned_data["outcome"] == DisputeOutcome.ARREARS:
                return _handed_on(request, pk, form.cleaned_data["reason"])
            piece_settle.answer(dispute_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The answer stands on the worker's receipt."))
            return redirect("jobs:piecedispute_list")
    line = PieceLine.objects.filter(settlement=said.pay.settlement, worker=said.pay.worker, corrects=None).first()
    context = {"said": said, "pay": said.pay, "order": order, "line": line, "form": form}
    context["may_work"] = policies.can_work(request.user, order)
    context["knows"] = said.arrears is not None and arrears_policies.knows_story(request.user, said.arrears)
    return render(request, "jobs/piecedispute_decide.html", context)


def _handed_on(request: HttpRequest, pk: int, reason: str) -> HttpResponse:
    """The desk has number and code on the screen for the worker, as with every report that it takes in."""
    receipt = piece_arrears.hand_on(dispute_id=pk, actor=request.user, reason=reason)
    request.session[RECEIPT] = {"number": receipt.case.number, "code": receipt.code}
    messages.success(request, _("The report is taken in. Give number and code to the worker."))
    return redirect("jobs:arrears_receipt")
