"""Terms in force at a place: of visits, and of what a station promises and offers."""

from collections.abc import Mapping
from datetime import date

from jobs.states.orders import Orderer, Service
from programmes.formulas import station_terms, visit_terms
from programmes.formulas.rulebook import Rulebook
from programmes.models import RuleSet
from programmes.queries import parameters, rulesets

TERMS = visit_terms.TABLE.name
STATION = station_terms.TABLE.name
#: As the first figures of the portal have it, where no rules are published.
RETRY_DAYS = 7
FIRST = Rulebook(station_terms.FIRST)
#: The columns of the catalogue by who orders.
COLUMNS = {Orderer.RESIDENT: "for_residents", Orderer.UNIT: "for_units", Orderer.BODY: "for_bodies"}


def retry_days(region_code: str, on: date) -> int:
    """After how many days somebody who was not met is called on again."""
    return int(parameters.stated(TERMS, region_code, on, "retry_days") or RETRY_DAYS)


def in_force(on: date) -> list[tuple[str, dict[str, int]]]:
    """Prefix and figures of every place that has terms on that day; the longest prefix that fits a place counts."""
    names = [parameter.name for parameter in visit_terms.TABLE.parameters]
    found = RuleSet.objects.published().filter(scheme=TERMS, valid_from__lte=on).exclude(valid_to__lt=on)
    return [
        (rules.region_code, {name: int(book.value(name)) for name in names})
        for rules in found
        for book in (Rulebook(rules.content),)
    ]


def station(region_code: str, on: date) -> Rulebook:
    """What the bureau of that place promises and offers on that day. One query."""
    rules = rulesets.in_force(STATION, region_code, on)
    return Rulebook(rules.content) if rules else FIRST


class Stations:
    """`station` for many places: one query for all of them."""

    def __init__(self, on: date) -> None:
        self.sets = [(rules.region_code, Rulebook(rules.content)) for rules in rulesets.everywhere(STATION, on)]

    def at(self, region_code: str) -> Rulebook:
        """The terms of that place: the narrowest region's before the wider ones'."""
        return next((book for prefix, book in self.sets if region_code.startswith(prefix)), FIRST)

    def by_prefix(self, name: str) -> list[tuple[str, int]]:
        """A whole number by the prefix of its places, the narrowest first; the empty prefix stands for everywhere else."""
        return [*((prefix, book.integer(name)) for prefix, book in self.sets), ("", FIRST.integer(name))]


Catalogue = Mapping[str, tuple[str, ...]]


def catalogue(book: Rulebook) -> dict[str, tuple[str, ...]]:
    """What can be ordered under these terms, and by whom, in the order of the catalogue."""
    return {
        str(Service(row["service"])): tuple(str(who) for who, column in COLUMNS.items() if row[column])
        for row in book.rows("services")
    }


def offered_somewhere(on: date) -> dict[str, tuple[str, ...]]:
    """What can be ordered in one place or another, and by whom: what the public page can ask before it knows the place."""
    known = Stations(on)
    found: dict[str, tuple[str, ...]] = {}
    for book in [book for _prefix, book in known.sets] or [FIRST]:
        for service, who in catalogue(book).items():
            found[service] = tuple(str(each) for each in COLUMNS if each in who or each in found.get(service, ()))
    return found
