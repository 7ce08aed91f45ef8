"""Terms of visits in force at a place."""

from datetime import date

from programmes.formulas import visit_terms
from programmes.formulas.rulebook import Rulebook
from programmes.models import RuleSet
from programmes.queries import parameters

TERMS = visit_terms.TABLE.name
#: As the first figures of the portal have it, where no rules are published.
RETRY_DAYS = 7


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
