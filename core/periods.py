"""Months and working days: pure arithmetic, the calendar is given in.

A month is held as its first day and written `2026-11`. A working day is a weekday that is not a day off, or a
weekend day that the State Council's yearly notice makes a working day (调休上班).
"""

import calendar as _gregorian
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def parse_month(text: str) -> date:
    """The first day of the month written `2026-11`; raises ValueError for anything else."""
    found = _MONTH.fullmatch(text)
    if found is None or found[1] == "0000":
        raise ValueError(f"not a month written like 2026-11: {text!r}")
    return date(int(found[1]), int(found[2]), 1)


def parse_day(text: str) -> date:
    """The day written `2026-11-20`; raises ValueError for anything else, also for a day that no calendar has."""
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"not a day written like 2026-11-20: {text!r}")
    return found


def format_month(month: date) -> str:
    """`2026-11` for any day of November 2026."""
    return f"{month.year:04d}-{month.month:02d}"


def month_of(day: date) -> date:
    """The first day of the calendar month in which `day` falls."""
    return day.replace(day=1)


def month_end(month: date) -> date:
    """The last day of the calendar month in which `month` falls."""
    return month.replace(day=_gregorian.monthrange(month.year, month.month)[1])


def add_months(day: date, count: int) -> date:
    """The same day `count` months later (earlier when negative), or that month's last day where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = _gregorian.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def months_from(first: date, count: int) -> Iterator[date]:
    """`count` consecutive calendar months as first days, beginning with the month of `first`."""
    start = month_of(first)
    for number in range(count):
        yield add_months(start, number)


def months_between(first: date, last: date) -> int:
    """How many calendar months lie from the month of `first` to the month of `last`; 0 within one month."""
    return (last.year - first.year) * 12 + last.month - first.month


def age_on(born_on: date, day: date) -> int:
    """Full years of age (周岁) on `day`; somebody born on 29 February turns a year older on 1 March of a plain year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


@dataclass(frozen=True)
class Calendar:
    """The days on which an office is closed although it is a weekday, or open although it is a weekend."""

    off_days: frozenset[date]
    work_days: frozenset[date]

    @classmethod
    def of(cls, off_days: Iterable[date], work_days: Iterable[date]) -> "Calendar":
        """A calendar from any two collections of days; a day in both is refused with ValueError."""
        off, work = frozenset(off_days), frozenset(work_days)
        if both := off & work:
            raise ValueError(f"both a day off and a working day: {min(both)}")
        return cls(off, work)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years for which days off are known."""
        return frozenset(day.year for day in self.off_days)

    def known(self, year: int) -> bool:
        """Whether the yearly notice for `year` is in; if not, only weekends count as days off and a page should say so."""
        return year in self.years

    def unknown_years(self, start: date, end: date) -> list[int]:
        """The years touched by start..end whose days off are not known yet, oldest first."""
        return [year for year in range(start.year, end.year + 1) if not self.known(year)]

    def is_working(self, day: date) -> bool:
        """Whether offices are open on `day`."""
        if day in self.work_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.off_days


WEEKENDS_ONLY = Calendar(frozenset(), frozenset())


def add_working_days(start: date, count: int, calendar: Calendar) -> date:
    """The day on which a term of `count` working days ends when it began on `start`, which itself does not count.

    A term of no days ends on `start`. Raises ValueError for a negative term.
    """
    if count < 0:
        raise ValueError("a term has no negative length")
    day = start
    while count:
        day += _ONE_DAY
        count -= calendar.is_working(day)
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """The working days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start, calendar)
    day, count = start, 0
    while day < end:
        day += _ONE_DAY
        count += calendar.is_working(day)
    return count
