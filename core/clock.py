"""The one tap for time: every other module asks here what moment and what day it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")

_frozen: ContextVar[datetime | None] = ContextVar("clock_frozen", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    frozen = _frozen.get()
    return frozen if frozen is not None else datetime.now(UTC)


def today() -> date:
    """The present day as the wall calendar in Hohhot shows it."""
    return now().astimezone(BEIJING).date()


def day_of(moment: datetime) -> date:
    """The calendar day in Hohhot on which an aware moment falls."""
    return moment.astimezone(BEIJING).date()


def this_month() -> date:
    """The first day of the present month."""
    return today().replace(day=1)


@contextmanager
def at(moment: datetime | date | str) -> Iterator[None]:
    """Inside the block the clock stands still at `moment`; a day means its noon in Hohhot."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, 12, tzinfo=BEIJING)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=BEIJING)
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
