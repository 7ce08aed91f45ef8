"""Mentorings with their course, and the figure of the year."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from core import clock
from jobs.formulas.mentoring import Course, course
from jobs.models import Mentoring, MentorMeeting


@dataclass
class Year:
    """The pairs of one year; `complete` counts where the six months were full in it, `early` ended in it without them."""

    year: int
    began: int = 0
    running: int = 0
    met: int = 0
    complete: int = 0
    early: int = 0


RUNNING, ENDED = "running", "ended"


def listed(user: Any, *, about: str = "") -> QuerySet[Mentoring]:
    """The mentorings that `user` may see, each with its meetings."""
    meetings = Prefetch("meetings", MentorMeeting.objects.order_by("on"))
    found = Mentoring.objects.visible_to(user).select_related("founder", "mentor", "station").prefetch_related(meetings)
    return found.filter(ended_on__isnull=about == RUNNING) if about else found


def course_of(mentoring: Mentoring) -> Course:
    """How it has gone by today."""
    days = [meeting.on for meeting in mentoring.meetings.all()]
    return course(mentoring.began_on, mentoring.ended_on, days, clock.today())


def counted(user: Any) -> dict[str, int]:
    """Pairs within the reader's posts: running, complete (at least six months one to one), with a gap. Two queries."""
    found: Counter[str] = Counter()
    for mentoring in listed(user).iterator(chunk_size=500):
        gone = course_of(mentoring)
        found["all"] += 1
        found["running"] += mentoring.ended_on is None
        found["complete"] += gone.complete
        found["gaps"] += mentoring.ended_on is None and bool(gone.gaps)
    return {name: found[name] for name in ("all", "running", "complete", "gaps")}


def by_year(user: Any) -> list[Year]:
    """The pairs within the reader's posts year by year, the newest first: begun, running in it, met, complete. Two queries."""
    years: dict[int, Year] = {}

    def of(year: int) -> Year:
        return years.setdefault(year, Year(year))

    for mentoring in listed(user).iterator(chunk_size=500):
        gone, last = course_of(mentoring), mentoring.ended_on or clock.today()
        of(mentoring.began_on.year).began += 1
        for year in range(mentoring.began_on.year, last.year + 1):
            of(year).running += 1
        for meeting in mentoring.meetings.all():
            of(meeting.on.year).met += 1
        if gone.completed_on is not None:
            of(gone.completed_on.year).complete += 1
        elif mentoring.ended_on is not None:
            of(mentoring.ended_on.year).early += 1
    return sorted(years.values(), key=lambda each: -each.year)
