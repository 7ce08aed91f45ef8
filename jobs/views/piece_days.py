"""The day of an order: the sheet of thirty rows, one worker at a time on a phone, and the correction of a settled line."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from core import clock
from core.http import writes
from core.policies import Refused
from jobs.forms.piece_days import WORDS, PieceDayForm, PieceLineForm
from jobs.models import PieceLine, PieceOrder
from jobs.policies import piece as policies
from jobs.queries import piece_days as query
from jobs.services import piece_days
from jobs.views.piece import kept_order


def day_of(request: HttpRequest) -> date:
    """The day in the address, today where there is none or a wrong one."""
    try:
        return parse_date(request.GET.get("on", "")) or clock.today()
    except ValueError:
        return clock.today()


def address(name: str, order: PieceOrder, on: date, **more: Any) -> str:
    """The page of that name for an order and day."""
    return f"{reverse(name, args=[order.pk])}?{urlencode({'on': on.isoformat(), **more})}"


def _shown(order: PieceOrder, on: date) -> dict[str, Any]:
    settled = order.settlements.filter(on=on).first()
    try:
        piece_days.refuse_day(order, on)
        shut = "" if order.state == "open" else _("This order has ended.")
    except Refused as refused:
        shut = str(refused)
    return {
        "order": order,
        "on": on,
        "settled": settled,
        "shut": shut,
        "before": address("jobs:pieceday_enter", order, on - timedelta(days=1)) if on > order.starts_on else "",
        "after": address("jobs:pieceday_enter", order, on + timedelta(days=1)) if on < clock.today() else "",
        "settle": address("jobs:piecesettlement_create", order, on),
    }


@writes
def pieceday_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of a day: a row a worker, typed from top to bottom."""
    order, on = kept_order(request, pk), day_of(request)
    shown = _shown(order, on)
    workers = list(query.workers_on(order, on))
    form = PieceDayForm(request.POST or None, workers=workers, lines=query.lines_of(order, on), draft=f"piece:{pk}:{on}")
    if request.method == "POST" and form.is_valid():
        try:
            count = piece_days.enter(order_id=pk, actor=request.user, on=on, rows=form.touched())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The sheet is saved: %(count)s rows are new or changed.") % {"count": count})
            return redirect(address("jobs:pieceday_enter", order, on))
    context = {
        **shown,
        "form": form,
        "headings": WORDS.values(),
        "corrections": query.corrections_of(order, on),
        "evening": query.evening(order, on),
        "one": address("jobs:pieceday_one", order, on),
    }
    return render(request, "jobs/pieceday_enter.html", context)


@writes
def pieceday_one(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for one worker at a time, with a thumb: who is next stands in front."""
    order, on = kept_order(request, pk), day_of(request)
    workers, lines = list(query.workers_on(order, on)), query.lines_of(order, on)
    asked = request.GET.get("worker", "")
    todo = [worker for worker in workers if worker.pk not in lines]
    chosen = next((worker for worker in workers if str(worker.pk) == asked), todo[0] if todo else None)
    draft = f"piece:{pk}:{on}:{chosen.pk}" if chosen else ""
    form = PieceDayForm(request.POST or None, workers=[chosen] if chosen else [], lines=lines, draft=draft)
    if request.method == "POST" and chosen and form.is_valid():
        try:
            piece_days.enter(order_id=pk, actor=request.user, on=on, rows=form.touched())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": chosen.name})
            return redirect(address("jobs:pieceday_one", order, on))
    for worker in workers:
        worker.line, worker.address = lines.get(worker.pk), address("jobs:pieceday_one", order, on, worker=worker.pk)
    context = {
        **_shown(order, on),
        "form": form,
        "row": next(form.rows, None),
        "chosen": chosen,
        "workers": workers,
        "done": len(workers) - len(todo),
        "sheet": address("jobs:pieceday_enter", order, on),
    }
    return render(request, "jobs/pieceday_one.html", context)


@writes
def pieceline_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Counter a settled line by a line of today."""
    seen = PieceLine.objects.filter(order__in=PieceOrder.objects.visible_to(request.user))
    line = get_object_or_404(seen.select_related("order__enterprise", "order__station", "worker", "settlement"), pk=pk)
    if not policies.can_work(request.user, line.order):
        raise PermissionDenied
    now = piece_days.standing(line)
    initial = {"good": now.good, "rejected": now.rejected, "advance": now.advance, "hours": now.hours}
    back = line.settlement.get_absolute_url() if line.settlement else line.order.get_absolute_url()
    form = PieceLineForm(request.POST or None, initial=initial, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            piece_days.correct(line_id=pk, actor=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The correction stands on today's sheet and counts in the next evening that is settled."))
            return redirect(address("jobs:pieceday_enter", line.order, clock.today()))
    return render(request, "jobs/pieceline_correct.html", {"form": form, "line": line, "order": line.order, "now": now})
