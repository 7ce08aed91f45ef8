"""Start-up mentoring (A70, A79): at least six months one to one, counted from the log of its meetings. Pure.

A mentoring is complete when six full months have passed since it began and the founder met the mentor in each of at
least six different months. A gap is longer than forty-five days without a meeting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from core.periods import add_months, month_of

LEAST_MONTHS = 6
GAP_DAYS = 45


@dataclass(frozen=True)
class Course:
    """How a mentoring has gone by `until`; `gaps` are the days after and before which nobody met for too long.

    `completed_on` is the day from which it counts as at least six months, one to one.
    """

    months_met: int
    full_on: date
    complete: bool
    gaps: list[tuple[date, date]]
    completed_on: date | None = None


def course(began_on: date, ended_on: date | None, meetings: Iterable[date], today: date) -> Course:
    """The course of a mentoring up to its end, or to today while it runs."""
    until = ended_on or today
    days = sorted(set(meetings))
    months = {month_of(day) for day in days}
    full_on = add_months(began_on, LEAST_MONTHS)
    marks = [began_on, *days, until]
    gaps = [(first, last) for first, last in pairwise(marks) if last - first > timedelta(days=GAP_DAYS)]
    complete = until >= full_on and len(months) >= LEAST_MONTHS
    firsts = [min(day for day in days if month_of(day) == month) for month in sorted(months)]
    return Course(len(months), full_on, complete, gaps, max(full_on, firsts[LEAST_MONTHS - 1]) if complete else None)
