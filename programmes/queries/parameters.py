"""A single figure of the law for the services that need one: terms in working days, the certification mode."""

from datetime import date
from typing import Any

from programmes.formulas.rulebook import Rulebook
from programmes.queries.rulesets import in_force


def value(scheme: str, region_code: str, on: date, name: str) -> Any:
    """The bare value of a parameter under the rules in force; None where no rules are. Raises BadRules when unknown."""
    rules = in_force(scheme, region_code, on)
    return None if rules is None else Rulebook(rules.content).value(name)
