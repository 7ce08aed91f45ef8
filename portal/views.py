"""The roof's own pages."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from core.http import reads


@reads
def workbench(request: HttpRequest) -> HttpResponse:
    """What waits for the person who signed in."""
    return HttpResponse(b"")


@login_not_required
@reads
def health_show(request: HttpRequest) -> HttpResponse:
    """Whether Postgres answers; public, and says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})
