"""Pages of collecting: what is due, the order to collect it, how far it has come."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core import clock
from core.http import reads, writes
from core.policies import Refused
from payouts import policies
from payouts.forms.batches import CollectForm
from payouts.models import Batch, Collection
from payouts.queries import due
from payouts.services import collecting
from payouts.states import WAY_OUT, CollectionState, Hold
from payouts.tasks import ring_on_commit, run_collection


@writes
def collection_create(request: HttpRequest) -> HttpResponse:
    """What is due up to a month, what would be held and why; the maker orders the collecting."""
    month = _asked_month(request)
    form = CollectForm(request.POST or None, initial={"month": month})
    if request.method == "POST" and form.is_valid():
        try:
            order = collecting.ask(month=form.cleaned_data["month"], actor=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            ring_on_commit(run_collection, order.pk)
            return redirect("payouts:collection_show", order.pk)
    leagues = [league.code for league in policies.collectable_leagues(request.user)]
    found = due.overview(leagues, month) if leagues and request.method == "GET" else []
    context = {
        "form": form,
        "month": month,
        "may": bool(leagues),
        "payable": [row for row in found if not row["reason"]],
        "held": [
            {**row, "label": Hold(row["reason"]).label, "way_out": WAY_OUT[Hold(row["reason"])]} for row in found if row["reason"]
        ],
        "recent": Collection.objects.filter(asked_by=request.user.pk).order_by("-pk")[:5],
    }
    return render(request, "payouts/collection_create.html", context)


def _asked_month(request: HttpRequest) -> date:
    form = CollectForm(request.GET)
    month = form.cleaned_data["month"] if form.is_valid() else clock.this_month()
    return min(month, clock.this_month())


@reads
def collection_show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the collecting has come; the part of it that changes asks again every second."""
    order = get_object_or_404(Collection.objects.select_related("asked_by"), pk=pk, asked_by=request.user)
    context = {
        "order": order,
        "busy": order.state in (CollectionState.ASKED, CollectionState.RUNNING),
        "batches": Batch.objects.visible_to(request.user).filter(number__in=order.batches).order_by("number"),
    }
    template = "payouts/parts/_collection.html" if request.htmx else "payouts/collection_show.html"
    return render(request, template, context)
