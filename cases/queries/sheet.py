"""What a claim's pages show of facts, findings and months, in the words of the page's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Assessment, Claim
from cases.queries import exclusions, plans
from cases.queries.facts import known
from core.policies import Refused
from programmes.formulas import registry
from programmes.queries import figures, labels, places, rulesets
from programmes.services import assessment as law
from programmes.services import declared

#: What a month of unemployment benefit is reckoned from; its plan has a table of its own.
BENEFIT_FIGURES = {"number", "wage", "percent", "uplift"}


@dataclass(frozen=True)
class FactRow:
    """One fact: what it is called, what it says, where it is from."""

    name: str
    label: str
    value: str
    source: str


@dataclass(frozen=True)
class FindingRow:
    """One condition: met or not, by which fact against which figure, and the law it rests on."""

    code: str
    label: str
    met: bool
    fact: str
    figure: str
    basis: str


@dataclass(frozen=True)
class MonthRow:
    """One month of the plan; `changes` says in words what is new in it against the month before."""

    month: str
    number: int
    wage: Decimal
    percent: str
    uplift: str
    amount: Decimal
    changes: list[str] = field(default_factory=list)
    standing: str = ""


def fact_rows(scheme: str, facts: Mapping[str, Any]) -> list[FactRow]:
    """The facts in the formula's order, with their source; those not yet known say so."""
    looked_up = known(scheme)
    return [
        FactRow(fact.name, fact.label, _value(facts, fact), _source(fact.name in looked_up))
        for fact in declared.facts(scheme)
        if not fact.listed
    ]


def assessed_rows(scheme: str, facts: Mapping[str, Any]) -> list[FactRow]:
    """Of those the ones that an assessment read: what only names the occasion or a paper is not among them."""
    return [row for row in fact_rows(scheme, facts) if row.name in facts]


def _value(facts: Mapping[str, Any], fact: declared.DeclaredFact) -> str:
    if fact.name not in facts:
        return _("not entered yet")
    given = facts[fact.name]
    said = f"{Decimal(given):,.2f}" if fact.kind == "decimal" and given is not None else labels.value(given)
    return _("%(value)s %(unit)s") % {"value": said, "unit": fact.unit} if fact.unit else said


def _source(looked_up: bool) -> str:
    return _("from the register") if looked_up else _("declared at the desk")


def finding_rows(assessment: Assessment) -> list[FindingRow]:
    """Every condition that was looked at, met or not, and what stands against a grant beside them."""
    result = assessment.result
    rules = rulesets.in_force(result["scheme"], result["region_code"], assessment.on)
    content = rules.content if rules else {}
    return [
        FindingRow(
            finding["code"],
            labels.condition(finding["code"]),
            finding["met"],
            _counted(finding["code"], finding["fact"]),
            _counted(finding["code"], finding["figure"]),
            labels.basis(content, finding["code"]) or finding["basis"],
        )
        for finding in result["findings"]
    ] + [
        FindingRow(
            kept["key"],
            exclusions.label(kept["key"]),
            False,
            exclusions.whose(kept),
            "",
            exclusions.basis(content, kept),
        )
        for kept in assessment.excluded
    ]


def _counted(code: str, given: Any) -> str:
    """A fact or figure of a condition; a whole number with the unit of the fact that the condition is named after."""
    unit = labels.unit(code) if isinstance(given, int) and not isinstance(given, bool) else ""
    return _("%(value)s %(unit)s") % {"value": given, "unit": unit} if unit else labels.value(given)


def law_of(assessment: Assessment) -> dict[str, Any]:
    """Whose rules were read, as the name of the place, and which of the figures behind the answer are not certain yet."""
    version = assessment.result["versions"]["rules"]
    rules = rulesets.named(version["label"], version["region_code"])
    place = places.names({version["region_code"]}).get(version["region_code"], "")
    return {"level": place, "unsure": figures.unsure_behind(rules) if rules else []}


