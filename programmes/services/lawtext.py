"""A rule set written as the TOML that `lawfiles.parse` reads, so that it can be edited outside and sent in again."""

import json
from collections.abc import Mapping
from typing import Any

from programmes.models import RuleSet


def write(ruleset: RuleSet) -> str:
    """The whole set as TOML; reading it again gives the same figures and the same digest."""
    lines = [
        f"scheme = {_text(ruleset.scheme)}",
        f"region = {_text(ruleset.region_code)}",
        f"valid_from = {ruleset.valid_from.isoformat()}",
        f"document = {_text(ruleset.document)}",
        f"document_no = {_text(ruleset.document_no)}",
    ]
    for group, entries in ruleset.content.items():
        for name, entry in entries.items():
            lines += ["", f"[{group}.{name}]", *(f"{key} = {_value(value)}" for key, value in entry.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return _text(value) if isinstance(value, str) else str(value)


def _text(value: str) -> str:
    """A JSON string is a TOML basic string, once DEL is spelled out too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
