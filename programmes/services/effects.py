"""What a proposed rule set does to the stored sample cases: before and after, who gains, who loses, the sum."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from programmes import formulas
from programmes.formulas import registry
from programmes.formulas.base import Outcome, Unassessable
from programmes.formulas.minimum_wage import WageTable
from programmes.models import RuleSet
from programmes.queries import labels, rulesets
from programmes.services import lawfiles

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Effect:
    """One sample case under the rules before and after; None where it could not be assessed."""

    number: int
    facts: dict[str, Any]
    before: Outcome | None
    after: Outcome | None

    @property
    def words(self) -> str:
        """The facts in the page's language."""
        return labels.value(self.facts)

    @property
    def change(self) -> Decimal:
        """How much more, or less, the case comes to in yuan."""
        return _amount(self.after) - _amount(self.before)


@dataclass(frozen=True)
class Effects:
    """All sample cases of one scheme."""

    scheme: str
    cases: tuple[Effect, ...]

    @property
    def gaining(self) -> int:
        """How many cases come to more."""
        return sum(case.change > 0 for case in self.cases)

    @property
    def losing(self) -> int:
        """How many cases come to less."""
        return sum(case.change < 0 for case in self.cases)

    @property
    def before(self) -> Decimal:
        """The sum before, in yuan."""
        return sum((_amount(case.before) for case in self.cases), ZERO)

    @property
    def after(self) -> Decimal:
        """The sum after, in yuan."""
        return sum((_amount(case.after) for case in self.cases), ZERO)

    @property
    def change(self) -> Decimal:
        """The difference of the sums, in yuan."""
        return self.after - self.before


def of(ruleset: RuleSet) -> list[Effects]:
    """The effect on every scheme that the set touches: its own, or for the minimum wage each scheme that reads it.

    Each sample is worked out by the old figures and by the new ones whatever its own days are, so that the page shows
    what the figures do; a new minimum wage shows in the benefit months from its own first month on.
    """
    if ruleset.scheme in registry.SCHEMES:
        old = rulesets.compared_with(ruleset)
        wages = rulesets.wages(ruleset.region_code)
        return [_compared(ruleset.scheme, old, wages, ruleset, wages)]
    if ruleset.scheme != rulesets.WAGES:
        return []
    before = rulesets.wages(ruleset.region_code)
    after = [_ended(table, ruleset) for table in before if table.valid_from != ruleset.valid_from] + [ruleset.as_wages()]
    found = []
    for scheme in registry.SCHEMES:
        rules = rulesets.in_force(scheme, ruleset.region_code, ruleset.valid_from)
        if rules is not None:
            found.append(_compared(scheme, rules, before, rules, after))
    return found


def _compared(
    scheme: str,
    old: RuleSet | None,
    old_wages: Sequence[WageTable],
    new: RuleSet,
    new_wages: Sequence[WageTable],
) -> Effects:
    cases = []
    for number, sample in enumerate(lawfiles.samples(scheme), start=1):
        on, facts = date.fromisoformat(sample["on"]), sample["facts"]
        before = _outcome(scheme, on, facts, old, old_wages)
        cases.append(Effect(number, facts, before, _outcome(scheme, on, facts, new, new_wages)))
    return Effects(scheme, tuple(cases))


def _outcome(scheme: str, on: date, facts: dict[str, Any], rules: RuleSet | None, wages: Sequence[WageTable]) -> Outcome | None:
    if rules is None:
        return None
    try:
        return formulas.assess(scheme=scheme, on=on, facts=facts, rules=rules.content, wages=wages)
    except Unassessable:
        return None


def _ended(table: WageTable, by: RuleSet) -> WageTable:
    same = table.region_code == by.region_code and table.valid_to is None and table.valid_from < by.valid_from
    return replace(table, valid_to=by.valid_from - timedelta(days=1)) if same else table


def _amount(outcome: Outcome | None) -> Decimal:
    return outcome.amount if outcome else ZERO
