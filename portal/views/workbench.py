"""The workbench: what waits for the person who signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads


@reads
def workbench(request: HttpRequest) -> HttpResponse:
    """What waits for each of the reader's posts, the oldest clock first."""
    return render(request, "portal/workbench.html")
