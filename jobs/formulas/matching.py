"""How well a vacancy fits a wish: points by part, each with the reason (双清单匹配). Pure, and in whole numbers.

Shares are ten-thousandths, points hundredths, pay hundredths of a yuan a month and distances tenths of a kilometre, so
that the set-based statement, which reckons the same, comes to the same points for every pair.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import asin, cos, floor, radians, sin, sqrt
from typing import Any

from programmes.formulas.rulebook import Rulebook

EARTH_KM = 6371.0088
WHOLE = 10_000
HUNDRED = Decimal(100)
LEVELS = (5, 3, 1)
PARTS = ("occupation", "pay", "hours", "distance", "groups", "insurance")


@dataclass(frozen=True)
class Weights:
    """One rule set's figures as whole numbers: points in hundredths, shares in ten-thousandths."""

    points: Mapping[str, int]
    shares: Mapping[str, int]
    near: int  # tenths of a kilometre
    days_a_month: Decimal
    hours_a_day: int
    least: int
    best: int

    @classmethod
    def of(cls, content: Any) -> "Weights":
        """As a rule set of matching states them."""
        book = Rulebook(content)
        names = (
            "near_minor", "near_sub_major", "near_major", "training_lift", "place_loss", "pay_in_range", "pay_gap",
            "hours_flexible", "distance_at_limit", "distance_unknown", "groups_open", "insurance_injury",
        )  # fmt: skip
        return cls(
            points={part: 100 * book.integer(f"weight_{part}") for part in PARTS},
            shares={name: _whole(book.decimal(name) * WHOLE) for name in names},
            near=10 * book.integer("near_km"),
            days_a_month=book.decimal("days_a_month"),
            hours_a_day=book.integer("hours_a_day"),
            least=100 * book.integer("least_score"),
            best=book.integer("best"),
        )


@dataclass(frozen=True)
class Wished:
    """A wish in plain values; `least_pay` in yuan for its unit, the place in degrees (WGS 84), None where not known."""

    occupations: Sequence[str]
    least_pay: Decimal | None = None
    pay_unit: str = "month"
    hours: Collection[str] = ()
    max_km: int = 10
    latitude: float | None = None
    longitude: float | None = None
    piece_work: bool = False
    training: bool = False
    groups: Collection[str] = ()


@dataclass(frozen=True)
class Offered:
    """A vacancy in plain values, as `Wished`."""

    occupation: str
    pay_from: Decimal
    pay_to: Decimal
    pay_unit: str = "month"
    hours: str = "full"
    latitude: float | None = None
    longitude: float | None = None
    welcome: Collection[str] = ()
    insurance: str = "employee"


@dataclass(frozen=True)
class Part:
    """One part of a score: points reached out of those that there are, and the code of the reason with its figures."""

    name: str
    points: Decimal
    most: Decimal
    reason: str
    figures: Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """What a pair comes to."""

    points: Decimal
    parts: tuple[Part, ...]


def score(wish: Wished, vacancy: Offered, weights: Weights) -> Score | None:
    """The points of a pair by part; None where the two never meet: no occupation in common, or farther than wished."""
    share, figures = nearness(wish, vacancy, weights)
    tenths = distance(wish, vacancy)
    if not share or (tenths is not None and tenths > 10 * wish.max_km):
        return None
    found = [
        ("occupation", share, f"occupation_{figures['digits']}", figures),
        ("pay", *_pay(wish, vacancy, weights)),
        ("hours", *_hours(wish, vacancy, weights)),
        ("distance", *_distance(wish, vacancy, weights, tenths)),
        ("groups", *_groups(wish, vacancy, weights)),
        ("insurance", *_insurance(vacancy, weights)),
    ]
    parts = tuple(
        Part(name, _points(weights.points[name], share), weights.points[name] / HUNDRED, reason, figures)
        for name, share, reason, figures in found
    )
    return Score(sum((part.points for part in parts), Decimal(0)), parts)


def nearness(wish: Wished, vacancy: Offered, weights: Weights) -> tuple[int, dict[str, Any]]:
    """The best share over the wished occupations, with its place on the list and the digits in common (7: within the wish)."""
    best, told = 0, {"digits": 0, "place": 0, "wished": ""}
    names = dict(zip(LEVELS, ("near_minor", "near_sub_major", "near_major"), strict=True))
    for place, code in enumerate(wish.occupations):
        digits = _in_common(code, vacancy.occupation)
        if not digits:
            continue
        share = WHOLE if digits == 7 else weights.shares[names[digits]]
        if wish.training:
            share += (WHOLE - share) * weights.shares["training_lift"] // WHOLE
        share = share * max(0, WHOLE - weights.shares["place_loss"] * place) // WHOLE
        if share > best:
            best, told = share, {"digits": digits, "place": place + 1, "wished": code}
    return best, told


