"""Mentorings with their course, and the figure of the year."""

from collections import Counter
from typing import Any

from django.db.models import Prefetch, QuerySet

from core import clock
from jobs.formulas.mentoring import Course, course
from jobs.models import Mentoring, MentorMeeting

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
