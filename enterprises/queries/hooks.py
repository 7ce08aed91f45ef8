"""What higher apps add to the registry when they start, so that the arrows keep pointing down.

An app above calls `add_part` in its `AppConfig.ready`: the page of a unit then shows its part (claims, money, promises).
The app that knows the rule of the size class calls `set_size_rule`.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from enterprises.models import Enterprise


class Part(NamedTuple):
    """One section of the page of a unit: a template and what it is drawn from."""

    template: str
    context: dict[str, Any]


class Figures(NamedTuple):
    """What the size class is told from; turnover and assets in yuan, None where not known."""

    industry: str
    staff: int | None
    turnover: Decimal | None
    assets: Decimal | None


class Size(NamedTuple):
    """A class of `SizeClass`, and the name of the rule version that gave it."""

    size_class: str
    rule: str


PartMaker = Callable[[Any, Enterprise], Part | None]
SizeRule = Callable[[Figures], Size | None]

_parts: dict[str, PartMaker] = {}
_size_rule: list[SizeRule] = []


def add_part(name: str, maker: PartMaker) -> None:
    """From now on `maker(user, unit)` gives a section of the page; once a name, in the order of adding."""
    _parts[name] = maker


def parts(user: Any, unit: Enterprise) -> list[Part]:
    """The sections that higher apps have to show to `user` about the unit."""
    return [part for maker in _parts.values() if (part := maker(user, unit)) is not None]


def set_size_rule(rule: SizeRule) -> None:
    """From now on figures are classed by `rule`; it gives None where a figure that it needs is missing."""
    _size_rule[:] = [rule]


def size_of(figures: Figures) -> Size | None:
    """The class by the rule in force; None where no rule is known or a figure is missing."""
    return _size_rule[0](figures) if _size_rule else None
