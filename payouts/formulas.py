"""Arithmetic of paying, pure: what is the most that one month of a programme can be."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")


def highest_benefit(*, wage: Decimal, percents: Iterable[Decimal], uplift: Decimal, mode: str) -> Decimal:
    """The largest monthly unemployment benefit in yuan: highest percentage of the minimum wage, with the uplift.

    `mode` is how the uplift is read: multiply (x 1.03) or add_points (+ 3 points of the wage).
    """
    percent = max(percents)
    rate = percent * (1 + uplift) if mode == "multiply" else percent + uplift
    return (wage * rate).quantize(FEN, rounding=ROUND_HALF_UP)
