"""Services on demand without an account: ordering, the provider's link, the rating's link."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock
from core.http import reads, writes
from core.policies import Refused
from jobs.forms.orders import AnswerForm, FinishForm, OrderForm, RatingForm
from jobs.models import OrderAssignment, ServiceOrder
from jobs.queries import terms
from jobs.services import orders
from jobs.states.orders import Answer, OrderState
from jobs.views.arrears_public import quiet
from stations.views.devices import address_of

NUMBER = "order_number"


@login_not_required
@writes
def order_ask(request: HttpRequest) -> HttpResponse:
    """Public: order a service with mobile number and consent."""
    form = OrderForm(request.POST or None, offered=terms.offered_somewhere(clock.today()))
    if request.method == "POST" and form.is_valid():
        if form.by_machine:
            return redirect("jobs:order_ask")
        try:
            made = orders.order(address=address_of(request), **form.told())
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[NUMBER] = made.number
            return redirect("jobs:order_thanks")
    return quiet(render(request, "jobs/order_ask.html", {"form": form}))


@login_not_required
@reads
def order_thanks(request: HttpRequest) -> HttpResponse:
    """Public: the number of what was just ordered."""
    number = request.session.get(NUMBER)
    if not number:
        return redirect("jobs:order_ask")
    return quiet(render(request, "jobs/order_thanks.html", {"number": number}))


@login_not_required
@writes
def order_answer(request: HttpRequest, token: UUID) -> HttpResponse:
    """Public by token: the provider takes or declines, and later says what was done."""
    asked = OrderAssignment.objects.select_related("order__region", "provider").filter(token=token).first()
    if asked is None:
        raise Http404
    form: Any = {Answer.WAITING: AnswerForm, Answer.TAKEN: FinishForm}.get(Answer(asked.answer))
    form = form(request.POST or None) if form else None
    if request.method == "POST":
        if form is None:
            messages.error(request, str(orders.CLOSED))
            return redirect("jobs:order_answer", token=token)
        if form.is_valid():
            verb = "finish" if asked.answer == Answer.TAKEN else "decline" if "decline" in request.POST else "take"
            try:
                orders.answer(token=token, verb=verb, note=form.cleaned_data["note"])
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Thank you. It is recorded."))
                return redirect("jobs:order_answer", token=token)
    return quiet(render(request, "jobs/order_answer.html", {"asked": asked, "order": asked.order, "form": form}))


@login_not_required
@writes
def order_rate(request: HttpRequest, token: UUID) -> HttpResponse:
    """Public by token: whoever ordered rates what was done."""
    order = ServiceOrder.objects.filter(token=token).first()
    if order is None:
        raise Http404
    form = RatingForm(request.POST or None) if order.state == OrderState.DONE else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            orders.rate(token=token, rating=form.cleaned_data["rating"], note=form.cleaned_data["note"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Thank you for your rating."))
            return redirect(reverse("jobs:order_rate", args=[token]))
    return quiet(render(request, "jobs/order_rate.html", {"order": order, "form": form}))
