"""The working-day calendar as the holiday table has it."""

from core.periods import Calendar
from programmes.models import Holiday


def load() -> Calendar:
    """The calendar of every year that is entered, by one query; `Calendar.known` says whether a year is."""
    days = list(Holiday.objects.values_list("day", "kind"))
    off = [day for day, kind in days if kind == Holiday.Kind.OFF]
    return Calendar.of(off, [day for day, kind in days if kind == Holiday.Kind.WORK])
