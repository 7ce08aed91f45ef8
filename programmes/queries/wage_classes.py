"""Which class of the minimum wage each banner is in, and what the class is worth today."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count

from core import clock
from programmes.formulas.minimum_wage import CLASSES, table_for
from programmes.formulas.rulebook import Rulebook
from programmes.queries import rulesets
from stations.models import Region


@dataclass(frozen=True)
class WageClass:
    """One class: how many divisions it has, yuan a month and an hour (None without a table in force)."""

    number: int
    divisions: int
    month: Decimal | None
    hour: Decimal | None


@dataclass
class League:
    """The divisions of one league by class, in the order of the classes."""

    name: str
    counts: dict[int, int] = field(default_factory=lambda: dict.fromkeys(CLASSES, 0))

    @property
    def total(self) -> int:
        """All divisions of the league."""
        return sum(self.counts.values())


def by_league() -> list[League]:
    """Every league with its banners, counties and districts by class; development zones are none. Two queries."""
    names = dict(Region.objects.filter(level=Region.Level.LEAGUE).order_by("code").values_list("code", "name"))
    found = {code: League(name) for code, name in names.items()}
    divisions = Region.objects.filter(level=Region.Level.BANNER, is_zone=False, wage_class__in=CLASSES).order_by()
    for league, number, count in divisions.values_list("parent_id", "wage_class").annotate(count=Count("pk")):
        found[league].counts[number] = count
    return list(found.values())


def classes(leagues: list[League]) -> list[WageClass]:
    """The classes with their divisions and the wages in force today. One query."""
    table = table_for(rulesets.wages("15"), clock.today())
    rules = Rulebook(table.content) if table else None
    return [
        WageClass(
            number,
            sum(league.counts[number] for league in leagues),
            rules.decimal(f"class_{number}_month") if rules else None,
            rules.decimal(f"class_{number}_hour") if rules else None,
        )
        for number in CLASSES
    ]
