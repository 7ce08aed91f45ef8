"""A single figure of the law for the services that need one: terms in working days, the certification mode."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from programmes.formulas.rulebook import Rulebook
from programmes.models import RuleSet
from programmes.queries.rulesets import in_force


def value(scheme: str, region_code: str, on: date, name: str) -> Any:
    """The bare value of a parameter under the rules in force; None where no rules are. Raises BadRules when unknown."""
    rules = in_force(scheme, region_code, on)
    return None if rules is None else Rulebook(rules.content).value(name)


def stated(scheme: str, region_code: str, on: date, name: str) -> Any:
    """The bare value, or None where no rules are in force or those in force do not speak of it."""
    rules = in_force(scheme, region_code, on)
    return None if rules is None else Rulebook(rules.content).get(name)


def values_by_month(scheme: str, region_code: str, months: Iterable[date], name: str) -> dict[date, Any]:
    """As `stated`, for the first day of each of several months, by one query."""
    published = sorted(
        RuleSet.objects.published().filter(scheme=scheme).concerning(region_code), key=lambda rules: len(rules.region_code)
    )
    found = {}
    for month in months:
        covering = [
            rules for rules in published if rules.valid_from <= month and (rules.valid_to is None or month <= rules.valid_to)
        ]
        found[month] = Rulebook(covering[-1].content).get(name) if covering else None
    return found
