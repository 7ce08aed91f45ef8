"""What the pages of every large file share: how far it is, what came of it, its refused rows."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from enterprises.services.file_orders import BUSY, FileOrders

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


def show(request: HttpRequest, files: FileOrders, pk: int, template: str, refused: str, confirm: str = "") -> HttpResponse:
    """How far the file is, or what came of it; the part that changes asks again every two seconds.

    `refused` names the page that hands the refused rows back, `confirm` the one that takes what was shown in.
    """
    order = get_object_or_404(files.model.objects.visible_to(request.user).select_related("imported_by"), pk=pk)
    busy = order.state in BUSY
    context = {
        "order": order,
        "busy": busy,
        "progress": files.progress(order) if busy else None,
        "reasons": [(files.reasons[code], number) for code, number in sorted(order.report.items(), key=lambda pair: -pair[1])],
        "refused_url": reverse(refused, args=[pk]),
        "confirm_url": reverse(confirm, args=[pk]) if confirm else "",
    }
    return render(request, "enterprises/parts/_file_order.html" if request.htmx else template, context)


def hand_back(request: HttpRequest, files: FileOrders, pk: int, page: str) -> HttpResponseBase:
    """The refused rows as a file; without any, back to the `page` of the order."""
    order = get_object_or_404(files.model.objects.visible_to(request.user), pk=pk)
    if request.method != "POST" or not order.refused_path:
        return redirect(page, pk=order.pk)
    order = files.hand_back(import_id=order.pk, actor=request.user)
    ending = order.refused_path.rpartition(".")[2]
    name = f"refused-{order.pk}.{ending}"
    return FileResponse(default_storage.open(order.refused_path), as_attachment=True, filename=name, content_type=TYPES[ending])
