"""The size class of a unit by the rules in force, for the registry, which stands beside the rules and not above them."""

from collections.abc import Callable

from core import clock
from enterprises.queries.hooks import Figures, Size
from programmes.formulas.base import BadRules, Unassessable
from programmes.formulas.enterprise_size import TABLE, SizeTable
from programmes.queries.rulesets import everywhere


def size_of(figures: Figures) -> Size | None:
    """The class by the table in force today, named by its document; None without a table or a figure that it needs."""
    return reader()(figures)


def reader() -> Callable[[Figures], Size | None]:
    """The same for many units: every table in force is read here, in one query, and none later."""
    tables = [
        (rules.region_code, SizeTable(rules.content), f"{rules.document_no} {rules.valid_from:%Y-%m-%d}"[-60:])
        for rules in everywhere(TABLE.name, clock.today())
    ]

    def told(figures: Figures) -> Size | None:
        found = next((each for each in tables if figures.region_code.startswith(each[0])), None)
        if found is None:
            return None
        _region, limits, rule = found
        try:
            size = limits.size_of(
                industry=figures.industry, staff=figures.staff, turnover=figures.turnover, assets=figures.assets
            )
        except (Unassessable, BadRules):
            return None
        return Size(size, rule)

    return told
