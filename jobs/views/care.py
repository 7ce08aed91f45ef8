"""The people whom a station looks after (重点群体): who is due, why, and the list to take along."""

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core import clock
from core.http import reads, writes
from core.pages import keyset
from jobs.forms.care import CareFilterForm
from jobs.policies.visits import can_visit
from jobs.queries import care as query
from jobs.services import visit_exports
from jobs.views.visits import workbook


@never_cache
@reads
def care_list(request: HttpRequest) -> HttpResponse:
    """Everybody who is looked after, the longest due first."""
    filters = CareFilterForm(request.GET)
    context = {
        "filters": filters,
        "page": keyset(query.listed(request.user, filters.chosen), request, order=query.ORDER),
        "counts": query.counts(request.user),
        "may_visit": can_visit(request.user),
        "today": clock.today(),
    }
    return render(request, "jobs/care_list.html", context)


@require_POST
@writes
def care_export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook; that it was taken is recorded."""
    if not can_visit(request.user):
        raise PermissionDenied
    chosen = CareFilterForm(request.GET).chosen
    book = BytesIO()
    visit_exports.write_care(target=book, people=query.listed(request.user, chosen), actor=request.user, filters=chosen)
    return workbook(book, "care.xlsx")
