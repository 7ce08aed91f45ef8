"""The roster of an order."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Resident
from core import clock
from core.forms import PortalForm
from core.http import reads, writes
from core.policies import Refused
from jobs.forms import piece as forms
from jobs.formulas.piece_pay import young
from jobs.models import PieceOrder, PieceWorker
from jobs.policies import piece as policies
from jobs.services import piece_roster
from jobs.views.piece import kept_order, order_of

YOUNG = gettext_lazy(
    "Not 18 yet: a protected young worker (Labour Law, articles 58, 64 and 65). No heavy, poisonous or night work; a health "
    "check before the work begins and registration with the bureau are the firm's duty."
)


def _worker(request: HttpRequest, pk: int) -> PieceWorker:
    seen = PieceWorker.objects.filter(order__in=PieceOrder.objects.visible_to(request.user))
    worker: PieceWorker = get_object_or_404(seen.select_related("order__enterprise", "order__station"), pk=pk)
    if not policies.can_keep(request.user, worker.order):
        raise PermissionDenied
    return worker


@reads
def pieceworker_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works on the order and who did; who is not logged yet, and who is a protected young worker."""
    order, today = order_of(request, pk), clock.today()
    workers = list(order.workers.select_related("resident").order_by("number"))
    known = [worker.resident_id for worker in workers if worker.resident_id]
    visible = set(Resident.objects.visible_to(request.user).filter(pk__in=known).values_list("pk", flat=True))
    for worker in workers:
        worker.young, worker.opens = young(worker.born_on, today), worker.resident_id in visible
    context = {
        "order": order,
        "workers": workers,
        "caution": YOUNG if any(worker.young and not worker.left_on for worker in workers) else "",
        "may_work": policies.can_work(request.user, order),
        "may_keep": policies.can_keep(request.user, order),
    }
    return render(request, "jobs/pieceworker_list.html", context)


@writes
def pieceworker_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody on the roster, one after the other."""
    order = kept_order(request, pk)
    back = reverse("jobs:pieceworker_list", args=[pk])
    form = forms.PieceWorkerForm(request.POST or None, initial={"joined_on": clock.today()}, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            worker = piece_roster.add(order_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            told = _("%(name)s stands on the roster under number %(number)s.")
            messages.success(request, told % {"name": worker.name, "number": worker.number})
            if young(worker.born_on, clock.today()):
                messages.warning(request, str(YOUNG))
            return redirect("jobs:pieceworker_create", pk=pk)
    return render(request, "jobs/pieceworker_create.html", {"form": form, "order": order})


@writes
def pieceworker_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of somebody at work."""
    worker = _worker(request, pk)
    form = forms.PieceWorkerLeaveForm(
        request.POST or None, initial={"left_on": clock.today()}, cancel_url=worker.get_absolute_url()
    )
    return _step(request, worker, form, piece_roster.leave, _("The person is off the roster."), "jobs/pieceworker_leave.html")


@writes
def pieceworker_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody works again."""
    worker = _worker(request, pk)
    if request.method == "POST":
        try:
            piece_roster.come_back(worker_id=pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The person works again."))
    return redirect(worker)


@writes
def pieceworker_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody wants the receipts by text message, or no more."""
    worker = _worker(request, pk)
    if request.method == "POST":
        try:
            piece_roster.agree(worker_id=pk, actor=request.user, agreed=request.POST.get("agreed") == "1")
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Recorded."))
    return redirect(worker)


@writes
def pieceworker_identify(request: HttpRequest, pk: int) -> HttpResponse:
    """The card was brought: from name and mobile to a resident."""
    worker = _worker(request, pk)
    form = forms.PieceWorkerIdentifyForm(request.POST or None, cancel_url=worker.get_absolute_url())
    done = _("It is on record who this is.")
    return _step(request, worker, form, piece_roster.identify, done, "jobs/pieceworker_identify.html")


def _step(request: HttpRequest, worker: PieceWorker, form: PortalForm, act: Any, done: str, template: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(worker_id=worker.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(worker)
    return render(request, template, {"form": form, "worker": worker, "order": worker.order})
