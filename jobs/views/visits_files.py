"""Photos of a visit: everything that opens a file is recorded, so all of it is POST."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.http import writes
from core.policies import Refused
from jobs.forms.visits import VisitPhotoForm
from jobs.models import Visit, VisitPhoto
from jobs.policies import visits as policies
from jobs.services import visit_photos
from jobs.views.visits import shown

ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


@writes
def visit_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Add photos to a visit that was made."""
    visit = shown(request, pk)
    if not policies.can_add(request.user, visit):
        raise PermissionDenied
    form = VisitPhotoForm(request.POST or None, request.FILES or None, cancel_url=visit.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            for file in form.cleaned_data["photos"]:
                visit_photos.add(visit_id=visit.pk, actor=request.user, content=file.read())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The photos are with the visit."))
            return redirect(visit)
    return render(request, "jobs/visit_step.html", {"form": form, "visit": visit, "title": _("Add photos")})


@writes
def visitphoto_open(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo itself, as a download; who opened it is recorded."""
    photo = get_object_or_404(VisitPhoto.objects.filter(visit__in=Visit.objects.visible_to(request.user)), pk=pk)
    if request.method != "POST":
        return redirect("jobs:visit_show", pk=photo.visit_id)
    try:
        opened = visit_photos.open_recorded(photo_id=pk, actor=request.user)
    except (Refused, FileNotFoundError) as error:
        lost = _("The stored file cannot be found. Tell the security administrator.")
        messages.error(request, str(error) if isinstance(error, Refused) else lost)
        return redirect("jobs:visit_show", pk=photo.visit_id)
    response = HttpResponse(opened.content, content_type=photo.content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"visit-{photo.pk}.{ENDINGS[photo.content_type]}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
