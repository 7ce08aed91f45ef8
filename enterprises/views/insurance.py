"""Files of insurance months and of units: sent, watched, confirmed, their refused rows handed back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from enterprises.forms.keeping import InsuranceNewForm
from enterprises.models import InsuranceImport
from enterprises.policies import can_import
from enterprises.services import insurance_files
from enterprises.services.file_kinds import KINDS
from enterprises.services.insurance_refused import REASON
from enterprises.states import FileKind, ImportState
from enterprises.tasks import ring_on_commit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
BUSY = (ImportState.WAITING, ImportState.READING)


@reads
def insurance_list(request: HttpRequest) -> HttpResponse:
    """Files that were sent."""
    found = InsuranceImport.objects.visible_to(request.user).select_related("imported_by")
    page = keyset(found, request, order=("-pk",))
    return render(request, "enterprises/insurance_list.html", {"page": page, "can_import": can_import(request.user)})


@writes
def insurance_new(request: HttpRequest) -> HttpResponse:
    """Send a file; a worker takes it in while the page tells how far it is."""
    if not can_import(request.user):
        raise PermissionDenied
    form = InsuranceNewForm(
        request.POST or None,
        request.FILES or None,
        regions=insurance_files.regions_of(request.user),
        initial={"kind": request.GET.get("kind", FileKind.MONTHS)},
        cancel_url=reverse("enterprises:insurance_list"),
    )
    if request.method == "POST" and form.is_valid():
        file, region = form.cleaned_data["file"], form.cleaned_data["region"]
        try:
            order = insurance_files.receive(
                actor=request.user, region_code=region.code, file_name=file.name, source=file.file, kind=form.cleaned_data["kind"]
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            ring_on_commit(order.pk)
            return redirect("enterprises:insurance_show", pk=order.pk)
    columns = [(kind.label, [" / ".join(names) for names in KINDS[kind].columns.values()]) for kind in FileKind]
    return render(request, "enterprises/insurance_new.html", {"form": form, "columns": columns, "reasons": REASON.values()})


@never_cache
@reads
def insurance_show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the file is, or what came of it; the part that changes asks again every two seconds."""
    order = get_object_or_404(InsuranceImport.objects.visible_to(request.user).select_related("imported_by"), pk=pk)
    busy = order.state in BUSY
    context = {
        "order": order,
        "busy": busy,
        "progress": insurance_files.progress(order) if busy else None,
        "reasons": [(REASON[code], number) for code, number in sorted(order.report.items(), key=lambda pair: -pair[1])],
    }
    template = "enterprises/parts/_insurance.html" if request.htmx else "enterprises/insurance_show.html"
    return render(request, template, context)


@writes
def insurance_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What would come of the file was seen: it is taken in, or thrown away."""
    order = get_object_or_404(InsuranceImport.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            if "discard" in request.POST:
                insurance_files.discard(import_id=order.pk, actor=request.user)
            else:
                insurance_files.confirm(import_id=order.pk, actor=request.user)
                ring_on_commit(order.pk)
        except Refused as refused:
            messages.warning(request, str(refused))
    return redirect("enterprises:insurance_show", pk=order.pk)


@writes
def insurance_refused(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The refused rows as a file; who took them is recorded."""
    order = get_object_or_404(InsuranceImport.objects.visible_to(request.user), pk=pk)
    if request.method != "POST" or not order.refused_path:
        return redirect("enterprises:insurance_show", pk=order.pk)
    order = insurance_files.hand_back(import_id=order.pk, actor=request.user)
    ending = order.refused_path.rpartition(".")[2]
    return FileResponse(
        default_storage.open(order.refused_path), as_attachment=True, filename=f"refused-{order.pk}.{ending}",
        content_type=TYPES[ending],
    )  # fmt: skip