def _in_common(wished: str, offered: str) -> int:
    if offered.startswith(wished):
        return 7
    return next((n for n in LEVELS if len(wished) >= n and len(offered) >= n and wished[:n] == offered[:n]), 0)


def monthly(pay: Decimal, unit: str, weights: Weights) -> int:
    """Pay for its unit as hundredths of a yuan a month."""
    days = {"month": Decimal(1), "day": weights.days_a_month, "hour": weights.days_a_month * weights.hours_a_day}
    return _whole(pay * 100 * days.get(unit, Decimal(1)))


def _pay(wish: Wished, vacancy: Offered, weights: Weights) -> tuple[int, str, dict[str, Any]]:
    if vacancy.pay_unit == "piece":
        return (WHOLE, "piece_welcome", {}) if wish.piece_work else (0, "piece_unwelcome", {})
    if wish.least_pay is None:
        return WHOLE, "pay_any", {}
    least = monthly(wish.least_pay, wish.pay_unit, weights)
    low, high = (monthly(pay, vacancy.pay_unit, weights) for pay in (vacancy.pay_from, vacancy.pay_to))
    figures = {"least": least / HUNDRED, "low": low / HUNDRED, "high": high / HUNDRED}
    if low >= least:
        return WHOLE, "pay_reached", figures
    in_range, gap = weights.shares["pay_in_range"], weights.shares["pay_gap"]
    if high >= least:
        return in_range, "pay_in_range", figures
    short = (least - high) * WHOLE // least
    if short >= gap:
        return 0, "pay_too_low", figures
    return in_range * (gap - short) // gap, "pay_below", figures


def _hours(wish: Wished, vacancy: Offered, weights: Weights) -> tuple[int, str, dict[str, Any]]:
    if not wish.hours:
        return WHOLE, "hours_any", {}
    if vacancy.hours in wish.hours:
        return WHOLE, "hours_fit", {}
    if vacancy.hours in ("flexible", "home"):
        return weights.shares["hours_flexible"], "hours_flexible", {}
    return 0, "hours_unfit", {}


def distance(wish: Wished, vacancy: Offered) -> int | None:
    """Tenths of a kilometre along the great circle; None where one of the places is not known."""
    if wish.latitude is None or wish.longitude is None or vacancy.latitude is None or vacancy.longitude is None:
        return None
    return kilometres(wish.latitude, wish.longitude, vacancy.latitude, vacancy.longitude)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> int:
    """The same between two points of the mean sphere of WGS 84, by the straight line through it, rounded half-up."""
    here, there = _on_sphere(latitude, longitude), _on_sphere(other_latitude, other_longitude)
    x, y, z = (one - other for one, other in zip(here, there, strict=True))
    return floor(20 * EARTH_KM * asin(min(1.0, sqrt(x * x + y * y + z * z) / 2)) + 0.5)


def _on_sphere(latitude: float, longitude: float) -> tuple[float, float, float]:
    north, east = radians(latitude), radians(longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def _distance(wish: Wished, vacancy: Offered, weights: Weights, tenths: int | None) -> tuple[int, str, dict[str, Any]]:
    if vacancy.hours == "home":
        return WHOLE, "at_home", {}
    if tenths is None:
        return weights.shares["distance_unknown"], "place_unknown", {}
    figures = {"km": Decimal(tenths) / 10, "most": wish.max_km}
    farthest = 10 * wish.max_km
    if tenths <= weights.near or farthest <= weights.near:
        return WHOLE, "near", figures
    lost = (WHOLE - weights.shares["distance_at_limit"]) * (tenths - weights.near) // (farthest - weights.near)
    return WHOLE - lost, "reachable", figures


def _groups(wish: Wished, vacancy: Offered, weights: Weights) -> tuple[int, str, dict[str, Any]]:
    if not vacancy.welcome:
        return weights.shares["groups_open"], "groups_open", {}
    shared = sorted(set(wish.groups) & set(vacancy.welcome))
    return (WHOLE, "groups_welcome", {"groups": shared}) if shared else (0, "groups_other", {})


def _insurance(vacancy: Offered, weights: Weights) -> tuple[int, str, dict[str, Any]]:
    shares = {"employee": WHOLE, "injury": weights.shares["insurance_injury"]}
    return shares.get(vacancy.insurance, 0), f"insured_{vacancy.insurance}", {}


def _points(most: int, share: int) -> Decimal:
    return Decimal((most * share + WHOLE // 2) // WHOLE) / HUNDRED


def _whole(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))
