"""What somebody without an account may get: the formulas in force on what they tell, and nothing of it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import clock
from programmes.formulas import registry, visitors
from programmes.formulas.base import Finding, Outcome, Unassessable
from programmes.formulas.declaration import GRANTED
from programmes.formulas.minimum_wage import WageTable
from programmes.formulas.people import TODAY
from programmes.models import RuleSet
from programmes.queries import applicable, figures, labels, rulesets, words
from programmes.queries.applicable import Paper
from programmes.services import declared
from programmes.services.declared import DeclaredFact

NOT_YET = _("Leave it empty if that has not happened yet: the answer then takes today.")
YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class Row:
    """One condition: what it asks, what was told, what the law says, and where it says so."""

    label: str
    told: str
    figure: str
    basis: str


@dataclass(frozen=True)
class Part:
    """So many payments of one amount in yuan."""

    count: int
    amount: Decimal


@dataclass(frozen=True)
class Answer:
    """What is likely for one programme: `verdict` is yes, no or unknown, and what it rests on."""

    scheme: str
    label: str
    verdict: str
    document: str
    rules: str
    papers: list[Paper]
    taken: list[tuple[str, str]]
    unsure: list[str]
    missing: list[str] = field(default_factory=list)
    fault: str = ""
    met: list[Row] = field(default_factory=list)
    unmet: list[Row] = field(default_factory=list)
    amount: Decimal | None = None
    parts: list[Part] = field(default_factory=list)
    monthly: bool = False
    a_person: bool = False
    granted: str = ""


def groups() -> list[tuple[str, str]]:
    """How people speak of themselves, in the order of the page."""
    return [(code, words.said(said)) for code, said in visitors.GROUPS.items()]


def offered(group: str, region_code: str) -> list[tuple[str, str]]:
    """The programmes of a group with rules in force at a place today, with their names. One query."""
    there = rules_of(visitors.programmes(group), region_code)
    return [(name, labels.scheme(name)) for name in visitors.programmes(group) if name in there]


def questions(schemes: Sequence[str]) -> list[DeclaredFact]:
    """What has to be asked for all of these programmes, each fact once, in the order of the formulas."""
    found: dict[str, DeclaredFact] = {}
    for scheme in schemes:
        wanted = {fact.name for fact in visitors.asked(scheme)}
        given = registry.scheme(scheme).assumed
        for fact in declared.facts(scheme):
            if fact.name in wanted:
                found.setdefault(fact.name, replace(fact, help=str(NOT_YET)) if given.get(fact.name) == TODAY else fact)
    return list(found.values())


def answers(*, schemes: Sequence[str], region_code: str, told: Mapping[str, Any]) -> list[Answer]:
    """What each programme's rules of the place say today to what was told (JSON values), the likely ones first.

    Two queries, however many programmes. Nothing is written.
    """
    there, wages = rules_of(schemes, region_code), rulesets.wages(region_code)
    found = [_answer(there[scheme], told, wages) for scheme in schemes if scheme in there]
    return sorted(found, key=lambda answer: (YES, UNKNOWN, NO).index(answer.verdict))


def rules_of(schemes: Sequence[str], region_code: str) -> dict[str, RuleSet]:
    """The rules in force today by programme, those of the narrowest region. One query."""
    rows = RuleSet.objects.published().filter(scheme__in=schemes).concerning(region_code).on(clock.today())
    return {rules.scheme: rules for rules in sorted(rows, key=lambda rules: len(rules.region_code))}


def _answer(rules: RuleSet, told: Mapping[str, Any], wages: Sequence[WageTable]) -> Answer:
    known, today = registry.scheme(rules.scheme), clock.today()
    mine = {fact.name: told[fact.name] for fact in known.facts if told.get(fact.name) is not None}
    taken = visitors.assumed(rules.scheme, today, mine)
    base: dict[str, Any] = {
        "scheme": rules.scheme,
        "label": labels.scheme(rules.scheme),
        "document": " ".join(part for part in (rules.document, rules.document_no) if part),
        "rules": labels.rules_name(rules.label),
        "papers": _papers(rules.scheme, {**taken, **mine}),
        "taken": [(labels.fact(name), labels.value(value)) for name, value in taken.items() if value not in (None, [])],
        "unsure": [figure.unsure for figure in figures.unsure_behind(rules)],
    }
    try:
        outcome, lacking = visitors.look(scheme=rules.scheme, on=today, told=mine, rules=rules.content, wages=wages)
    except Unassessable as fault:
        return Answer(**base, verdict=UNKNOWN, fault=labels.fault(fault))
    if outcome is None:
        return Answer(**base, verdict=UNKNOWN, missing=[labels.fact(name) for name in lacking])
    met = [_row(rules, finding) for finding in outcome.findings if finding.met]
    unmet = [_row(rules, finding) for finding in outcome.findings if not finding.met]
    if unmet:
        return Answer(**base, verdict=NO, met=met, unmet=unmet)
    return Answer(**base, verdict=YES, met=met, **_worth(rules.scheme, outcome))


def _worth(scheme: str, outcome: Outcome) -> dict[str, Any]:
    known, granted = registry.scheme(scheme), outcome.entitlement.get("kind", "")
    kind = GRANTED.get(str(granted))
    amount = outcome.amount if outcome.instalments else None
    if amount is None and outcome.entitlement.get("amount"):
        amount = Decimal(outcome.entitlement["amount"])
    runs = groupby(outcome.instalments, key=lambda part: part.amount)
    return {
        "amount": amount,
        "parts": [Part(sum(1 for _each in run), each) for each, run in runs],
        "monthly": known.plan == "monthly",
        "a_person": known.listed,
        "granted": words.said(kind) if kind else "",
    }


def _row(rules: RuleSet, finding: Finding) -> Row:
    basis = labels.basis(rules.content, finding.code) or finding.basis
    return Row(labels.condition(finding.code), labels.value(finding.fact), labels.value(finding.figure), basis)


def _papers(scheme: str, facts: Mapping[str, Any]) -> list[Paper]:
    """The papers to bring, without those of other cases than the one that was told."""
    whens = {paper.kind: paper.when for paper in registry.scheme(scheme).documents}
    return [
        paper
        for paper in applicable.documents(scheme)
        if (when := whens[paper.kind]) is None or facts.get(when[0]) is None or facts[when[0]] in when[1]
    ]
