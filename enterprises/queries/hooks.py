"""What higher apps add to the registry, so that the arrows keep pointing down: the settings of the roof name them.

`ENTERPRISE_FILE_PARTS` lists functions `(user, unit) -> Part | None`, each of which gives a section of the page of a unit
(claims, money, promises). `ENTERPRISE_SIZE_RULE` names the function `(Figures) -> Size | None` that knows the law of sizes,
`ENTERPRISE_SIZE_READER` one that makes such a function for many units. `ENTERPRISE_FALL_WARNINGS` names the function
`(day) -> [(prefix, share)]` that knows from which fall of a sample firm's staff the rules of a place warn.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from enterprises.models import Enterprise


class Part(NamedTuple):
    """One section of the page of a unit: a template, which finds its `context` under the name `part`."""

    template: str
    context: dict[str, Any]


class Figures(NamedTuple):
    """What the size class is told from; turnover and assets in yuan, None where not known."""

    industry: str
    region_code: str
    staff: int | None
    turnover: Decimal | None
    assets: Decimal | None


class Size(NamedTuple):
    """A class of `SizeClass`, and the name of the rule version that gave it (at most 60 characters)."""

    size_class: str
    rule: str


def parts(user: Any, unit: Enterprise) -> list[Part]:
    """The sections that higher apps have to show to `user` about the unit, in the order of the settings."""
    made = (import_string(path)(user, unit) for path in settings.ENTERPRISE_FILE_PARTS)
    return [part for part in made if part is not None]


def size_of(figures: Figures) -> Size | None:
    """The class by the rule in force; None where no rule is known or a figure that it needs is missing."""
    path = settings.ENTERPRISE_SIZE_RULE
    found: Size | None = import_string(path)(figures) if path else None
    return found


def size_reader() -> Callable[[Figures], Size | None]:
    """`size_of` for many units, which reads the rule in force once."""
    path = settings.ENTERPRISE_SIZE_READER
    made: Callable[[Figures], Size | None] = import_string(path)() if path else lambda _figures: None
    return made


def fall_warnings(on: date) -> list[tuple[str, Decimal]]:
    """From which fall of the staff in a month, as a share, a sample firm is marked, by region prefix, narrowest first."""
    path = settings.ENTERPRISE_FALL_WARNINGS
    found: list[tuple[str, Decimal]] = import_string(path)(on) if path else []
    return found
