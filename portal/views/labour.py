"""The way into the labour market: what waits there, and all of its lists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads
from portal.queries import labour, workbench
from portal.queries.job_queues import QUEUES as JOB_QUEUES
from portal.queries.visit_queues import QUEUES as VISIT_QUEUES

CODES = frozenset(queue.code for queue in (*JOB_QUEUES, *VISIT_QUEUES))


@reads
def labour_show(request: HttpRequest) -> HttpResponse:
    """Every list of the labour market that the reader's posts open, and how much waits in its queues."""
    waiting = [each for each in workbench.counters(request.user) if each.queue.code in CODES]
    return render(request, "portal/labour_show.html", {"parts": labour.parts(request.user), "waiting": waiting})
