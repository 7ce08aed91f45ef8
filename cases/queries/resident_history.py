"""The history of a person in words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.states import ChangeKind, EndReason, PersonGroup
from core.models import AuditEntry
from core.templatetags.portal import day

WORDS = {
    "resident.logged": gettext_lazy("Logged"),
    "resident.changed": gettext_lazy("Details changed"),
    "resident.grouped": gettext_lazy("Groups changed"),
    "resident.registered": gettext_lazy("Registered unemployed"),
    "resident.unregistered": gettext_lazy("Registration ended"),
    "resident.married": gettext_lazy("Spouse linked"),
    "resident.unmarried": gettext_lazy("Link to the spouse ended"),
    "resident.deceased": gettext_lazy("Death recorded"),
    "resident.revealed": gettext_lazy("Whole numbers shown"),
    "resident.change_requested": gettext_lazy("Change asked for"),
    "resident.change_confirmed": gettext_lazy("Change confirmed"),
    "resident.change_declined": gettext_lazy("Change declined"),
    "resident.change_taken_back": gettext_lazy("Change taken back"),
}
FIELDS = {
    "name": gettext_lazy("name"),
    "mobile": gettext_lazy("mobile"),
    "community": gettext_lazy("community"),
    "address": gettext_lazy("address"),
    "note": gettext_lazy("note"),
}


class Event(NamedTuple):
    """One line of the timeline."""

    at: datetime
    what: str
    who: str
    note: str


def events(entries: Iterable[AuditEntry]) -> list[Event]:
    """The entries as a person would tell them."""
    return [Event(entry.at, str(WORDS.get(entry.verb, entry.verb)), str(entry.actor), _note(entry.data)) for entry in entries]


def _note(data: dict[str, Any]) -> str:
    parts = []
    if "fields" in data:
        parts.append(_listed(str(FIELDS.get(name, name)) for name in data["fields"]))
    if "imported" in data:
        parts.append(_("by import %(number)s") % {"number": data["imported"]})
    if "kind" in data:
        parts.append(str(ChangeKind(data["kind"]).label))
    for key, sign in (("added", "+"), ("ended", "−")):
        if data.get(key):
            parts.append(_listed(f"{sign} {PersonGroup(group).label}" for group in data[key]))
    days = ("registered_on", "ended_on", "from_on", "until_on", "died_on")
    parts.extend(day(date.fromisoformat(data[key])) for key in days if data.get(key))
    if data.get("reason"):
        reason = data["reason"]
        parts.append(str(EndReason(reason).label) if reason in EndReason.values else reason)
    return " · ".join(parts)


def _listed(words: Iterable[str]) -> str:
    return _(", ").join(words)
