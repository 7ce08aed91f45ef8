"""Pages that show claims: the list, its export, the claim, its assessment, its decision."""

import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cases.forms.claims import ClaimFilter
from cases.models import Claim, Decision
from cases.policies import claims as policies
from cases.queries import cautions, certification, letters, listed, moves, publicity, rerating, sheet
from cases.queries import claims as claims_query
from cases.queries import facts as facts_query
from cases.services import exports
from cases.states import ClaimState
from core.http import reads, writes
from core.pages import keyset
from core.policies import Refused
from programmes.queries import labels
from programmes.services import calendar
from stations.models import Station
from stations.models.scope import scope_filter
from stations.states import CASE_ROLES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filtered(request: HttpRequest) -> tuple[ClaimFilter, Any]:
    stations = Station.objects.filter(scope_filter(request.user, CASE_ROLES, station="pk")).order_by("code")
    filters = ClaimFilter(request.GET or None, stations=stations)
    return filters, claims_query.listed(request.user, **(filters.chosen if request.GET else {}))


@reads
def claim_list(request: HttpRequest) -> HttpResponse:
    """The claims of the reader's scope, the earliest due first."""
    filters, claims = _filtered(request)
    page = keyset(claims, request, order=("due_on", "pk"))
    for claim in page:
        claim.light = claims_query.light_of(claim)
    return render(request, "cases/claim_list.html", {"page": page, "filters": filters})


@writes
def claim_export(request: HttpRequest) -> HttpResponse:
    """The list under its filters as a spreadsheet; that it was taken out is recorded."""
    filters, claims = _filtered(request)
    if request.method != "POST":
        return render(request, "cases/claim_export.html", {"filters": filters})
    target = io.BytesIO()
    try:
        exports.write_claims(target=target, claims=claims, actor=request.user, filters=dict(request.GET.items()))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("cases:claim_list")
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="claims.xlsx"'
    return response


def shown(request: HttpRequest, pk: int) -> Claim:
    """The claim of that number, if the reader may see it."""
    beside = ("resident", "enterprise", "station", "created_by", "correction", "decision", "begun_by", "promise")
    claims = Claim.objects.visible_to(request.user).select_related(*beside)
    claim: Claim = get_object_or_404(claims, pk=pk)
    return claim


@reads
def claim_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim: who, what is known, where it stands, who has it, and the next step."""
    claim = shown(request, pk)
    first, others = moves.buttons(request.user, claim)
    may_attach = policies.can_attach(request.user, claim)
    events = [
        {"at": step.at, "what": moves.DONE.get(step.verb, step.verb), "who": step.actor, "note": step.reason}
        for step in claim.steps.select_related("actor").order_by("pk")
    ]
    context = {
        "claim": claim,
        "scheme": labels.scheme(claim.scheme),
        "light": claims_query.light_of(claim),
        "left": claims_query.left_of(claim, calendar.load()),
        "holder": moves.holder(claim),
        "first": first,
        "others": others,
        "facts": sheet.fact_rows(claim.scheme, facts_query.current(claim) if claim.state == ClaimState.DRAFT else claim.facts),
        **claims_query.paper_rows(claim),
        "may_attach": may_attach,
        "counts": listed.counts(claim),
        "assessment": claim.assessments.order_by("-pk").first(),
        "votes": list(claim.votes.select_related("actor").order_by("pk")),
        "correction": getattr(claim, "correction", None),
        "decision": getattr(claim, "decision", None),
        "suspensions": list(claim.suspensions.select_related("suspended_by", "resumed_by").order_by("pk")),
        "unused": claim.instalments.unused().count() if claim.state == ClaimState.ENDED else None,
        "after_end": list(claims_query.payable_after_end(claim)) if claim.state == ClaimState.ENDED else [],
        "cautions": cautions.after_grant(claim),
        "granted": claims_query.months_granted(claim),
        "to_settle": rerating.to_settle(claim),
        "letters": letters.called_for(claim),
        "may_print": policies.can_issue_letter(request.user, claim),
        "uncertified": certification.open_months(claim) if policies.can_certify(request.user, claim) else [],
        "appeals": list(claim.appeals.order_by("pk")),
        "begun_by": getattr(claim, "begun_by", None),
        "may_recover": policies.can_recover(request.user, claim),
        "shown": publicity.entry_of(claim),
        "events": events,
    }
    return render(request, "cases/claim_show.html", context)


@reads
def claim_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest assessment: every condition with fact, figure and law, and the plan month by month."""
    claim = shown(request, pk)
    assessment = claim.assessments.select_related("assessed_by").order_by("-pk").first()
    context: dict[str, Any] = {"claim": claim, "assessment": assessment, "earlier": [], "counts": listed.counts(claim)}
    if assessment is not None:
        context |= {
            "findings": sheet.finding_rows(assessment),
            "months": sheet.month_rows(assessment, claim),
            "parts": sheet.part_rows(assessment, claim),
            "worth": sheet.worth_row(assessment),
            "facts": sheet.assessed_rows(claim.scheme, assessment.facts),
            **sheet.law_of(assessment),
            "recomputed": sheet.recomputed(assessment),
            "earlier": claim.assessments.exclude(pk=assessment.pk).select_related("assessed_by").order_by("-pk")[:10],
        }
    return render(request, "cases/claim_assessment.html", context)


@reads
def claim_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision: what was granted or refused, by whom, and what it makes payable."""
    claim = shown(request, pk)
    decisions = Decision.objects.select_related("assessment", "checked_by", "decided_by")
    decision = get_object_or_404(decisions, claim=claim)
    context = {
        "claim": claim,
        "decision": decision,
        "findings": sheet.finding_rows(decision.assessment),
        "instalments": claim.instalments.order_by("month", "pk"),
        "rerating": rerating.last(claim),
        "taken_off": decision.taken_off,
        "title": _("Grant %(number)s") if decision.granted else _("Refusal %(number)s"),
        "letters": [paper for paper in letters.called_for(claim) if paper.kind in ("grant", "refusal")],
        "may_print": policies.can_issue_letter(request.user, claim),
        "appeals": list(claim.appeals.order_by("pk")),
    }
    context["title"] %= {"number": decision.number}
    return render(request, "cases/claim_decision.html", context)
