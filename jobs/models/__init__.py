"""What the labour market of a station keeps."""

from jobs.models.course import Course, Presence, Trainee
from jobs.models.event import Event, Offer, Stand
from jobs.models.event_visitor import Intent, Visitor
from jobs.models.matching import Matching, Recommendation
from jobs.models.occupation import Occupation
from jobs.models.onetime import OneTimeCode
from jobs.models.referral import FollowUp, Referral
from jobs.models.vacancy import Vacancy
from jobs.models.vacancy_check import VacancyCheck
from jobs.models.vacancy_file import VacancyFile
from jobs.models.wish import SignUp, Wish, WishOccupation

__all__ = [
    "Course",
    "Event",
    "FollowUp",
    "Intent",
    "Matching",
    "Occupation",
    "Offer",
    "OneTimeCode",
    "Presence",
    "Recommendation",
    "Referral",
    "SignUp",
    "Stand",
    "Trainee",
    "Vacancy",
    "VacancyCheck",
    "VacancyFile",
    "Visitor",
    "Wish",
    "WishOccupation",
]
