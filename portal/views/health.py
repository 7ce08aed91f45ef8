"""Whether the portal answers, for the machines that ask."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse

from core.http import reads


@login_not_required
@reads
def health_show(request: HttpRequest) -> JsonResponse:
    """Whether Postgres answers; public, and says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})
