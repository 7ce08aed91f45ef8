"""A station's workbook: sent, looked through, taken in, its refused rows handed back."""

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from cases.forms.imports import ImportNewForm
from cases.models import ImportRun
from cases.policies.residents import can_log
from cases.reports.refused_rows import REASONS, write_refused_rows
from cases.services import imports
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from stations.models import Station

STATUSES = {
    "rejected": gettext_lazy("sent back"),
    "created": gettext_lazy("new"),
    "updated": gettext_lazy("brought up to date"),
    "unchanged": gettext_lazy("unchanged"),
    "elsewhere": gettext_lazy("kept by another banner, left alone"),
}
STATES = {
    ImportRun.PREVIEW: gettext_lazy("looked through, nothing written"),
    ImportRun.DONE: gettext_lazy("taken in"),
    ImportRun.DISCARDED: gettext_lazy("given up"),
}
ROWS = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reads
def import_list(request: HttpRequest) -> HttpResponse:
    """Workbooks that were sent."""
    runs = ImportRun.objects.visible_to(request.user).defer("report", "content").select_related("station", "imported_by")
    page = keyset(runs, request, order=("-pk",))
    rows = [(run, STATES[run.state]) for run in page]
    return render(request, "cases/import_list.html", {"page": page, "rows": rows, "can_log": can_log(request.user)})


@writes
def import_new(request: HttpRequest) -> HttpResponse:
    """Send a workbook and see what would come of it."""
    if not can_log(request.user):
        raise PermissionDenied
    form = ImportNewForm(
        request.POST or None,
        request.FILES or None,
        stations=Station.objects.of(request.user).open(),
        cancel_url=reverse("cases:import_list"),
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = imports.preview(
                actor=request.user, station_id=form.cleaned_data["station"].pk, file_name=file.name, content=file.read()
            )
        except Refused as refused:
            refused.field = refused.field or "file"
            form.refuse(refused)
        else:
            return redirect("cases:import_show", pk=run.pk)
    return render(request, "cases/import_new.html", {"form": form, "reasons": REASONS})


@never_cache
@reads
def import_show(request: HttpRequest, pk: int) -> HttpResponse:
    """What would come, or came, of each row."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user).select_related("station", "imported_by"), pk=pk)
    status = request.GET.get("status", "rejected" if run.rejected else "")
    shown = {"unchanged": ("unchanged", "elsewhere")}.get(status, (status,))
    wanted = [row for row in run.report if not status or row[1] in shown]
    start = _number(request.GET.get("from"))
    context = {
        "run": run,
        "run_state": STATES[run.state],
        "status": status,
        "statuses": STATUSES,
        "rows": [_told(*row) for row in wanted[start : start + ROWS]],
        "next": start + ROWS if start + ROWS < len(wanted) else None,
        "previous": max(start - ROWS, 0) if start else None,
        "total": len(run.report),
        "may_confirm": run.state == ImportRun.PREVIEW and run.imported_by_id == request.user.pk,
        "may_download": run.state == ImportRun.DONE and run.content is not None,
    }
    return render(request, "cases/import_show.html", context)


@writes
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the previewed file in."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            imports.confirm(run_id=run.pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            if run.rejected:
                messages.success(request, _("The good rows are in. Refused rows can be downloaded, corrected and sent again."))
            else:
                messages.success(request, _("Every row is in."))
    return redirect("cases:import_show", pk=run.pk)


@writes
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a preview up."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            imports.discard(run_id=run.pk, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("cases:import_show", pk=run.pk)
        messages.success(request, _("The file is given up; nothing was written."))
    return redirect("cases:import_list")


@writes
def import_refused(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The refused rows as a workbook; who took them is recorded."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return redirect("cases:import_show", pk=run.pk)
    try:
        run = imports.hand_back(run_id=run.pk, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("cases:import_show", pk=run.pk)
    book = io.BytesIO()
    write_refused_rows(book, run)
    book.seek(0)
    return FileResponse(book, as_attachment=True, filename=f"refused-{run.pk}.xlsx", content_type=XLSX)


def _told(row: int, status: str, codes: list[str]) -> dict[str, Any]:
    return {"row": row, "status": STATUSES[status], "reasons": [REASONS[code] for code in codes]}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0
