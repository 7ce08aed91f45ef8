"""Services on demand at the desk: the list, an order and its steps, ordering for somebody, figures."""

from collections.abc import Callable
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Resident
from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from enterprises.models import Enterprise
from jobs.forms import orders as forms
from jobs.forms.arrears import ArrearsYearFilter
from jobs.models import ServiceOrder
from jobs.policies import orders as policies
from jobs.queries import orders as query
from jobs.queries import terms
from jobs.services import orders, visit_causes
from jobs.states.orders import Answer, OrderState
from stations.models import posts_of

#: Step: the form and the service behind it.
STEPS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "assign": (forms.AssignForm, orders.assign),
    "withdraw": (forms.ReasonForm, orders.withdraw),
    "cancel": (forms.ReasonForm, orders.cancel),
    "call_back": (forms.CallBackForm, orders.call_back),
}


def shown(request: HttpRequest, pk: int) -> ServiceOrder:
    """The order of that number, if the reader may see it."""
    beside = ("station", "region", "resident", "enterprise", "called_back_by")
    found: ServiceOrder = get_object_or_404(ServiceOrder.objects.visible_to(request.user).select_related(*beside), pk=pk)
    return found


@reads
def order_list(request: HttpRequest) -> HttpResponse:
    """The orders within the reader's posts, the newest first."""
    filters = forms.OrderFilter(request.GET)
    page = keyset(query.listed(request.user, **filters.chosen), request, order=("-ordered_at", "-pk"))
    context = {"page": page, "filters": filters, "may_order": policies.can_order(request.user)}
    return render(request, "jobs/order_list.html", context)


@writes
def order_place(request: HttpRequest) -> HttpResponse:
    """The desk orders for a resident, a unit or a body."""
    if not policies.can_order(request.user):
        raise PermissionDenied
    resident = _of(Resident, request, "resident")
    unit = _of(Enterprise, request, "unit")
    post = next(post for post in posts_of(request.user) if post.role in policies.DESK)
    place = post.station.region_code if post.station_id else post.region_id or ""
    initial = {"region_code": place[:6]}
    if resident:
        initial |= {"orderer": "resident", "contact_name": resident.name, "contact_mobile": resident.mobile}
    if unit:
        initial |= {"orderer": "unit", "body": unit.name, "contact_name": unit.contact_name}
        initial |= {"contact_mobile": unit.contact_mobile or ""}
    initial |= {name: request.GET[name] for name in ("service", "demand") if name in request.GET}
    offered = terms.catalogue(terms.station(place, clock.today()))
    form = forms.OrderForm(request.POST or None, offered=offered, initial=initial, cancel_url=reverse("jobs:order_list"))
    if request.method == "POST" and form.is_valid():
        try:
            made = orders.order(
                actor=request.user, station_id=post.station_id, resident_id=resident.pk if resident else None,
                enterprise_id=unit.pk if unit else None, **form.told(),
            )  # fmt: skip
            visit_causes.record(actor=request.user, told=request.GET.get("visit", ""), thing=made)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The service is ordered."))
            return redirect(made.get_absolute_url())
    return render(request, "jobs/order_place.html", {"form": form, "resident": resident, "unit": unit})


def _of(kind: Any, request: HttpRequest, name: str) -> Any:
    pk = request.GET.get(name, "")
    return kind.objects.visible_to(request.user).filter(pk=pk).first() if pk.isdigit() and len(pk) < 18 else None


@reads
def order_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One order: what is needed, who has it, the links for provider and orderer, what comes next."""
    order = shown(request, pk)
    running = query.running(order)
    may = policies.can_handle(request.user, order)
    steps = query.open_steps(request.user, order)
    link = _link("jobs:order_answer", running.token) if may and running else None
    rating = _link("jobs:order_rate", order.token) if may and order.state == OrderState.DONE else None
    context = {
        "order": order,
        "may": may,
        "running": running,
        "assignments": list(order.assignments.select_related("provider", "assigned_by").order_by("pk")),
        "steps": [{"url": reverse("jobs:order_move", args=[pk, step]), "label": query.STEPS[step]} for step in steps],
        "link": link,
        "rating_link": rating,
        "declined": Answer.DECLINED,
        "cause": query.cause_of(request.user, order),
    }
    return render(request, "jobs/order_show.html", context)


def _link(name: str, token: Any) -> dict[str, str]:
    address = settings.PORTAL_PUBLIC_URL.rstrip("/") + reverse(name, args=[token])
    return {"address": address, "code": segno.make(address, error="m").svg_data_uri(scale=4, border=2, dark="#000")}


@writes
def order_move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One step of the order."""
    order = shown(request, pk)
    if act not in STEPS:
        raise Http404
    kind, work = STEPS[act]
    may = act in query.open_steps(request.user, order)
    label = query.STEPS[act]
    form = kind(request.POST or None, order=order, label=label, cancel_url=order.get_absolute_url())
    if request.method == "POST" and may and form.is_valid():
        try:
            work(order_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Recorded."))
            return redirect(order.get_absolute_url())
    return render(request, "jobs/order_move.html", {"order": order, "form": form, "may": may, "title": label, "act": act})


@reads
def order_figures(request: HttpRequest) -> HttpResponse:
    """Orders of a year by service, station and month."""
    filters = ArrearsYearFilter(request.GET or {"year": clock.today().year})
    year = filters.chosen.get("year") or clock.today().year
    context = {"filters": filters, "year": year, **query.figures(request.user, year)}
    return render(request, "jobs/order_figures.html", context)