def month_rows(assessment: Assessment, claim: Claim) -> list[MonthRow]:
    """The plan of a monthly benefit: what each month is reckoned from, what changes, and what became of it."""
    if not _by_wage(assessment):
        return []
    standing = _standing(claim)
    rows: list[MonthRow] = []
    before: Mapping[str, Any] = {}
    for line in assessment.result["instalments"]:
        how = line["how"]
        rows.append(
            MonthRow(
                month=line["month"],
                number=how["number"],
                wage=Decimal(how["wage"]),
                percent=_percent(how["percent"]),
                uplift=_percent(how["uplift"]) if Decimal(how["uplift"]) else "",
                amount=Decimal(line["amount"]),
                changes=_changes(before, how),
                standing=_stands(standing, line["month"], Decimal(line["amount"])),
            )
        )
        before = how
    return rows


def _by_wage(assessment: Assessment) -> bool:
    return all("month" in line and set(line["how"]) >= BENEFIT_FIGURES for line in assessment.result["instalments"])


@dataclass(frozen=True)
class PartRow:
    """One amount of a plan that is not reckoned by the minimum wage: what it is for, what it is reckoned from.

    `fund` is said where the programme pays from more than one.
    """

    period: str
    amount: Decimal
    fund: str
    how: str
    standing: str


def part_rows(assessment: Assessment, claim: Claim) -> list[PartRow]:
    """The plan of every other programme, one row an amount."""
    if _by_wage(assessment):
        return []
    standing = _standing(claim)
    several = len(registry.scheme(claim.scheme).funds) > 1
    lines = zip(plans.payable(claim, assessment.result), assessment.result["instalments"], strict=True)
    return [
        PartRow(
            labels.period(row.period),
            row.amount,
            row.fund if several else "",
            labels.how(line["how"]),
            _stands(standing, row.period, row.amount),
        )
        for row, line in lines
    ]


def worth_row(assessment: Assessment) -> str:
    """What a grant without a payment gives, in words; nothing where money is paid."""
    found = assessment.result.get("entitlement") or {}
    return labels.how(found) if assessment.grantable and "kind" in found else ""


def _changes(before: Mapping[str, Any], how: Mapping[str, Any]) -> list[str]:
    if not before:
        return []
    said = []
    if before["wage"] != how["wage"]:
        said.append(_("New minimum wage: %(wage)s") % {"wage": how["wage"]})
    if before["percent"] != how["percent"]:
        said.append(_("New share: %(percent)s") % {"percent": _percent(how["percent"])})
    if before["uplift"] != how["uplift"]:
        said.append(_("Uplift: %(percent)s") % {"percent": _percent(how["uplift"])})
    return said


def _percent(ratio: str) -> str:
    return f"{(Decimal(ratio) * 100).normalize():f} %"


def _standing(claim: Claim) -> dict[str, tuple[Decimal, bool]]:
    """The last instalment of each period: its amount, and whether it was cancelled."""
    rows = claim.instalments.order_by("pk").values_list("period", "amount", "cancelled_on")
    return {period: (amount, gone is not None) for period, amount, gone in rows}


def _stands(standing: Mapping[str, tuple[Decimal, bool]], period: str, planned: Decimal) -> str:
    if period not in standing:
        return _("left out") if standing else ""
    amount, cancelled = standing[period]
    if cancelled:
        return _("cancelled")
    if amount != planned:
        return _("payable with %(amount)s; the difference is settled by hand") % {"amount": f"{amount:,.2f}"}
    return _("payable")


@dataclass(frozen=True)
class Recomputed:
    """Whether the stored assessment still works out to itself, or why it cannot be worked out."""

    same: bool
    fault: str = ""


def recomputed(assessment: Assessment) -> Recomputed:
    """Work the stored assessment out again from its own facts and versions."""
    try:
        return Recomputed(law.recompute(assessment.result) == assessment.result)
    except Refused as refused:
        return Recomputed(False, str(refused))
