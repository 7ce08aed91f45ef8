"""A draft of rules tried on the claims of the last months: who would win, who would lose, what it would have cost."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from cases.models import Assessment
from core import clock
from core.money import ZERO
from core.periods import add_months
from programmes import formulas
from programmes.formulas.base import Outcome, Unassessable
from programmes.models import RuleSet
from programmes.queries import labels, rulesets

#: The newest claims that one page works out; a year of one banner fits, and the page says when it was cut.
MOST = 20_000


@dataclass
class Backtest:
    """Counts of claims, and yuan, under the rules by which they were assessed and under the draft."""

    months: int
    looked_at: int = 0
    unknown: int = 0  # cannot be assessed by the draft: it asks for a fact that nobody gave
    cut: bool = False
    winning: int = 0  # refused then, granted by the draft
    losing: int = 0  # granted then, refused by the draft
    more: int = 0
    less: int = 0
    before: Decimal = ZERO
    after: Decimal = ZERO
    failing: Counter[str] = field(default_factory=Counter)  # conditions newly unmet
    passing: Counter[str] = field(default_factory=Counter)  # conditions newly met

    @property
    def change(self) -> Decimal:
        """What the draft would have cost more, or less, in yuan."""
        return self.after - self.before

    @property
    def same(self) -> int:
        """Claims with the same answer and amount."""
        return self.looked_at - self.unknown - self.winning - self.losing - self.more - self.less

    @property
    def reasons(self) -> list[tuple[str, int, int]]:
        """Condition in words, how many newly fail it, how many newly meet it."""
        codes = sorted(self.failing | self.passing, key=lambda code: -(self.failing[code] + self.passing[code]))
        return [(labels.condition(code), self.failing[code], self.passing[code]) for code in codes]


def backtest(ruleset: RuleSet, months: int) -> Backtest:
    """Every claim of the draft's programme and region that was submitted in the last `months`, by its newest assessment.

    Streamed with the same pure formula; one query, memory flat. The stored facts are used, not those of today.
    """
    found = Backtest(months)
    wages = rulesets.wages(ruleset.region_code)
    for stored in _stored(ruleset, add_months(clock.this_month(), -months)):
        if found.looked_at == MOST:
            found.cut = True
            break
        found.looked_at += 1
        try:
            facts, on = stored["facts"], date.fromisoformat(stored["on"])
            outcome = formulas.assess(scheme=ruleset.scheme, on=on, facts=facts, rules=ruleset.content, wages=wages)
        except Unassessable:
            found.unknown += 1
            continue
        _count(found, stored, outcome)
    return found


def _stored(ruleset: RuleSet, since: date) -> Iterator[dict[str, Any]]:
    newest = Assessment.objects.filter(
        claim__scheme=ruleset.scheme, claim__region_code__startswith=ruleset.region_code, claim__submitted_at__date__gte=since
    )
    results = newest.order_by("-claim_id", "-pk").distinct("claim_id").values_list("result", flat=True)
    yield from results.iterator(chunk_size=1000)


def _count(found: Backtest, stored: dict[str, Any], outcome: Outcome) -> None:
    was, then = bool(stored["eligible"]), Decimal(stored["amount"])
    now = outcome.amount if outcome.eligible else ZERO
    found.before += then
    found.after += now
    if was != outcome.eligible:
        found.winning += outcome.eligible
        found.losing += was
    else:
        found.more += now > then
        found.less += now < then
    before = set(stored["failed"])
    found.failing.update(set(outcome.failed) - before)
    found.passing.update(before - set(outcome.failed))
