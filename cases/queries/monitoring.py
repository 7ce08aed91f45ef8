"""From which fall of a sample firm's staff the rules warn, for the registry, which stands beside the rules and not above."""

from datetime import date
from decimal import Decimal

from programmes.formulas.rulebook import Rulebook
from programmes.queries.rulesets import everywhere

SCHEME, WARNING = "reporter_allowance", "fall_warning"


def fall_warnings(on: date) -> list[tuple[str, Decimal]]:
    """The share by region prefix, narrowest first; places whose rules name none are left out. One query."""
    told = [(rules.region_code, Rulebook(rules.content).get(WARNING)) for rules in everywhere(SCHEME, on)]
    return [(region, Decimal(str(share))) for region, share in told if share is not None]
