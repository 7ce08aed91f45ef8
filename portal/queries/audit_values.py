"""What a detail of the audit says in words: codes, programmes, versions of rules, days and money."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps

from cases.states import ChangeKind, Channel, EndReason, ObjectionChannel
from cases.states.screening import Answer, AnswerWay
from core.templatetags.portal import amount, day
from enterprises.states import ListingKind, Work
from payouts.states import Cause, DoubtWord, Settlement
from programmes.queries import applicable, labels
from stations.states import ROLES

#: Details that tell a state of the thing.
STATES = ("before", "after")
#: Codes of a detail that the thing itself has no field for.
CODES: dict[str, tuple[tuple[Any, Any], ...]] = {
    "role": tuple(ROLES),
    "channel": (*Channel.choices, *ObjectionChannel.choices, *AnswerWay.choices),
    "said": tuple(Answer.choices),
    "cause": (*Cause.choices, *EndReason.choices),
    "reason": tuple(EndReason.choices),
    "kind": (*ListingKind.choices, *ChangeKind.choices),
    "state": tuple(Work.choices),
    "word": tuple(DoubtWord.choices),
    "settlement": tuple(Settlement.choices),
}
#: Details that are worded by what they are about.
WORDED: dict[str, Callable[[str], str]] = {
    "scheme": labels.scheme,
    "rules": labels.rules_name,
    "label": labels.rules_name,
    "left_out": labels.parameter,
    "papers": applicable.paper_name,
    "compared": applicable.paper_name,
}
_DAY, _MONEY = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"-?\d+\.\d{2}")


def said(subject_type: str, name: str, value: Any) -> str:
    """The value in the reader's words; what is no code, day or sum is told as it was recorded."""
    known = choices(subject_type, name)
    if value in known:
        return str(known[value])
    text = str(value)
    if name in WORDED:
        return WORDED[name](text)
    if _DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    return amount(text) if _MONEY.fullmatch(text) else text


def choices(subject_type: str, name: str) -> dict[Any, Any]:
    """The codes of a detail with their words: those of the thing's own field go before those of the detail's name."""
    field = "state" if name in STATES else name
    return {code: word for code, word in CODES.get(name, ()) if code} | _own(subject_type, field)


def _own(subject_type: str, field: str) -> dict[Any, Any]:
    try:
        model = apps.get_model(subject_type)
    except (LookupError, ValueError):
        return {}
    return next((dict(known.flatchoices) for known in model._meta.fields if known.name == field), {})
