"""Files of hire records: sent, watched, their refused rows handed back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from cases.forms.hires import HireFileForm
from cases.formulas.hire_rows import COLUMNS
from cases.models import HireFile
from cases.policies.hires import can_send_file
from cases.services.hire_files import FILES
from cases.tasks.hires import import_hires, ring_on_commit
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from enterprises.services.file_orders import regions_of
from enterprises.views.file_orders import hand_back, show


@reads
def hire_file_list(request: HttpRequest) -> HttpResponse:
    """Files that were sent."""
    found = HireFile.objects.visible_to(request.user).select_related("imported_by")
    page = keyset(found, request, order=("-pk",))
    return render(request, "cases/hire_file_list.html", {"page": page, "can_send": can_send_file(request.user)})


@writes
def hire_file_new(request: HttpRequest) -> HttpResponse:
    """Send a file; a worker takes it in while the page tells how far it is."""
    if not can_send_file(request.user):
        raise PermissionDenied
    back = reverse("cases:hire_file_list")
    form = HireFileForm(request.POST or None, request.FILES or None, regions=regions_of(request.user), cancel_url=back)
    if request.method == "POST" and form.is_valid():
        file, region = form.cleaned_data["file"], form.cleaned_data["region"]
        try:
            order = FILES.receive(actor=request.user, region_code=region.code, file_name=file.name, source=file.file)
        except Refused as refused:
            form.refuse(refused)
        else:
            ring_on_commit(import_hires, order.pk)
            return redirect("cases:hire_file_show", pk=order.pk)
    columns = [" / ".join(names) for names in COLUMNS.values()]
    return render(request, "cases/hire_file_new.html", {"form": form, "columns": columns, "reasons": FILES.reasons.values()})


@never_cache
@reads
def hire_file_show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the file is, or what came of it."""
    return show(request, FILES, pk, "cases/hire_file_show.html", "cases:hire_file_refused")


@writes
def hire_file_refused(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The refused rows as a file; who took them is recorded."""
    return hand_back(request, FILES, pk, "cases:hire_file_show")
