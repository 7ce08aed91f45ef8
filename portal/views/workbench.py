"""The workbench: what waits for the person who signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads
from notices.queries import unread_count
from portal.queries import first_steps
from portal.queries import workbench as waiting


@reads
def workbench(request: HttpRequest) -> HttpResponse:
    """What waits for each of the reader's posts, the oldest clock first; `queue` in the address shows one of them whole."""
    code = request.GET.get("queue", "")
    page = waiting.in_queue(request.user, code, request) if code else None
    counters = waiting.counters(request.user, code)
    return render(
        request,
        "portal/workbench.html",
        {
            "counters": counters,
            "first_steps": first_steps.buttons(request.user),
            "due_month": first_steps.due_month(request.user),
            "unread": unread_count(request.user),
            "total": sum(counter.number for counter in counters),
            "chosen": next((counter.queue for counter in counters if counter.current), None),
            "page": page,
            "rows": page.rows if page else waiting.oldest(request.user),
        },
    )
