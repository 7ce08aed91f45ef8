"""Visits: the list of what is due and was made, one visit, and what a person's page shows of them."""

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cases.models import Resident
from core import clock
from core.http import reads, writes
from core.pages import keyset
from jobs.forms.visits import VisitFilterForm
from jobs.models import Visit
from jobs.policies import visits as policies
from jobs.queries import visits as query
from jobs.services import visit_exports
from stations.policies import holds
from stations.states import CASE_ROLES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@reads
def visit_list(request: HttpRequest) -> HttpResponse:
    """What is to be made, the most urgent first; or what was made."""
    filters = VisitFilterForm(request.GET)
    chosen = filters.chosen
    made = chosen.get("state") in ("met", "missed")
    order = ("-visited_on", "-pk") if made else query.ORDER
    context = {
        "filters": filters,
        "page": keyset(query.listed(request.user, chosen), request, order=order),
        "may_plan": policies.can_visit(request.user),
        "today": clock.today(),
    }
    return render(request, "jobs/visit_list.html", context)


@require_POST
@writes
def visit_export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook; that it was taken is recorded."""
    if not holds(request.user, *CASE_ROLES):
        raise PermissionDenied
    chosen = VisitFilterForm(request.GET).chosen
    book = BytesIO()
    visit_exports.write_visits(target=book, visits=query.listed(request.user, chosen), actor=request.user, filters=chosen)
    return workbook(book, "visits.xlsx")


@never_cache
@reads
def visit_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit: what was found, what came of it, where to go on."""
    visit = shown(request, pk)
    may_add = policies.can_add(request.user, visit)
    context = {
        "visit": visit,
        "notes": list(visit.notes.select_related("written_by").order_by("pk")),
        "photos": list(visit.photos.select_related("added_by").order_by("pk")),
        "came": query.came_of(request.user, visit),
        "since": query.done_since(request.user, visit),
        "ways": query.next_steps(visit) if may_add else [],
        "may_record": policies.can_record(request.user, visit),
        "may_add": may_add,
        "today": clock.today(),
    }
    return render(request, "jobs/visit_show.html", context)


@never_cache
@reads
def resident_visits(request: HttpRequest, pk: int) -> HttpResponse:
    """Visits to a person: a part of the person's page, or a page of its own where no script asks for it."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user).select_related("care"), pk=pk)
    part = bool(getattr(request, "htmx", False))
    care = getattr(resident, "care", None)
    context = {
        "resident": resident,
        "care": care if care and care.until_on is None else None,
        "visits": query.of_resident(request.user, pk),
        "may": not resident.deceased_on and policies.can_visit(request.user, resident.region_code, resident.station_id),
    }
    return render(request, "jobs/parts/_resident_visits.html" if part else "jobs/resident_visits.html", context)


def shown(request: HttpRequest, pk: int) -> Visit:
    """The visit, where the reader may see it."""
    known = Visit.objects.visible_to(request.user).select_related("resident", "enterprise", "visitor", "station", "round")
    visit: Visit = get_object_or_404(known, pk=pk)
    return visit


def workbook(book: BytesIO, name: str) -> HttpResponse:
    """The workbook as a download."""
    response = HttpResponse(book.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
