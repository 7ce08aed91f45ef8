"""The days of a list are over: what nobody objects to is granted, in chunks that a killed sweep may lose one of."""

from dataclasses import dataclass

from django.db import transaction

from cases.models import PublicityList
from cases.queries import publicity as query
from cases.services import granting
from cases.states import ListState
from core import audit, clock
from core.periods import add_working_days
from programmes.services import calendar
from stations.services.machine import machine_user

CHUNK = 500


@dataclass(frozen=True)
class Closed:
    """What a sweep did: lists closed, claims granted, and claims sent back because they could not be granted any more."""

    lists: int = 0
    granted: int = 0
    returned: int = 0


def close_due(*, size: int = CHUNK) -> Closed:
    """Lists whose last day is over are closed, and every claim on a closed list without an open objection is granted.

    From the closing on no objection is taken, so what is read afterwards does not change. `size` claims a transaction
    with a bounded number of statements; claims that somebody holds wait for the next sweep. Idempotent.
    """
    _prolong()
    closed, granted, returned = _close(), 0, 0
    for publicity_list in query.lists_to_conclude():
        after: int | None = 0
        while after is not None:
            done = _chunk(publicity_list, after, size)
            granted, returned, after = granted + done.granted, returned + done.returned, done.last
    return Closed(closed, granted, returned)


@dataclass(frozen=True)
class _Chunk:
    granted: int = 0
    returned: int = 0
    last: int | None = None


@transaction.atomic
def _chunk(publicity_list: int, after: int, size: int) -> _Chunk:
    rows = query.hold_due(publicity_list, after, size)
    if not rows:
        return _Chunk()
    granted, returned = granting.grant_all([row["id"] for row in rows])
    return _Chunk(granted, returned, rows[-1]["number"])


@transaction.atomic
def _prolong() -> None:
    """Days off that became known after a list was made put its end off, never forward."""
    days_off, machine = calendar.load(), machine_user()
    for each in PublicityList.objects.open().select_for_update(no_key=True).order_by("pk"):
        closes_on = add_working_days(each.opened_on, each.days, days_off)
        if closes_on > each.closes_on:
            audit.record(machine, "publicity.prolonged", each, before=str(each.closes_on), after=str(closes_on))
            each.closes_on = closes_on
            each.save(update_fields=["closes_on"])


@transaction.atomic
def _close() -> int:
    """One statement: whoever objects at the same moment holds the list, and comes either before or too late."""
    over = PublicityList.objects.open().filter(closes_on__lt=clock.today())
    ids = list(over.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    PublicityList.objects.filter(pk__in=ids).update(state=ListState.CLOSED, closed_at=clock.now())
    audit.record_set(machine_user(), "publicity.closed", PublicityList, ids)
    return len(ids)
