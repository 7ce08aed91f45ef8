"""The board of a post, the outbox of text messages, and the provider's delivery reports."""

import hmac
import json
from uuid import UUID

from django.conf import settings
from django.contrib import messages as flash
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.http import StaffRequest, reads, writes
from core.pages import keyset
from notices import queries, reports
from notices.channels.http import sign
from notices.forms import MessageFilterForm, NoticeFilterForm
from notices.models import Notice
from notices.services import outbox, reading


@reads
def notice_list(request: StaffRequest) -> HttpResponse:
    """What the posts of the reader must know, newest first."""
    form = NoticeFilterForm(request.GET)
    chosen = form.chosen
    board = queries.board(request.user)
    if chosen.get("kind"):
        board = board.filter(kind=chosen["kind"])
    if chosen.get("unread"):
        board = board.filter(Q(is_read=False))
    page = keyset(board, request, order=("-pk",))
    rows = [(notice, reports.sentence(notice)) for notice in page]
    return render(request, "notices/notice_list.html", {"filters": form, "page": page, "rows": rows})


@writes
def notice_open(request: StaffRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go to what it is about."""
    notice = Notice.objects.for_user(request.user).filter(pk=pk).first()
    if notice is None:
        raise Http404
    if request.method == "GET":
        return redirect("notices:notice_list")
    reading.open_notice(notice_id=pk, actor=request.user)
    return redirect(reports.target(notice))


@writes
def notice_read_all(request: StaffRequest) -> HttpResponse:
    """Mark everything on the board as read."""
    if request.method == "POST":
        count = reading.open_all(actor=request.user)
        flash.success(request, _("%(count)d notices were marked as read.") % {"count": count})
    return redirect("notices:notice_list")


@reads
def message_list(request: StaffRequest) -> HttpResponse:
    """The text messages to the residents whom the reader may see, and what became of each."""
    form = MessageFilterForm(request.GET)
    page = keyset(queries.outbox(request.user).filter(**form.chosen), request, order=("-pk",))
    return render(
        request,
        "notices/message_list.html",
        {
            "filters": form,
            "page": page,
            "is_page_channel": not settings.PORTAL_SMS_URL,
            "codes": queries.demo_codes(),
            "links": queries.demo_links(),
        },
    )


@reads
def resident_notices(request: StaffRequest, pk: int) -> HttpResponse:
    """What the person was told: a part of the resident's page, or a page of its own where no script asks for it."""
    found = queries.of_resident(request.user, pk)
    if found is None:
        raise Http404
    messages, notices = found
    told = [(notice, reports.sentence(notice)) for notice in notices]
    part = bool(getattr(request, "htmx", False))
    template = "notices/parts/_resident_notices.html" if part else "notices/resident_notices.html"
    return render(request, template, {"texts": messages, "notices": told, "resident_id": pk})


@csrf_exempt  # no browser asks here: the provider signs each report with the shared key
@login_not_required
@require_POST
def message_report(request: HttpRequest) -> HttpResponse:
    """The provider's delivery report, signed with the shared key. An unsigned or unreadable one is refused."""
    given = request.headers.get("X-Signature", "")
    if not settings.PORTAL_SMS_KEY or not hmac.compare_digest(
        given.encode(), sign(settings.PORTAL_SMS_KEY.encode(), request.body).encode()
    ):
        return JsonResponse({"error": "signature"}, status=403)
    try:
        said = json.loads(request.body)
        number, delivered = UUID(str(said["number"])), said["state"] == "delivered"
        trouble = str(said.get("trouble", ""))
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "body"}, status=400)
    changed = outbox.note_delivery(number=number, delivered=delivered, trouble=trouble)
    return JsonResponse({"changed": changed})
