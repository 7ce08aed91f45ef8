"""What the labour market of a station keeps."""

from jobs.models.course import Course, Presence, Trainee
from jobs.models.event import Event, Offer, Stand
from jobs.models.event_visitor import Intent, Visitor
from jobs.models.occupation import Occupation
from jobs.models.onetime import OneTimeCode
from jobs.models.vacancy import Vacancy

__all__ = [
    "Course",
    "Event",
    "Intent",
    "Occupation",
    "Offer",
    "OneTimeCode",
    "Presence",
    "Stand",
    "Trainee",
    "Vacancy",
    "Visitor",
]
