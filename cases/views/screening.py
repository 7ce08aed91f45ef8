"""Pages that show rounds without applications: the list, a round, its units and their export."""

import io
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cases.forms.screening import UnitFilter
from cases.models import ScreenedUnit, ScreeningRound
from cases.policies import screening as policies
from cases.queries import screening as query
from cases.queries import unit_rounds
from cases.services import exports
from cases.states.screening import Answer, RoundState
from cases.views.claims import XLSX
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from programmes.queries import labels


def shown(request: HttpRequest, pk: int) -> ScreeningRound:
    """The round of that number, if the reader may see it, with its programme in words."""
    rounds = ScreeningRound.objects.visible_to(request.user).select_related("region", "ordered_by", "returned_by")
    return named(get_object_or_404(rounds, pk=pk))


def named(found: ScreeningRound) -> ScreeningRound:
    """The round with the words of its programme."""
    found.programme = labels.about(found.scheme, found.occasion)
    return found


def units_of(request: HttpRequest, found: ScreeningRound) -> "QuerySet[ScreenedUnit]":
    """The units of the round that the reader may see: all of them where the post is over its region."""
    rows = found.rows.all()
    return rows if covers(request.user, found) else ScreenedUnit.objects.visible_to(request.user).filter(round=found)


def covers(user: Any, found: ScreeningRound) -> bool:
    """Whether a post of the reader is over the whole region of the round."""
    return policies.sees_whole(user, found)


def pending(found: ScreeningRound) -> dict[str, int]:
    """How many units are still to be asked, and how many may still answer: the checkers wait for both."""
    asks = found.state in (RoundState.SCREENED, RoundState.ASKING) and found.scheme not in query.unpaid()
    unasked = query.unasked(found).count() if asks else 0
    return {"unasked": unasked, "unanswered": query.answering(found).count() if asks else 0}


@reads
def screening_list(request: HttpRequest) -> HttpResponse:
    """The rounds that touch the reader's regions, the newest first."""
    rounds = ScreeningRound.objects.visible_to(request.user).select_related("region")
    page = keyset(rounds, request, order=("-pk",))
    for found in page:
        named(found)
    return render(request, "cases/screening_list.html", {"page": page, "begins": policies.can_begin(request.user)})


@reads
def screening_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: what it found in figures, beside last year's; who has checked it, and the next step."""
    found = shown(request, pk)
    rows = units_of(request, found)
    before = query.last_year(found)
    asked = query.answers(found, rows)
    context = {
        "found": found,
        "counts": query.counts(found, rows),
        "sizes": query.by_size(rows),
        "reasons": query.reasons(rows),
        "biggest": query.biggest(rows),
        "before": named(before) if before else None,
        "counts_before": query.counts(before, units_of(request, before)) if before else [],
        "answers": [(Answer(code).label, number, code) for code, number in sorted(asked.items())],
        "votes": query.votes(found),
        "returned": query.returned(found),
        **pending(found),
        "whole": covers(request.user, found),
        "may_lead": policies.can_ask(request.user, found),
        "may_check": policies.has_post(request.user, found),
        "busy": found.wanted_at is not None or found.launch_at is not None,
    }
    return render(request, "cases/screening_show.html", context)


def _filtered(request: HttpRequest, found: ScreeningRound) -> tuple[UnitFilter, "QuerySet[ScreenedUnit]"]:
    rows = units_of(request, found)
    said = {each.code: each.label for each in query.reasons(rows)}
    filters = UnitFilter(request.GET or None, reasons=sorted(said.items()))
    return filters, query.listed(rows, **(filters.chosen if request.GET else {}))


@reads
def screening_units(request: HttpRequest, pk: int) -> HttpResponse:
    """The units of a round under filters that stand in the address."""
    found = shown(request, pk)
    filters, rows = _filtered(request, found)
    page = keyset(rows, request, order=("-outcome", "-amount", "-pk"))  # as the index of a round has them
    for unit in page:
        unit.said = unit_rounds.reasons_of(unit)
    return render(request, "cases/screening_units.html", {"found": found, "page": page, "filters": filters})


@writes
def screening_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The units under their filters as a spreadsheet; that it was taken out is recorded."""
    found = shown(request, pk)
    _filters, rows = _filtered(request, found)
    if request.method != "POST":
        return redirect("cases:screening_units", pk=found.pk)
    target = io.BytesIO()
    try:
        exports.write_units(target=target, found=found, rows=rows, actor=request.user, filters=dict(request.GET.items()))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("cases:screening_units", pk=found.pk)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{found.number}.xlsx"'
    return response
