"""For the planner: who lives within fifteen minutes' walk of a station, and where one is missing."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads
from jobs.queries import coverage


@reads
def coverage_show(request: HttpRequest) -> HttpResponse:
    """Residents by banner, within and out of reach; the biggest gaps first. `banner` in the address shows those of one."""
    if not coverage.may_read(request.user):
        raise PermissionDenied
    reach = coverage.reach()
    rows = coverage.banners(request.user, reach) if reach else []
    under = request.GET.get("banner", "")
    chosen = next((row for row in rows if row.code == under), None)
    context = {
        "reach": reach,
        "rows": rows,
        "chosen": chosen,
        "gaps": coverage.gaps(request.user, reach, chosen.code if chosen else "") if reach else [],
        "total": {name: sum(getattr(row, name) for row in rows) for name in ("inside", "outside", "unknown")},
        "placed": coverage.placed(),
    }
    return render(request, "jobs/coverage_show.html", context)
