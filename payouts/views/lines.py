"""Pages of lines: what is held, one line with all its tries, the payments of one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cases.models import Resident
from core.http import reads
from core.pages import keyset
from payouts import policies
from payouts.forms.batches import HeldFilter
from payouts.models import Line
from payouts.queries import batches as batches_query
from payouts.queries import lines as lines_query
from payouts.states import AFTER_FAILURE, AGAIN, WAY_OUT, Hold, LineState


@reads
def line_list(request: HttpRequest) -> HttpResponse:
    """The held lines of the reader's leagues: why each is held and what to do about it."""
    filters = HeldFilter(request.GET)
    names = batches_query.league_names()
    page = keyset(lines_query.held(request.user, **filters.chosen), request, order=("pk",))
    for line in page:
        line.league = names.get(line.league_code, line.league_code)
        line.way_out = WAY_OUT[Hold(line.hold_reason)]
    context = {"page": page, "filters": filters, "reasons": lines_query.held_by_reason(request.user)}
    return render(request, "payouts/line_list.html", context)


@reads
def line_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: the money, the account it goes to, the bank's word, every try before and after."""
    lines = Line.objects.visible_to(request.user).with_state()
    line = get_object_or_404(lines.select_related("batch", "result", "returned", "instalment__claim"), pk=pk)
    tries = lines_query.tries(line)
    failed = tries[-1].pk == line.pk and line.state in (LineState.FAILED, LineState.RETURNED)
    follows = AGAIN if failed and line.word and not line.word.needs_account and not line.money_back else AFTER_FAILURE
    context = {
        "line": line,
        "tries": tries,
        "way_out": follows if failed else WAY_OUT.get(Hold(line.hold_reason), ""),
        "doubts": list(line.doubts.select_related("said_by", "confirmed_by", "batch").order_by("pk")),
        "may_doubt": policies.can_doubt_line(request.user, line),
    }
    return render(request, "payouts/line_show.html", context)


@reads
def resident_payments(request: HttpRequest, pk: int) -> HttpResponse:
    """What was paid to a person whom the reader may see, month by month."""
    resident = get_object_or_404(Resident.objects.visible_to(request.user), pk=pk)
    context = {"resident": resident, "lines": lines_query.payments_of(request.user, resident)}
    template = "payouts/parts/_resident_payments.html" if request.htmx else "payouts/resident_payments.html"
    return render(request, template, context)
