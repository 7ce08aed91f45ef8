"""The working-day calendar of one year, month by month."""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date

from core.periods import Calendar, month_end, working_days_between
from programmes.models import Holiday


@dataclass(frozen=True)
class Day:
    """One cell of a month: nothing before the first and after the last."""

    day: date | None
    kind: str
    name: str


@dataclass(frozen=True)
class Month:
    """One month in weeks from Monday to Sunday, with its working days counted."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    working_days: int


@dataclass(frozen=True)
class Year:
    """One year; `known` says whether the State Council's notice for it is entered."""

    year: int
    months: tuple[Month, ...]
    entries: tuple[Holiday, ...]
    known: bool
    working_days: int


def year(number: int, calendar: Calendar) -> Year:
    """The calendar of one year; one query for the names of its days."""
    entries = tuple(Holiday.objects.filter(day__year=number).order_by("day"))
    names = {entry.day: entry.name for entry in entries}
    months = tuple(_month(number, month, calendar, names) for month in range(1, 13))
    return Year(number, months, entries, calendar.known(number), sum(month.working_days for month in months))


def _month(number: int, month: int, calendar: Calendar, names: dict[date, str]) -> Month:
    first = date(number, month, 1)
    weeks = gregorian.Calendar().monthdatescalendar(number, month)
    cells = tuple(tuple(_day(day, month, calendar, names) for day in week) for week in weeks)
    last = month_end(first)
    working = working_days_between(first, last, calendar) + calendar.is_working(first)
    return Month(first, cells, working)


def _day(day: date, month: int, calendar: Calendar, names: dict[date, str]) -> Day:
    if day.month != month:
        return Day(None, "", "")
    if day in calendar.work_days:
        kind = Holiday.Kind.WORK.value
    elif not calendar.is_working(day):
        kind = Holiday.Kind.OFF.value
    else:
        kind = ""
    return Day(day, kind, names.get(day, ""))
