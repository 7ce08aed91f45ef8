"""Reading facts strictly: JSON in, Python values out, the first fault named by its fact."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from programmes.formulas.base import Unassessable
from programmes.formulas.declaration import Fact

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN_DECIMAL = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")
_LONGEST_TEXT = 60
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)


def read_day(value: Any, field: str) -> date:
    """The day written `2026-11-20`, between 1900 and 2199; raises Unassessable naming `field`."""
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise Unassessable(f"{field} must be a day written like 2026-11-20", field)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Unassessable(f"{field} is not a day of the calendar", field) from None
    if not _EARLIEST <= day <= _LATEST:
        raise Unassessable(f"{field} lies outside {_EARLIEST} to {_LATEST}", field)
    return day


def _integer(fact: Fact, value: Any) -> int:
    if type(value) is not int:
        raise Unassessable(f"{fact.name} must be a whole number", fact.name)
    if fact.minimum is not None and value < fact.minimum:
        raise Unassessable(f"{fact.name} must be at least {fact.minimum}", fact.name, "too_small")
    if fact.choices and value not in tuple(fact.choices):
        raise Unassessable(f"{fact.name} must be one of {_listed(fact)}", fact.name)
    return value


def _decimal(fact: Fact, value: Any) -> Decimal:
    if not isinstance(value, str) or not _PLAIN_DECIMAL.fullmatch(value):
        raise Unassessable(f'{fact.name} must be an amount in yuan written as text, like "1234.50"', fact.name)
    return Decimal(value)


def _choice(fact: Fact, value: Any) -> str | int:
    if not any(type(value) is type(each) and value == each for each in fact.choices):
        raise Unassessable(f"{fact.name} must be one of {_listed(fact)}", fact.name)
    chosen: str | int = value
    return chosen


def _text(fact: Fact, value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_TEXT or not value.isprintable():
        raise Unassessable(f"{fact.name} must be text of at most {_LONGEST_TEXT} characters", fact.name)
    return value.strip()


def _listed(fact: Fact) -> str:
    return ", ".join(str(each) for each in fact.choices)


def _read(fact: Fact, value: Any) -> Any:
    if value is None:
        if fact.nullable or fact.optional:
            return None
        raise Unassessable(f"{fact.name} is missing", fact.name, "missing")
    match fact.kind:
        case "int":
            return _integer(fact, value)
        case "bool":
            if type(value) is not bool:
                raise Unassessable(f"{fact.name} must be true or false", fact.name)
            return value
        case "date":
            return read_day(value, fact.name)
        case "decimal":
            return _decimal(fact, value)
        case "choice":
            return _choice(fact, value)
        case "text":
            return _text(fact, value)
        case "choices":
            if not isinstance(value, list):
                raise Unassessable(f"{fact.name} must be a list", fact.name)
            return tuple(_choice(fact, each) for each in value)


def read(declared: tuple[Fact, ...], given: Any) -> dict[str, Any]:
    """The declared facts as Python values; facts that nobody declared are left out.

    A bool is no int, a number is no date, a missing key is missing even where null may stand, unless it is optional.
    Raises Unassessable naming the first fact at fault in the declared order.
    """
    if not isinstance(given, Mapping):
        raise Unassessable("facts must be an object", "facts")
    values: dict[str, Any] = {}
    for fact in declared:
        if fact.name not in given:
            if fact.optional:
                values[fact.name] = None
                continue
            raise Unassessable(f"{fact.name} is missing", fact.name, "missing")
        values[fact.name] = _read(fact, given[fact.name])
    return values


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as `read` returns them, back in the form that JSON and `read` take."""
    return {name: _written(value) for name, value in values.items()}


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
