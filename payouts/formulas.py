"""Arithmetic of paying, pure: what is the most that one month of a programme can be."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from core.periods import add_months

FEN = Decimal("0.01")
LONGEST_PLAN = 60


def highest_benefit(*, wage: Decimal, percents: Iterable[Decimal], uplift: Decimal, mode: str) -> Decimal:
    """The largest monthly unemployment benefit in yuan: highest percentage of the minimum wage, with the uplift.

    `mode` is how the uplift is read: multiply (x 1.03) or add_points (+ 3 points of the wage).
    """
    percent = max(percents)
    rate = percent * (1 + uplift) if mode == "multiply" else percent + uplift
    return (wage * rate).quantize(FEN, rounding=ROUND_HALF_UP)


def shared_parts(*, amount: Decimal, plan: Sequence[tuple[date, Decimal]]) -> list[tuple[date, Decimal]]:
    """`amount` yuan in the proportions of `plan`, each part in whole fen; the last one takes what is over.

    Where `plan` sums to `amount` it is the plan as it stands.
    """
    total = sum((asked for _day, asked in plan), Decimal(0))
    shares = [(amount * asked / total).quantize(FEN, rounding=ROUND_DOWN) for _day, asked in plan[:-1]]
    days = [due_on for due_on, _asked in plan]
    parts = zip(days, [*shares, amount - sum(shares, Decimal(0))], strict=True)
    return [(due_on, part) for due_on, part in parts if part > 0]


def equal_parts(*, owed: Decimal, count: int, first_on: date) -> list[tuple[date, Decimal]]:
    """`owed` yuan in `count` monthly parts from `first_on` on, alike to the fen; the last one takes what is over.

    A day that a month does not have becomes the month's last.
    """
    part = (owed / count).quantize(FEN, rounding=ROUND_DOWN)
    amounts = [part] * (count - 1) + [owed - part * (count - 1)]
    return [(add_months(first_on, number), amount) for number, amount in enumerate(amounts)]
