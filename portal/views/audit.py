"""The audit, read by auditors: who did what to which thing, within their own region."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from core.http import reads, writes
from core.pages import keyset
from portal.forms import AuditFilter
from portal.policies import can_read_audit
from portal.queries.audit import entries_for, filtered, seal_state, subject_url
from portal.queries.audit_details import REGION, details, kind_of, names_of
from portal.services import auditing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reads
def audit_list(request: HttpRequest) -> HttpResponse:
    """The entries of the reader's region, newest first, with filters in the address."""
    _only_auditors(request)
    filters = AuditFilter(request.GET)
    page = keyset(filtered(entries_for(request.user), **filters.chosen), request, size=50)
    known = names_of(page)
    rows = [
        {
            "entry": entry,
            "url": subject_url(entry),
            "kind": kind_of(entry.subject_type),
            "called": known.get((entry.subject_type, entry.subject_id)) or entry.subject_id,
            "place": known.get((REGION, entry.region_code), entry.region_code),
            "details": details(entry, known),
        }
        for entry in page
    ]
    return render(request, "portal/audit_list.html", {"filters": filters, "page": page, "rows": rows, "seal": seal_state()})


@require_POST
@writes
def audit_export(request: HttpRequest) -> HttpResponse:
    """The same entries as a workbook; that they were taken away is recorded."""
    _only_auditors(request)
    filters = AuditFilter(request.GET).chosen
    entries = filtered(entries_for(request.user), **filters).order_by("-pk")[: auditing.LONGEST]
    book = BytesIO()
    auditing.export(actor=request.user, entries=entries.iterator(), filters=filters, target=book)
    response = HttpResponse(book.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="audit-{clock.today():%Y%m%d}.xlsx"'
    return response


@require_POST
@writes
def audit_check(request: HttpRequest) -> HttpResponseBase:
    """Compute the chain anew and say what was found."""
    _only_auditors(request)
    breaches = auditing.check_chain(actor=request.user)
    for breach in breaches[:20]:
        messages.error(request, breach)
    if not breaches:
        messages.success(request, _("The chain is intact."))
    return redirect("portal:audit_list")


def _only_auditors(request: HttpRequest) -> None:
    if not can_read_audit(request.user):
        raise PermissionDenied
