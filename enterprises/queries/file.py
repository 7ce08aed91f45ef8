"""The file of a unit (一企一档): everything that is known of it, in one place."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import AuditEntry
from core.templatetags.portal import day
from enterprises import policies
from enterprises.models import Enterprise, Listing
from enterprises.queries import hooks
from enterprises.queries.registry import account_of, history, proposed_account, years_of
from enterprises.states import ListingKind, Work

SHOWN = 15
WORDS = {
    "enterprise.logged": _("Unit logged"),
    "enterprise.changed": _("Details changed"),
    "enterprise.sized": _("Figures of the size entered"),
    "enterprise.revealed": _("Whole numbers shown"),
    "enterprise.account_proposed": _("Account proposed"),
    "enterprise.account_confirmed": _("Account confirmed"),
    "enterprise.account_declined": _("Account declined"),
    "enterprise.account_taken_back": _("Proposed account taken back"),
    "enterprise.agent_added": _("Agent added"),
    "enterprise.agent_ended": _("Authority of an agent ended"),
    "enterprise.listed": _("Honour or list added"),
    "enterprise.delisting_asked": _("Leaving a list asked for"),
    "enterprise.delisting_declined": _("Leaving a list declined"),
    "enterprise.delisted": _("Honour or list ended"),
    "enterprise.work_reported": _("State of work reported"),
    "enterprise.staff_reported": _("Staff of a month reported"),
    "enterprise.staff_corrected": _("Staff of a month corrected"),
    "enterprise.year_declared": _("Counts of a year declared"),
    "enterprise.year_frozen": _("Insurance year frozen"),
    "enterprise.year_opened": _("Insurance year opened for a correction"),
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


def of(user: Any, unit: Enterprise) -> dict[str, Any]:
    """What the page of the unit shows to `user`, with the sections that higher apps add."""
    today = clock.today()
    return {
        "unit": unit,
        "account": account_of(unit),
        "proposed": proposed_account(unit),
        "agents": list(unit.agents.order_by("-from_on", "-pk")[:SHOWN]),
        "listings": [(row, _holds(row, today)) for row in _listings(unit)],
        "years": years_of(unit),
        "parts": hooks.parts(user, unit),
        "events": events(history(unit)[:SHOWN]),
        "is_sample_firm": unit.listings.filter(kind=ListingKind.SAMPLE_FIRM).exists(),
        "can_edit": policies.can_edit(user, unit),
        "can_offer": policies.can_offer(user, unit),
        "can_judge": policies.can_judge(user, unit),
        "can_reveal": policies.can_read(user, unit),
        "today": today,
    }


def _listings(unit: Enterprise) -> QuerySet[Listing]:
    return unit.listings.select_related("end_asked_by").order_by("-from_on", "-pk")


def _holds(row: Listing, today: Any) -> bool:
    return row.from_on <= today and (row.until_on is None or row.until_on >= today)


def _note(data: dict[str, Any]) -> str:
    parts = [str(ListingKind(data["kind"]).label)] if data.get("kind") in ListingKind.values else []
    parts += [str(Work(data["state"]).label)] if data.get("state") in Work.values else []
    parts += [day(date.fromisoformat(data[key])) for key in ("from_on", "until_on") if data.get(key)]
    parts += [str(data[key]) for key in ("year", "month", "reason", "document") if data.get(key)]
    return " · ".join(parts)
