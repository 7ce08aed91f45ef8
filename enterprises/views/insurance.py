"""Files of insurance months and of units: sent, watched, confirmed, their refused rows handed back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
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
from enterprises.services.file_orders import regions_of
from enterprises.states import FileKind
from enterprises.tasks import ring_on_commit
from enterprises.views.file_orders import hand_back, show


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
        regions=regions_of(request.user),
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
    context = {"form": form, "columns": columns, "reasons": insurance_files.FILES.reasons.values()}
    return render(request, "enterprises/insurance_new.html", context)


@never_cache
@reads
def insurance_show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the file is, or what came of it; the part that changes asks again every two seconds."""
    return show(
        request, insurance_files.FILES, pk, "enterprises/insurance_show.html", "enterprises:insurance_refused",
        "enterprises:insurance_confirm",
    )  # fmt: skip


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
    return hand_back(request, insurance_files.FILES, pk, "enterprises:insurance_show")
