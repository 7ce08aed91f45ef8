"""Stations as a visitor looks for them: by place, by words, by how far they are; and the map of what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from core import clock
from jobs.formulas import maps
from jobs.formulas.maps import Point
from programmes.formulas import station_reach
from programmes.formulas.rulebook import Rulebook
from programmes.queries import rulesets
from stations.models import Region, Station

REGION = "15"
MOST_ON_MAP, MOST_COMMUNITIES, NEAREST = 1000, 12, 5


@dataclass(frozen=True)
class Spot:
    """A mark of the map: a station by its number in the list, or how many stand there."""

    x: float
    y: float
    text: str
    title: str
    url: str
    many: bool


@dataclass(frozen=True)
class Map:
    """What the template draws; the visitor's point and the circle where there are any."""

    spots: list[Spot]
    bar_km: float
    bar: float
    here: tuple[float, float] | None = None
    circle: float = 0
    around: tuple[float, float] | None = None

    @property
    def bar_end(self) -> float:
        """Where the words beside the scale bar begin."""
        return self.bar + 18


def places() -> list[Region]:
    """Leagues and banners in their order. One query."""
    return list(Region.objects.filter(level__in=(Region.Level.LEAGUE, Region.Level.BANNER)).order_by("code"))


def reach(region_code: str = REGION) -> float | None:
    """How far a station reaches on foot, in kilometres, by the rules of the place today; None without any."""
    rules = rulesets.in_force("station_reach", region_code, clock.today())
    return station_reach.reach_km(Rulebook(rules.content)) if rules else None


def communities(text: str, prefix: str) -> list[Region]:
    """The communities that a visitor may mean: by code, or by a part of the name; at most a dozen."""
    found = Region.objects.filter(level=Region.Level.COMMUNITY).select_related("parent__parent")
    found = found.filter(pk=text) if text.isdecimal() else found.filter(name__contains=text, prefix__startswith=prefix)
    return list(found.order_by("code")[:MOST_COMMUNITIES])


def stations(*, prefix: str = "", words: str = "", point: Point | None = None) -> QuerySet[Station]:
    """The open stations under a code prefix that words name; with `.away` in kilometres where a point is known."""
    found = Station.objects.open().select_related("region__parent__parent")
    if prefix:
        found = found.filter(region_code__startswith=prefix)
    for word in words.split():
        named = Q(name__contains=word) | Q(address__contains=word) | Q(region__name__contains=word)
        found = found.filter(named | Q(region__parent__name__contains=word))
    return found.away_from(*point) if point else found


def order(point: Point | None) -> tuple[str, ...]:
    """The nearest first where it is known from where; else by place."""
    return ("away", "pk") if point else ("region_code", "pk")


def nearest(region_code: str, count: int = 3) -> list[Station]:
    """The open stations of a banner, for whoever is to go there: those of the place first."""
    return list(Station.objects.open().filter(region_code__startswith=region_code).order_by("region_code", "pk")[:count])


def drawn(found: QuerySet[Station], listed: Sequence[Station], *, point: Point | None, circle: float | None) -> Map | None:
    """The map of the stations found, those of the list by their number; None where nobody entered a position. One query.

    Around a visitor it shows the nearest of them, else all.
    """
    rows = list(found.filter(latitude__isnull=False).order_by(*order(point))[:MOST_ON_MAP])
    if not rows:
        return None
    shown = [_point(row) for row in (rows[:NEAREST] if point else rows)]
    frame = maps.around([*shown, point] if point else shown, 3 * (circle or 1.0))
    numbers = {row.pk: number for number, row in enumerate(listed, 1)}
    rows.sort(key=lambda row: numbers.get(row.pk, MOST_ON_MAP))
    spots = [_spot(mark, numbers) for mark in maps.marks(frame, ((_point(row), row) for row in rows))]
    km, bar = frame.bar
    here = frame.place(point) if point else None
    return Map(spots, km, bar, here, frame.length(circle) if circle and here else 0, here)


def alone(station: Station, circle: float | None) -> Map | None:
    """The map of one station with its circle; None where nobody entered its position."""
    if station.latitude is None:
        return None
    frame = maps.around([_point(station)], 3 * (circle or 1.0))
    x, y = frame.place(_point(station))
    km, bar = frame.bar
    return Map([Spot(x, y, "", station.name, "", False)], km, bar, None, frame.length(circle) if circle else 0, (x, y))


def _spot(mark: maps.Mark, numbers: dict[int, int]) -> Spot:
    first: Station = mark.things[0]
    if len(mark.things) == 1:
        number = numbers.get(first.pk)
        return Spot(mark.x, mark.y, str(number or ""), first.name, reverse("jobs:station_visit", args=[first.code]), False)
    return Spot(mark.x, mark.y, str(len(mark.things)), _common(mark.things), _narrower(mark.things), True)


def _common(things: Sequence[Station]) -> str:
    return "、".join(thing.name for thing in things[:5]) + ("…" if len(things) > 5 else "")


def _narrower(things: Sequence[Station]) -> str:
    """The narrowest place that holds all of these: a banner, a league, or nothing narrower than the region."""
    for length, zeros in ((6, ""), (4, "00")):
        codes = {thing.region_code[:length] for thing in things}
        if len(codes) == 1:
            return f"{reverse('jobs:station_find')}?place={codes.pop()}{zeros}"
    return ""


def _point(row: Any) -> Point:
    return Point(float(row.latitude), float(row.longitude))
