"""How many days of a booking are free (A81: five days in a hostel for whoever comes to found or to look for work). Pure."""

from datetime import date

#: Days that a person sleeps free in hostels, over all bookings; a desk is free on every day.
HOSTEL_FREE_DAYS = 5


def days_of(first: date, last: date) -> int:
    """The days of a booking, both ends included."""
    return (last - first).days + 1


def free_of(kind: str, days: int, used: int) -> int:
    """Of `days` booked now, those that are free for somebody who has `used` so many before."""
    return days if kind == "desk" else min(days, max(0, HOSTEL_FREE_DAYS - used))
