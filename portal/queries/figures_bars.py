"""The chart of a programme's months: what was granted and what was paid, as bars of a drawing."""

from dataclasses import dataclass

from core.money import ZERO
from portal.queries.figures import Row

#: In units of the drawing: the height of the highest bar, and the way from one month to the next.
HEIGHT, STEP = 120, 50


@dataclass(frozen=True)
class Bar:
    """One month of the chart: where its two bars stand and how high they are, in units of the drawing."""

    label: str
    left: int
    granted: int
    paid: int

    @property
    def right(self) -> int:
        """Where the second bar begins."""
        return self.left + 20

    @property
    def middle(self) -> int:
        """Where the month's number stands."""
        return self.left + 19

    @property
    def granted_top(self) -> int:
        """Bars stand on the ground line."""
        return HEIGHT - self.granted

    @property
    def paid_top(self) -> int:
        """Bars stand on the ground line."""
        return HEIGHT - self.paid


def bars(months: list[Row]) -> list[Bar]:
    """The months side by side, the highest amount as high as the drawing, hidden ones without bars; none without money."""
    shown = [Row(row.key) if row.hidden else row for row in months]
    most = max((max(row.amount, row.paid) for row in shown), default=ZERO)
    if not most:
        return []
    return [
        Bar(str(number), (number - 1) * STEP + 6, int(row.amount * HEIGHT / most), int(row.paid * HEIGHT / most))
        for number, row in enumerate(shown, 1)
    ]
