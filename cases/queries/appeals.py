"""Appeals: the list, the terms of a decision, and the assessment of then beside that of now."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases.formulas import appeal_terms
from cases.formulas.office_clock import Light
from cases.models import Appeal, Claim, Decision, Delivery
from cases.queries import facts as facts_query
from cases.queries import sheet
from cases.states import AppealState
from core import clock
from core.policies import Refused
from programmes.queries import labels
from programmes.services import assessment as law
from programmes.services import calendar


def listed(user: Any, *, state: str = "", route: str = "", text: str = "") -> QuerySet[Appeal]:
    """The appeals that `user` may see, under the filters of the list."""
    found = Appeal.objects.visible_to(user).select_related("claim__resident", "claim__enterprise", "decision")
    if state:
        found = found.filter(state=state)
    if route:
        found = found.filter(route=route)
    text = text.strip()
    if text:
        numbers = Q(number__iexact=text) | Q(claim__number__iexact=text) | Q(decision__number__iexact=text)
        found = found.filter(numbers | Q(claim__resident__name__startswith=text) | Q(claim__enterprise__name__startswith=text))
    return found


def light_of(appeal: Appeal) -> Light:
    """Red once the authority's term has passed, yellow in its last ten days."""
    if appeal.state == AppealState.CLOSED:
        return Light.NONE
    left = (appeal.decide_by - clock.today()).days
    return Light.RED if left < 0 else Light.YELLOW if left <= 10 else Light.NONE


@dataclass(frozen=True)
class OpenWays:
    """When the letter was delivered, and until when each way of appeal is open; None where the delivery is not on record."""

    delivered_on: date | None
    review_by: date | None
    court_by: date | None


def open_ways(claim: Claim, decision: Decision) -> OpenWays:
    """The terms that run from the delivery of the decision."""
    kind = "grant" if decision.granted else "refusal"
    delivered_on = Delivery.objects.filter(letter__claim=claim, letter__kind=kind).values_list("on", flat=True).first()
    days_off = calendar.load()
    return OpenWays(
        delivered_on,
        appeal_terms.file_by("review", delivered_on, None, days_off),
        appeal_terms.file_by("court", delivered_on, None, days_off),
    )


@dataclass(frozen=True)
class Side:
    """What the rules say: `fault` instead, where it could not be worked out."""

    heading: str
    eligible: bool = False
    amount: Decimal = Decimal("0.00")
    rules: str = ""
    failed: list[str] = field(default_factory=list)
    fault: str = ""


@dataclass(frozen=True)
class Changed:
    """A fact that the register says otherwise today."""

    label: str
    then: str
    now: str


@dataclass(frozen=True)
class Comparison:
    """The assessment of then, worked out again, beside the facts of today under the rules of then and of today."""

    recomputed: sheet.Recomputed
    sides: list[Side]
    changed: list[Changed]


def compared(decision: Decision) -> Comparison:
    """What was decided, whether it still works out to itself, and what would be said today."""
    then = decision.assessment
    claim = decision.claim
    told = facts_query.asked(then.facts, claim.scheme)
    today = clock.today()
    facts_now = {**told, **facts_query.of_register(claim.applicant, claim.scheme, told, facts_query.day_of(claim))}
    facts_today = {**told, **facts_query.of_register(claim.applicant, claim.scheme, told, today)}
    sides = [
        _side(_("As decided: facts and rules of then"), then.result),
        _worked_out(_("Facts of the register now, rules of then"), claim, then.on, facts_now),
        _worked_out(_("Facts and rules of today"), claim, today, facts_today),
    ]
    rows_then = {row.name: row for row in sheet.assessed_rows(claim.scheme, then.facts)}
    changed = [
        Changed(row.label, rows_then[row.name].value, row.value)
        for row in sheet.fact_rows(claim.scheme, facts_today)
        if row.name in rows_then and rows_then[row.name].value != row.value
    ]
    return Comparison(sheet.recomputed(then), sides, changed)


def _worked_out(heading: str, claim: Claim, on: date, facts: dict[str, Any]) -> Side:
    try:
        return _side(heading, law.assess(scheme=claim.scheme, region_code=claim.region_code, on=on, facts=facts))
    except Refused as refused:
        return Side(heading, fault=str(refused))


def _side(heading: str, result: dict[str, Any]) -> Side:
    failed = [labels.condition(finding["code"]) for finding in result["findings"] if not finding["met"]]
    return Side(heading, result["eligible"], Decimal(result["amount"]), labels.rules_name(result["rules"]), failed)
