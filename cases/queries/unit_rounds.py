"""What rounds without applications found of one unit: on its page in the registry, at its claim form, on a page of its own."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.formulas.screening import findings_of
from cases.models import ScreenedUnit, ScreeningRound
from cases.policies import screening as policies
from cases.queries import screening as query
from cases.queries import unit_set
from cases.queries.sheet import FindingRow
from core import clock
from core.policies import Refused
from enterprises.models import Enterprise
from enterprises.queries.hooks import Part
from programmes.formulas import registry
from programmes.models import RuleSet
from programmes.queries import labels, rulesets
from programmes.services import assessment as law

SHOWN = 10


def reasons_of(unit: ScreenedUnit) -> list[str]:
    """Why the unit was excluded or parked, in words; a fact that is missing is named."""
    said = [query.reason_label(code) for code in unit.reasons]
    return [text + _(": ") + labels.fact(unit.fact) if unit.fact and code == "unassessable" else text
            for code, text in zip(unit.reasons, said, strict=True)]  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One round's word on a unit."""

    unit: ScreenedUnit
    programme: str
    reasons: list[str]


def _row(unit: ScreenedUnit) -> Row:
    return Row(unit, labels.about(unit.scheme, unit.occasion), reasons_of(unit))


def part(user: Any, enterprise: Enterprise) -> Part | None:
    """The newest rounds that looked at the unit, as far as `user` may see them; None without any."""
    found = ScreenedUnit.objects.visible_to(user).filter(enterprise=enterprise).select_related("round", "claim").order_by("-pk")
    rows = [_row(unit) for unit in found[:SHOWN]]
    return Part("cases/parts/_unit_rounds.html", {"rows": rows}) if rows else None


def at_claim(enterprise: Enterprise, scheme: str) -> Row | None:
    """What the form of a claim says of the round that looked at the same programme and occasion."""
    if registry.scheme(scheme).applicant != "enterprise":
        return None
    found = query.found_of(enterprise.pk, scheme, unit_set.occasion(scheme, clock.today(), enterprise.region_code))
    return _row(found) if found else None


def rules_of(found: ScreeningRound) -> RuleSet | None:
    """The rules that the round was judged by, as they were published."""
    published = RuleSet.objects.published().filter(scheme=found.scheme, region_code=found.rules_region)
    return published.filter(digest=found.rules_digest).first()


def finding_rows(unit: ScreenedUnit, rules: RuleSet | None) -> list[FindingRow]:
    """Every condition that was looked at, as on the page of an assessment."""
    content = rules.content if rules else {}
    return [
        FindingRow(code, labels.condition(code), met, labels.value(fact), labels.value(figure), labels.basis(content, code))
        for code, met, fact, figure in unit.findings
    ]


def same_again(unit: ScreenedUnit, rules: RuleSet | None) -> bool | None:
    """Whether facts and rules work out to the same findings today; None where a fact is missing, so that there are none."""
    if rules is None or not unit.findings:
        return None if rules else False
    tables = rulesets.wages(unit.round.prefix)
    versions = law.versions_of(rules, tables)
    try:
        result = law.worked_out(unit.scheme, unit.region_code, unit.round.on, unit.facts, rules, tables, versions)
    except Refused:
        return False
    return findings_of(result) == unit.findings


def may(user: Any, unit: ScreenedUnit) -> dict[str, bool]:
    """What `user` may do with the unit now."""
    asked = getattr(unit, "answer", None)
    open_objection = any(not each.outcome for each in unit.objections.all())
    waiting = asked is not None and not asked.answer and asked.until >= clock.today()
    qualified = unit.outcome == "qualified" and unit.claim_id is None
    return {
        "answer": qualified and waiting and policies.can_record(user, unit),
        "take_out": qualified and policies.can_take_out(user, unit),
        "object": unit.outcome != "qualified" and not open_objection and policies.can_record(user, unit),
    }
