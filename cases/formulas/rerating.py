"""What a new assessment changes in a plan that is running; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import format_month, parse_month


@dataclass(frozen=True)
class Difference:
    """One month with its amount in yuan as it stands and as the new assessment has it."""

    month: date
    before: Decimal
    after: Decimal

    @property
    def more(self) -> Decimal:
        """What is still owed for the month, or below zero what was too much."""
        return self.after - self.before

    def as_json(self) -> dict[str, str]:
        """As it is kept."""
        return {"month": format_month(self.month), "before": str(self.before), "after": str(self.after)}


@dataclass(frozen=True)
class Differences:
    """Months not begun, which get the new amount, and months begun, which people settle."""

    months: tuple[Difference, ...]
    by_hand: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.months or self.by_hand)


def differences(standing: Mapping[date, Decimal], plan: Sequence[Mapping[str, Any]], this_month: date) -> Differences:
    """Where the amounts that stand differ from those of `plan`, by month; months that only one of them has stay as they are."""
    found = []
    for line in plan:
        month, after = parse_month(line["month"]), Decimal(line["amount"])
        before = standing.get(month)
        if before is not None and before != after:
            found.append(Difference(month, before, after))
    return Differences(
        tuple(each for each in found if each.month > this_month), tuple(each for each in found if each.month <= this_month)
    )
