"""What the law asks of one month, read from the published rules: the most it allows, and whether it must be certified."""

from datetime import date
from decimal import Decimal

from core.periods import add_months, months_from
from payouts.formulas import highest_benefit
from programmes.formulas.minimum_wage import table_for
from programmes.formulas.rulebook import Rulebook
from programmes.models import RuleSet
from programmes.queries.rulesets import wages

BENEFIT = "unemployment_benefit"
YEARS_BACK = 10

Ceilings = list[tuple[str, date, Decimal, bool]]

SELF_CERTIFIED = "self_monthly"


def ceilings(region_code: str, month: date) -> Ceilings:
    """(programme, month, yuan, must be certified) for `month` and ten years back; without rules there is no row and no pay."""
    tables = wages(region_code)
    rules = _rules(region_code)
    found = []
    for back in months_from(add_months(month, -12 * YEARS_BACK), 12 * YEARS_BACK + 1):
        table = table_for(tables, back)
        rulebook = _in_force(rules, back)
        if table is not None and rulebook is not None:
            most = _highest(table.monthly(rulebook.integer("wage_class")), rulebook)
            found.append((BENEFIT, back, most, rulebook.value("certification") == SELF_CERTIFIED))
    return found


def _rules(region_code: str) -> list[RuleSet]:
    published = RuleSet.objects.published().filter(scheme=BENEFIT).concerning(region_code)
    return sorted(published, key=lambda rules: (len(rules.region_code), rules.valid_from))


def _in_force(rules: list[RuleSet], month: date) -> Rulebook | None:
    """The rules of the month; before the first known ones those first ones, as claims of those months were judged by them."""
    covering = [one for one in rules if one.valid_from <= month and (one.valid_to is None or month <= one.valid_to)]
    if covering:
        return Rulebook(covering[-1].content)
    return Rulebook(min(rules, key=lambda one: one.valid_from).content) if rules else None


def _highest(wage: Decimal, rules: Rulebook) -> Decimal:
    return highest_benefit(
        wage=wage,
        percents=[Decimal(band["percent"]) for band in rules.rows("percent_bands")],
        uplift=rules.decimal("uplift"),
        mode=str(rules.value("uplift_mode")),
    )
