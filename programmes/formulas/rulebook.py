"""Reading the figures of the law out of a rule set's content, and saying what is wrong with a content.

Content is JSON: `parameters` maps a name to `{"value": ..., "basis": ..., ...}`, `conditions` a code to its basis.
Ratios and money stand as text, so that no binary fraction ever comes between the law and the amount. A set that marks
figures as `local` lets the sets of narrower regions state those otherwise, and no others; one that marks none is silent on it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from programmes.formulas.base import BadRules, Json
from programmes.formulas.declaration import Parameter, Scheme, Table

_DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


class Rulebook:
    """Typed access to one rule set's content that `problems` found whole."""

    def __init__(self, content: Json) -> None:
        self._content = content

    def value(self, name: str) -> Any:
        """The bare value; raises BadRules where the content has none."""
        try:
            return self._content["parameters"][name]["value"]
        except (KeyError, TypeError):
            raise BadRules([f"parameter {name} is missing"]) from None

    def get(self, name: str, otherwise: Any = None) -> Any:
        """The bare value, or `otherwise` where this programme's rules do not speak of it."""
        entry = self._content.get("parameters", {}).get(name)
        return entry["value"] if entry else otherwise

    def integer(self, name: str) -> int:
        """A whole number."""
        return int(self.value(name))

    def decimal(self, name: str) -> Decimal:
        """A ratio or an amount, exact."""
        return Decimal(self.value(name))

    def day(self, name: str) -> date | None:
        """A day; None where the law names none."""
        value = self.value(name)
        return date.fromisoformat(value) if value else None

    def rows(self, name: str) -> Sequence[Mapping[str, Any]]:
        """The rows of a table, in the order of the law."""
        rows: Sequence[Mapping[str, Any]] = self.value(name)
        return rows

    def basis(self, condition: str) -> str:
        """The legal basis of a condition, as the law is cited in Chinese."""
        try:
            return str(self._content["conditions"][condition]["basis"])
        except (KeyError, TypeError):
            raise BadRules([f"condition {condition} has no legal basis"]) from None


def problems(declared: Scheme | Table, content: Any) -> list[str]:
    """Everything that keeps `content` from being used by `declared`, one sentence each; empty when it is whole."""
    if not isinstance(content, Mapping):
        return ["the content must be a table"]
    found: list[str] = []
    parameters = content.get("parameters")
    if not isinstance(parameters, Mapping):
        return ["the parameters are missing"]
    for parameter in declared.parameters:
        entry = parameters.get(parameter.name)
        if entry is None and parameter.optional:
            continue
        if not isinstance(entry, Mapping) or "value" not in entry:
            found.append(f"parameter {parameter.name} is missing")
            continue
        found += _faults(parameter, entry["value"], parameter.name)
        if not isinstance(entry.get("basis"), str) or not entry["basis"].strip():
            found.append(f"parameter {parameter.name} names no basis")
        if type(entry.get("local", False)) is not bool:
            found.append(f"parameter {parameter.name}: local must be true or false")
    known = {parameter.name for parameter in declared.parameters}
    found += [f"parameter {name} is not one that this scheme reads" for name in parameters if name not in known]
    conditions = content.get("conditions", {})
    for code in declared.bases:
        entry = conditions.get(code) if isinstance(conditions, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(entry.get("basis"), str) or not entry["basis"].strip():
            found.append(f"condition {code} has no legal basis")
    return found


def _faults(parameter: Parameter, value: Any, path: str) -> list[str]:
    match parameter.kind:
        case "int":
            return _number_faults(parameter, Decimal(value), path) if type(value) is int else [f"{path} must be a whole number"]
        case "ratio" | "money":
            pattern = _NUMBER if parameter.kind == "ratio" else _MONEY
            if not isinstance(value, str) or not pattern.fullmatch(value):
                return [f'{path} must be a number written as text, like "0.95"']
            return _number_faults(parameter, Decimal(value), path)
        case "bool":
            return [] if type(value) is bool else [f"{path} must be true or false"]
        case "text":
            return [] if isinstance(value, str) else [f"{path} must be text"]
        case "date":
            return [] if value == "" or _is_day(value) else [f"{path} must be a day written like 2020-06-30, or empty"]
        case "choice":
            return [] if value in parameter.choices else [f"{path} must be one of {', '.join(parameter.choices)}"]
        case "choices":
            fits = isinstance(value, list) and all(each in parameter.choices for each in value) and len(set(value)) == len(value)
            return [] if fits else [f"{path} must be a list out of {', '.join(parameter.choices)}"]
        case "table":
            return _table_faults(parameter, value, path)


def _is_day(value: Any) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _number_faults(parameter: Parameter, number: Decimal, path: str) -> list[str]:
    if parameter.minimum is not None and number < parameter.minimum:
        return [f"{path} must be at least {parameter.minimum}"]
    if parameter.maximum is not None and number > parameter.maximum:
        return [f"{path} must be at most {parameter.maximum}"]
    return []


def _table_faults(parameter: Parameter, value: Any, path: str) -> list[str]:
    if not isinstance(value, list) or not value:
        return [f"{path} must have at least one row"]
    found: list[str] = []
    for number, row in enumerate(value, start=1):
        if not isinstance(row, Mapping) or set(row) != {column.name for column in parameter.columns}:
            found.append(f"{path} row {number} must have exactly {', '.join(column.name for column in parameter.columns)}")
            continue
        for column in parameter.columns:
            found += _faults(column, row[column.name], f"{path} row {number} {column.name}")
    if not found and parameter.increasing:
        steps = [row[parameter.increasing] for row in value]
        if any(later <= earlier for earlier, later in pairwise(steps)):
            found.append(f"{path} must rise in {parameter.increasing}")
    return found


def beyond(wider: Json, narrower: Json) -> list[str]:
    """The figures that a narrower region's content states otherwise although the wider one's does not leave them to it."""
    given, own = wider["parameters"], narrower["parameters"]
    if not any(entry.get("local") for entry in given.values()):
        return []
    return [
        name for name, entry in given.items() if not entry.get("local") and name in own and own[name]["value"] != entry["value"]
    ]
