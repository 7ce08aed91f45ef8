"""JSON lines of facts in, JSON lines of assessments out: contract 2, from the shipped law, without a database."""

import json
import re
from typing import Any

from programmes import formulas
from programmes.formulas import registry
from programmes.formulas.base import Unassessable
from programmes.formulas.facts import read_day
from programmes.services import lawfiles

_REGION = re.compile(r"15[0-9]{4}([0-9]{3}){0,2}")


def answer(raw: bytes) -> dict[str, Any]:
    """The answer to one line: an assessment, or `{"error", "field"}` where the line cannot be assessed."""
    try:
        return _assessed(_parsed(raw))
    except Unassessable as fault:
        return {"error": fault.sentence, "field": fault.field}


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        case = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once_each, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Unassessable("the line is not UTF-8", "line") from None
    except RecursionError:
        raise Unassessable("the line is nested too deeply", "line") from None
    except ValueError as error:
        raise Unassessable(f"the line is not JSON: {error}", "line") from None
    if not isinstance(case, dict):
        raise Unassessable("the line must be one JSON object", "line")
    return case


def _assessed(case: dict[str, Any]) -> dict[str, Any]:
    for key in ("scheme", "on", "region", "facts"):
        if key not in case:
            raise Unassessable(f"{key} is missing", key)
    scheme = registry.scheme(case["scheme"])
    on = read_day(case["on"], "on")
    region = case["region"]
    if not isinstance(region, str) or not _REGION.fullmatch(region):
        raise Unassessable("region must be a division code of Inner Mongolia, like 150500", "region")
    rules = lawfiles.in_force(scheme.name, region, on)
    if rules is None:
        raise Unassessable(f"no rules of {scheme.name} are in force on {on}", "on")
    outcome = formulas.assess(scheme=scheme.name, on=on, facts=case["facts"], rules=rules.content, wages=lawfiles.wages(region))
    return {**outcome.as_line(), "rules": rules.label}


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for number, (key, _value) in enumerate(pairs) if key in dict(pairs[:number]))
        raise Unassessable(f"{json.dumps(twice)} stands twice", twice if twice.isidentifier() else "line")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")
