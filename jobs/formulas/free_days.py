"""How many days of a booking are free in a hostel (A81: five days for whoever comes to found or to look for work). Pure."""

from datetime import date


def days_of(first: date, last: date) -> int:
    """The days of a booking, both ends included."""
    return (last - first).days + 1


def free_of(kind: str, days: int, used: int, most: int) -> int:
    """Of `days` booked now, those that are free for somebody who has `used` so many of `most` before; a desk always is."""
    return days if kind == "desk" else min(days, max(0, most - used))
