"""The terms of an appeal, pure: by when it can be filed, accepted, decided, and taken to court.

行政复议法 (2023) art. 20: sixty days from knowing, five years at most; art. 30 and 88: accepted within five working days;
art. 62: decided within sixty days, thirty more at most. 行政诉讼法 art. 45: fifteen days after the review; art. 46: six
months from knowing, five years at most; art. 51: registered within seven days; art. 81: judged within six months. Where
the last day is a day off, the next working day is the last one (民事诉讼法 art. 85).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import Calendar, add_months, add_working_days

REVIEW_DAYS = 60
SUIT_MONTHS = 6
AFTER_REVIEW_DAYS = 15
REVIEW_ACCEPT_WORKING_DAYS = 5
REVIEW_DECIDE_DAYS = 60
REVIEW_EXTENSION_DAYS = 30
COURT_REGISTER_DAYS = 7
COURT_MONTHS = 6
LONGEST_YEARS = 5
#: The bureau's own promise; no law sets a term for an objection at the bureau.
OBJECTION_WORKING_DAYS = 10


@dataclass(frozen=True)
class Terms:
    """The last days, each itself still in time; None where no term runs or none is known."""

    file_by: date | None
    accept_by: date | None
    decide_by: date | None


def in_time(day: date, calendar: Calendar) -> date:
    """The last day of a term that ends on `day`."""
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day


def file_by(route: str, delivered_on: date | None, reviewed_on: date | None, calendar: Calendar) -> date | None:
    """By when the route is open; `reviewed_on` is the day on which a review decision was received."""
    if route == "court" and reviewed_on is not None:
        return in_time(reviewed_on + timedelta(days=AFTER_REVIEW_DAYS), calendar)
    if delivered_on is None or route == "objection":
        return None
    if route == "court":
        return in_time(add_months(delivered_on, SUIT_MONTHS), calendar)
    return in_time(delivered_on + timedelta(days=REVIEW_DAYS), calendar)


def accept_by(route: str, filed_on: date, calendar: Calendar) -> date | None:
    """By when the authority has to take it on."""
    if route == "review":
        return add_working_days(filed_on, REVIEW_ACCEPT_WORKING_DAYS, calendar)
    if route == "court":
        return in_time(filed_on + timedelta(days=COURT_REGISTER_DAYS), calendar)
    return None


def decide_by(route: str, filed_on: date, accepted_on: date | None, extended: bool, calendar: Calendar) -> date:
    """By when it is decided, from acceptance on; before that from the last day of accepting, by which silence is acceptance."""
    if route == "objection":
        return add_working_days(filed_on, OBJECTION_WORKING_DAYS, calendar)
    begins = accepted_on or accept_by(route, filed_on, calendar) or filed_on
    if route == "court":
        return in_time(add_months(begins, COURT_MONTHS), calendar)
    return in_time(begins + timedelta(days=REVIEW_DECIDE_DAYS + (REVIEW_EXTENSION_DAYS if extended else 0)), calendar)


def too_late_for_good(decided_on: date, filed_on: date) -> bool:
    """Whether five years have passed, after which no appeal is possible whatever was delivered."""
    return filed_on > add_months(decided_on, 12 * LONGEST_YEARS)
