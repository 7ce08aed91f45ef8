"""The size class of a unit by the rules in force, for the registry, which stands beside the rules and not above them."""

from core import clock
from enterprises.queries.hooks import Figures, Size
from programmes.formulas.base import BadRules, Unassessable
from programmes.formulas.enterprise_size import TABLE, SizeTable
from programmes.queries.rulesets import in_force


def size_of(figures: Figures) -> Size | None:
    """The class by the table in force today, named by its document; None without a table or a figure that it needs."""
    rules = in_force(TABLE.name, figures.region_code, clock.today())
    if rules is None:
        return None
    try:
        found = SizeTable(rules.content).size_of(
            industry=figures.industry, staff=figures.staff, turnover=figures.turnover, assets=figures.assets
        )
    except (Unassessable, BadRules):
        return None
    return Size(found, f"{rules.document_no} {rules.valid_from:%Y-%m-%d}"[-60:])
