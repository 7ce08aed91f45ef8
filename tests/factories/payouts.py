"""Batches for tests, made by the services themselves: money has no short cut."""

from datetime import date
from decimal import Decimal

from core import clock
from payouts.models import Batch
from payouts.services.collect import collect
from payouts.services.release import release
from tests.factories.cases import make_recipient
from tests.factories.stations import WHOLE_REGION, make_station, make_user

BENEFIT = Decimal("2156.50")


def maker():
    """A finance maker of the whole region."""
    return make_user("finance_maker", WHOLE_REGION)


def checker():
    """A finance checker of the whole region."""
    return make_user("finance_checker", WHOLE_REGION)


def collected(people: int = 3, *, by=None, month: date | None = None, region: str = "150502") -> Batch:
    """A sealed batch of one line a person, all of one station; the law must be in force."""
    station = make_station(region)
    for _number in range(people):
        make_recipient(station)
    (batch,) = collect(month=month or clock.this_month(), actor=by or maker())
    return batch


def released(people: int = 3, **fields) -> Batch:
    """The same, let go by a second person."""
    return release(batch_id=collected(people, **fields).pk, actor=checker())
