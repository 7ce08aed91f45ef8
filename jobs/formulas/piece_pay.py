"""What a worker by the piece is paid for a day: pure arithmetic, rounded once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.money import ZERO, half_up
from core.periods import age_on

#: 劳动法 art. 15: nobody under 16 is taken on; from 16 to the 18th birthday 未成年工 are protected (art. 58, 64, 65).
LEAST_AGE, GROWN_UP = 16, 18


@dataclass(frozen=True)
class Pay:
    """A worker's evening, in yuan: what was earned, what was paid out now, and what stays to be taken off the next day."""

    earned: Decimal
    paid: Decimal
    rest: Decimal


def pay(*, rate: Decimal, good: int, advance: Decimal, brought: Decimal) -> Pay:
    """Good pieces by the rate, half-up to the fen here and nowhere earlier, less advances and what was paid too much before.

    Nobody pays back in the evening: where more was advanced than earned, the rest is brought to the next day.
    """
    earned = half_up(rate * good)
    due = earned - advance - brought
    return Pay(earned, max(due, ZERO), max(-due, ZERO))


def too_young(born_on: date, on: date) -> bool:
    """Whether taking the person on that day would be child labour (禁止使用童工规定 art. 2)."""
    return age_on(born_on, on) < LEAST_AGE


def young(born_on: date, on: date) -> bool:
    """Whether the person is a protected young worker that day: 16 and not yet 18."""
    return LEAST_AGE <= age_on(born_on, on) < GROWN_UP


def hourly(earned: Decimal, hours: Decimal | None) -> Decimal | None:
    """What an hour earned, half-up to the fen for being looked at; None where no hours were written down."""
    return half_up(earned / hours) if hours else None
