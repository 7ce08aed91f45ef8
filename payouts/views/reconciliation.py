"""The page of the day's tie-out."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import clock
from core.http import reads
from payouts import policies
from payouts.forms.bank import DayFilter
from payouts.queries.batches import league_names
from payouts.queries.reconciliation import tie_out_for
from payouts.queries.tieout_words import sentences


@reads
def reconciliation_show(request: HttpRequest) -> HttpResponse:
    """A day of the reader's leagues: the sums by fund and league, each batch, every difference."""
    if not policies.can_see_money(request.user):
        raise PermissionDenied
    filters = DayFilter(request.GET or {"on": clock.today()})
    found = tie_out_for(request.user, filters.chosen.get("on") or clock.today())
    names = league_names()
    for group in found.groups:
        group.name = names.get(group.league, group.league)
    context = {"found": found, "filters": filters, "differences": sentences(found.differences)}
    return render(request, "payouts/reconciliation_show.html", context)
