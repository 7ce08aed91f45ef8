"""A map drawn by ourselves: points in degrees onto a small sheet, a scale bar, marks that do not lie on each other. Pure.

Over the width of a banner a degree is as long everywhere, so the sheet is flat; over the whole region it is a sketch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import Any, NamedTuple

WIDTH, HEIGHT, MARGIN = 360, 300, 26
KM_A_DEGREE = 111.2
#: Marks closer than this are drawn as one; a finger needs as much.
APART = 24
BARS = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)


class Point(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Frame:
    """A sheet around its middle; `scale` is units of the sheet a kilometre."""

    middle: Point
    scale: float

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point lies on the sheet, from the upper left."""
        east = (point.longitude - self.middle.longitude) * KM_A_DEGREE * cos(radians(self.middle.latitude))
        north = (point.latitude - self.middle.latitude) * KM_A_DEGREE
        return round(WIDTH / 2 + east * self.scale, 1), round(HEIGHT / 2 - north * self.scale, 1)

    def length(self, kilometres: float) -> float:
        """A distance on the sheet."""
        return round(kilometres * self.scale, 1)

    @property
    def bar(self) -> tuple[float, float]:
        """The scale bar: kilometres and its length, at most a third of the width."""
        fitting = [km for km in BARS if km * self.scale <= WIDTH / 3]
        km = fitting[-1] if fitting else BARS[0]
        return km, self.length(km)


@dataclass
class Mark:
    """One or more things at about one place."""

    x: float
    y: float
    things: list[Any] = field(default_factory=list)


def around(points: Sequence[Point], least_km: float = 1.0) -> Frame:
    """The sheet on which all the points lie, at least so many kilometres wide. Without a point, ValueError."""
    if not points:
        raise ValueError("a map of nothing")
    norths, easts = [point.latitude for point in points], [point.longitude for point in points]
    middle = Point((min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2)
    wide = max((max(easts) - min(easts)) * KM_A_DEGREE * cos(radians(middle.latitude)), least_km)
    high = max((max(norths) - min(norths)) * KM_A_DEGREE, least_km * HEIGHT / WIDTH)
    return Frame(middle, min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high))


def inside(x: float, y: float, border: float = 8) -> bool:
    """Whether something there can be seen on the sheet."""
    return border <= x <= WIDTH - border and border <= y <= HEIGHT - border


def marks(frame: Frame, things: Iterable[tuple[Point, Any]]) -> list[Mark]:
    """The things on the sheet in the order given; whatever lies on an earlier mark joins it."""
    drawn: list[Mark] = []
    for point, thing in things:
        x, y = frame.place(point)
        if not inside(x, y):
            continue
        near = next((mark for mark in drawn if hypot(mark.x - x, mark.y - y) < APART), None)
        if near is None:
            near = Mark(x, y)
            drawn.append(near)
        near.things.append(thing)
    return drawn
