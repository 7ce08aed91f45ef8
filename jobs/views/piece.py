"""Orders of piece work: the list, one order, and the steps that change or end it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from enterprises.models import Enterprise
from jobs.forms import piece as forms
from jobs.models import PieceDispute, PieceOrder
from jobs.policies import piece as policies
from jobs.queries import piece as query
from jobs.queries import piece_days
from jobs.services import piece
from stations.models import Station


def order_of(request: HttpRequest, pk: int) -> PieceOrder:
    """The order, where the reader may see it."""
    found = PieceOrder.objects.visible_to(request.user).select_related("enterprise", "station")
    return get_object_or_404(found, pk=pk)


def kept_order(request: HttpRequest, pk: int) -> PieceOrder:
    """The order, where the reader may see it and keeps its book."""
    order = order_of(request, pk)
    if not policies.can_keep(request.user, order):
        raise PermissionDenied
    return order


@reads
def pieceorder_list(request: HttpRequest) -> HttpResponse:
    """The orders of the reader's places, the newest first."""
    filters = forms.PieceOrderFilter(request.GET or None, stations=query.stations_of(request.user))
    orders = query.listed(request.user, **(filters.chosen if request.GET else {}))
    context = {
        "filters": filters,
        "page": keyset(orders, request, order=("-pk",)),
        "may_open": policies.can_open(request.user),
        "disputes": query.disputes(request.user).filter(outcome="").count(),
    }
    return render(request, "jobs/pieceorder_list.html", context)


@writes
def pieceorder_create(request: HttpRequest) -> HttpResponse:
    """Log an order; `unit` in the address names the firm that it is begun from."""
    if not policies.can_open(request.user):
        raise PermissionDenied
    begun = request.GET.get("unit", "")
    unit = Enterprise.objects.visible_to(request.user).filter(pk=begun).first() if begun.isdecimal() else None
    initial = {"starts_on": clock.today(), "credit_code": unit.credit_code if unit else ""}
    stations = Station.objects.of(request.user).open().order_by("code")
    form = forms.PieceOrderForm(request.POST or None, initial=initial, stations=stations)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            order = piece.create(actor=request.user, station_id=given.pop("station").pk, **given)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The order is logged. Put the workers on its roster next."))
            return redirect(order)
    return render(request, "jobs/pieceorder_create.html", {"form": form})


@reads
def pieceorder_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One order: what was promised, how far it is, what waits, its days and its deposit."""
    order = order_of(request, pk)
    waiting = piece_days.waiting_days(order)
    context = {
        "order": order,
        "totals": query.totals(order),
        "waiting": waiting,
        "today": clock.today(),
        "late": order.state == "open" and order.due_on < clock.today(),
        "page": keyset(order.settlements.all(), request, order=("-on", "pk"), size=15),
        "deposits": list(order.deposits.select_related("recorded_by").order_by("-pk")[:10]),
        "workers": piece_days.workers_on(order, clock.today()).count(),
        "disputes": PieceDispute.objects.filter(pay__worker__order=order, outcome="").count(),
        "may_work": policies.can_work(request.user, order),
        "may_keep": policies.can_keep(request.user, order),
    }
    return render(request, "jobs/pieceorder_show.html", context)


@writes
def pieceorder_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """More pieces, another day, other words for quality."""
    order = kept_order(request, pk)
    initial = {"quantity": order.quantity, "due_on": order.due_on, "quality": order.quality}
    form = forms.PieceOrderEditForm(request.POST or None, initial=initial, cancel_url=order.get_absolute_url())
    return step(request, order, form, piece.change, _("The order is changed."), "jobs/pieceorder_edit.html")


@writes
def pieceorder_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish the order or call it off."""
    order = kept_order(request, pk)
    form = forms.PieceOrderCloseForm(request.POST or None, cancel_url=order.get_absolute_url())
    return step(request, order, form, piece.move, _("The order has ended."), "jobs/pieceorder_close.html")


@writes
def pieceorder_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a finished order up again."""
    order = kept_order(request, pk)
    if request.method == "POST":
        try:
            piece.move(order_id=pk, actor=request.user, verb="reopen")
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The order runs again."))
    return redirect(order)


@writes
def pieceorder_deposit(request: HttpRequest, pk: int) -> HttpResponse:
    """Money of the firm that came in or went back."""
    order = kept_order(request, pk)
    form = forms.PieceDepositForm(request.POST or None, cancel_url=order.get_absolute_url())
    return step(request, order, form, piece.deposit, _("The movement is recorded."), "jobs/pieceorder_deposit.html")


def step(request: HttpRequest, order: PieceOrder, form: Any, act: Any, done: str, template: str) -> HttpResponse:
    """A form that does one thing to an order and leads back to it."""
    if request.method == "POST" and form.is_valid():
        try:
            act(order_id=order.pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(order)
    return render(request, template, {"form": form, "order": order})
