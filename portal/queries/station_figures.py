"""The month of stations as pages show it: of one, or of places with their sums; targets beside, small counts kept back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from core import clock
from jobs.queries import station_month
from jobs.queries.station_month import ALL, FIGURES, GROUPS, YEAR, Figure
from portal.queries import small_counts
from stations.models import Region, Station
from stations.queries import posts_of
from stations.states import Role

#: In units of the drawing: the height of the highest bar, and the way from one month to the next.
HEIGHT, STEP = 120, 50


@dataclass(frozen=True)
class Asked:
    """Whose posts, which year and month (0: the whole year), below which place or of which station alone."""

    user: Any
    year: int
    month: int = 0
    place: str = ""
    station: Station | None = None

    @property
    def _posts(self) -> list[Any]:
        return [post for post in posts_of(self.user) if post.role in station_month.READERS]

    @property
    def masks(self) -> bool:
        """Whether small counts of people are kept back: from readers who see figures and not identities."""
        return all(post.role == Role.READER for post in posts_of(self.user))

    @property
    def prefixes(self) -> list[str]:
        """The places that are asked for, within the posts."""
        if self.station is not None:
            return []
        held = [post.scope_prefix for post in self._posts if not post.station_id]
        both = [max(prefix, self.place, key=len) for prefix in held if _nests(prefix, self.place)]
        return sorted(set(both))

    @property
    def stations(self) -> list[int]:
        """The single stations that are asked for, within the posts."""
        if self.station is not None:
            return [self.station.pk]
        return [post.station_id for post in self._posts if post.station_id and post.scope_prefix.startswith(self.place)]

    @property
    def length(self) -> int:
        """By what rows are summed up: leagues of the region, banners of a league, stations of a banner."""
        if self.station is not None or not self.prefixes:
            return 12
        widest = min(len(prefix) for prefix in self.prefixes)
        length = 4 if widest < 4 else 6 if widest < 6 else 12
        return min(length, 6) if self.masks else length


@dataclass
class Cell:
    """One figure of one place: in the period, in the year so far, and the target of the year; None where kept back."""

    figure: Figure
    number: Any = 0
    year: Any = 0
    target: int = 0

    @property
    def reached(self) -> int | None:
        """Of the target, in whole per cent."""
        return int(self.year * 100 / self.target) if self.target and self.year is not None else None


@dataclass
class Row:
    """One place or station; `code` is the station's."""

    key: str
    label: str
    cells: list[Cell] = field(default_factory=list)
    code: str = ""


@dataclass
class Found:
    """The whole and its parts, and the whole month by month for each figure (name to twelve numbers)."""

    whole: Row
    rows: list[Row]
    months: dict[str, list[Any]]

    @property
    def groups(self) -> list[tuple[Any, list[Cell]]]:
        """The whole under what the figures are about."""
        return [(label, [cell for cell in self.whole.cells if cell.figure in figures]) for label, figures in GROUPS]

    @property
    def targeted(self) -> bool:
        """Whether any figure has a target: without one its columns are left out."""
        return any(cell.target for cell in self.whole.cells)

    def about(self, figure: Figure) -> list[Row]:
        """The parts in the figures that stand beside this one: all of them side by side nobody can read."""
        shown = station_month.beside(figure)
        return [replace(row, cells=[cell for cell in row.cells if cell.figure in shown]) for row in self.rows]


def read(asked: Asked) -> Found:
    """The figures that were asked for: one statement a figure, one for the targets, one for the names."""
    scope = {"year": asked.year, "prefixes": asked.prefixes, "stations": asked.stations}
    counts = station_month.counts(**scope, length=asked.length)
    targets: dict[tuple[str, str], int] = {}
    for region, code, figure, number in station_month.targets(**scope):
        key = code if asked.length > 6 else region[: asked.length].ljust(6, "0")
        targets[key, figure] = targets.get((key, figure), 0) + number
    keys = sorted({key for by_place in counts.values() for key in by_place if key != ALL} | {key for key, _figure in targets})
    places, stations = _names(keys)
    rows = [
        Row(
            key,
            stations.get(key) or _place(places.get(key, key), alone=asked.length > 6),
            [_cell(asked, counts, targets, key, each) for each in FIGURES],
            key if key in stations else "",
        )
        for key in keys
    ]
    for (_key, figure), number in list(targets.items()):
        targets[ALL, figure] = targets.get((ALL, figure), 0) + number
    whole = Row(ALL, "", [_cell(asked, counts, targets, ALL, each) for each in FIGURES])
    months = {figure.name: [counts[figure.name][ALL].get(month, 0) for month in range(1, 13)] for figure in FIGURES}
    if asked.masks:
        _mask(rows, whole, months)
    return Found(whole, rows, months)


def _cell(asked: Asked, counts: Any, targets: dict[tuple[str, str], int], key: str, figure: Figure) -> Cell:
    by_month = counts[figure.name].get(key, {})
    year = by_month.get(YEAR, 0)
    return Cell(figure, by_month.get(asked.month, 0) if asked.month else year, year, targets.get((key, figure.name), 0))


def _mask(rows: list[Row], whole: Row, months: dict[str, list[Any]]) -> None:
    least = int(settings.PORTAL_LEAST_COUNT)
    places = {figure.name: place for place, figure in enumerate(FIGURES)}
    for figure in sorted(FIGURES, key=lambda figure: not figure.like):  # those beside another while that still says its number
        if not (figure.of_people or figure.like):
            continue
        place, judge = places[figure.name], figure.like or figure.name
        for name in ("number", "year"):
            count = _counted(places[judge], name)
            for row in small_counts.to_hide(rows, least, number=count):
                setattr(row.cells[place], name, None)
            if small_counts.is_small(count(whole), least):
                setattr(whole.cells[place], name, None)
        hidden = small_counts.to_hide(range(12), least, number=months[judge].__getitem__)
        months[figure.name] = [None if month in hidden else number for month, number in enumerate(months[figure.name])]


def _counted(place: int, name: str) -> Callable[[Row], int]:
    def count(row: Row) -> int:
        return int(getattr(row.cells[place], name))

    return count


def _names(keys: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    places, stations = Region.objects.filter(code__in=keys), Station.objects.filter(code__in=keys)
    return dict(places.values_list("code", "name")), dict(stations.values_list("code", "name"))


def _place(name: str, *, alone: bool) -> str:
    return gettext("%(place)s, without a station") % {"place": name} if alone else name


def _nests(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


@dataclass(frozen=True)
class Bar:
    """One month of the chart, in units of the drawing, and its number in words."""

    label: str
    number: Any
    left: int
    height: int

    @property
    def top(self) -> int:
        """Bars stand on the ground line."""
        return HEIGHT - self.height

    @property
    def middle(self) -> int:
        """Where the month's number stands."""
        return self.left + 19


def bars(months: list[Any]) -> list[Bar]:
    """The twelve months side by side, the highest as high as the drawing; those kept back without a bar."""
    most = max((number or 0 for number in months), default=0)
    return [
        Bar(str(month), number, (month - 1) * STEP + 6, int((number or 0) * HEIGHT / most) if most else 0)
        for month, number in enumerate(months, 1)
    ]


def this_year() -> int:
    """The year that a page shows where nobody asked for another."""
    return clock.today().year
