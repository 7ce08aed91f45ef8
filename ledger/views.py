"""The page of the books: balances by fund and league, and the journals behind them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads
from core.pages import keyset
from ledger import queries
from ledger.forms import JournalFilter


@reads
def journal_list(request: HttpRequest) -> HttpResponse:
    """Balances and journals of the leagues within the reader's finance or audit posts, the newest first."""
    filters = JournalFilter(request.GET)
    chosen = filters.chosen
    balances = queries.balances_for(request.user, chosen.get("league", ""))
    for row in balances:
        row["name"] = filters.names.get(row["league"], row["league"])
    page = keyset(queries.journals_for(request.user, **chosen), request, order=("-pk",))
    return render(request, "ledger/journal_list.html", {"filters": filters, "balances": balances, "page": page})
