"""Pages of a batch: the list, the batch, its release, its cancelling."""

import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from payouts import policies
from payouts.forms.batches import BatchFilter, CancelForm, LineFilter, ReleaseForm
from payouts.models import Batch
from payouts.queries import batches as batches_query
from payouts.queries.lines import held_by_reason
from payouts.services import exports, release
from payouts.states import BatchState
from payouts.tasks import ring_on_commit, send_batch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def shown(request: HttpRequest, pk: int) -> Batch:
    """The batch of that number, if the reader may see it."""
    batches = Batch.objects.visible_to(request.user).select_related("made_by", "released_by", "cancelled_by")
    batch: Batch = get_object_or_404(batches, pk=pk)
    return batch


def _filtered(request: HttpRequest) -> tuple[BatchFilter, Any]:
    filters = BatchFilter(request.GET)
    return filters, batches_query.listed(request.user, **filters.chosen)


@reads
def batch_list(request: HttpRequest) -> HttpResponse:
    """The batches of the reader's leagues, the newest first."""
    filters, found = _filtered(request)
    names = batches_query.league_names()
    page = keyset(found, request, order=("-pk",))
    for batch in page:
        batch.league = names.get(batch.league_code, batch.league_code)
    context = {"page": page, "filters": filters, "may_collect": policies.can_collect(request.user)}
    return render(request, "payouts/batch_list.html", context)


@writes
def batch_export(request: HttpRequest) -> HttpResponse:
    """The list under its filters as a spreadsheet; that it was taken out is recorded."""
    filters, found = _filtered(request)
    if request.method != "POST":
        return render(request, "payouts/batch_export.html", {"filters": filters})
    target = io.BytesIO()
    exports.write_batches(target=target, batches=found, actor=request.user, filters=dict(request.GET.items()))
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="batches.xlsx"'
    return response


@reads
def batch_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: where it stands, what happens next, totals, books, lines."""
    batch = shown(request, pk)
    filters = LineFilter(request.GET)
    lines = batches_query.lines_of(batch, filters.chosen.get("state", ""))
    context = {
        **batches_query.page_of(batch, request.user),
        "filters": filters,
        "page": keyset(lines, request, order=("line_no", "pk")),
        "held": held_by_reason(request.user),
    }
    return render(request, "payouts/batch_show.html", context)


@writes
def batch_release(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person sees totals, digest and what would be taken out, and releases exactly that seal."""
    batch = shown(request, pk)
    form = ReleaseForm(request.POST or None, initial={"digest": batch.control_digest}, cancel_url=_address(batch))
    may = batch.state == BatchState.SEALED and policies.can_release(request.user, batch)
    if request.method == "POST" and form.is_valid():
        try:
            gone = release.release(batch_id=batch.pk, actor=request.user, seen_digest=form.cleaned_data["digest"])
        except Refused as refused:
            form.refuse(refused)
        else:
            return _after_release(request, batch, gone)
    changed = release.would_change(batch) if may and request.method == "GET" else []
    context = {
        "batch": batch,
        "form": form,
        "may": may,
        "made_it": batch.state == BatchState.SEALED and batch.made_by_id == request.user.pk,
        "is_late": batch.pay_on < clock.today(),
        "changed": changed,
        "left": batch.line_count - len(changed),
    }
    return render(request, "payouts/batch_release.html", context)


def _after_release(request: HttpRequest, before: Batch, gone: Batch) -> HttpResponse:
    if gone.state == BatchState.CANCELLED:
        messages.warning(request, _("Nothing of the batch may be paid any more: it is cancelled."))
        return redirect(_address(gone))
    ring_on_commit(send_batch, gone.pk)
    if out := before.line_count - gone.line_count:
        text = ngettext("%(count)d line was taken out and is held.", "%(count)d lines were taken out and are held.", out)
        messages.warning(request, text % {"count": out})
    messages.success(request, _("The batch is released and goes to the bank."))
    return redirect(_address(gone))


@writes
def batch_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The batch is given up before release, with a reason."""
    batch = shown(request, pk)
    form = CancelForm(request.POST or None, cancel_url=_address(batch))
    if request.method == "POST" and form.is_valid():
        try:
            release.cancel(batch_id=batch.pk, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The batch is cancelled; its lines are collected again next time."))
            return redirect(_address(batch))
    may = batch.state == BatchState.SEALED and policies.can_cancel(request.user, batch)
    return render(request, "payouts/batch_cancel.html", {"batch": batch, "form": form, "may": may})


def _address(batch: Batch) -> str:
    return batch.get_absolute_url()
