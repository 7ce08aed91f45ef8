"""Papers and letters of a claim: everything that opens a file is recorded, so all of it is POST."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cases.forms.claims import PaperForm
from cases.models import Attachment, Claim
from cases.services import attachments, letters
from cases.states import ClaimState
from cases.views.claims import shown
from core.http import writes
from core.policies import Refused

#: While the desk's own form is still open, papers are part of filling it in: the way back leads there.
WAITING = {ClaimState.DRAFT: "cases:claim_edit", ClaimState.CORRECTION: "cases:claim_correct"}


@writes
def attachment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a paper to the claim."""
    claim = shown(request, pk)
    back = reverse(WAITING.get(claim.state, "cases:claim_show"), args=[claim.pk])
    form = PaperForm(request.POST or None, request.FILES or None, scheme=claim.scheme, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > attachments.LARGEST:
                raise Refused(_("The file is larger than 10 MB. Scan it with a lower resolution."), field="file")
            attachments.add(
                claim_id=claim.pk,
                actor=request.user,
                kind=form.cleaned_data["kind"],
                file_name=file.name,
                content=file.read(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The paper is with the claim."))
            return redirect(back)
    return render(request, "cases/attachment_create.html", {"claim": claim, "form": form})


def _attachment(request: HttpRequest, pk: int) -> Attachment:
    held = Attachment.objects.filter(removed_at__isnull=True, claim__in=Claim.objects.visible_to(request.user))
    found: Attachment = get_object_or_404(held, pk=pk)
    return found


@writes
def attachment_open(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper itself, as a download; who opened it is recorded."""
    attachment = _attachment(request, pk)
    if request.method != "POST":
        return redirect("cases:claim_show", pk=attachment.claim_id)
    try:
        opened = attachments.open_recorded(attachment_id=attachment.pk, actor=request.user)
    except (Refused, FileNotFoundError) as error:
        lost = _("The stored file cannot be found. Tell the security administrator.")
        messages.error(request, str(error) if isinstance(error, Refused) else lost)
        return redirect("cases:claim_show", pk=attachment.claim_id)
    return _file(opened.content, opened.attachment.content_type, opened.attachment.file_name)


@writes
def attachment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper no longer counts."""
    attachment = _attachment(request, pk)
    if request.method == "POST":
        try:
            attachments.remove(attachment_id=attachment.pk, actor=request.user)
            messages.success(request, _("The paper is taken away from the claim."))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect(WAITING.get(attachment.claim.state, "cases:claim_show"), pk=attachment.claim_id)


@writes
def claim_letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A letter as PDF: made at the first call, the same paper at every later one."""
    claim = shown(request, pk)
    if request.method != "POST":
        return redirect("cases:claim_show", pk=claim.pk)
    try:
        letter = letters.issue(claim_id=claim.pk, actor=request.user, kind=kind, about=request.POST.get("about", ""))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("cases:claim_show", pk=claim.pk)
    except Claim.DoesNotExist as gone:
        raise Http404 from gone
    return _file(bytes(letter.pdf), "application/pdf", f"{letter.number}.pdf")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
