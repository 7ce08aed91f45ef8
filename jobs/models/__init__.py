"""What the labour market of a station keeps."""

from jobs.models.matching import Matching, Recommendation
from jobs.models.occupation import Occupation
from jobs.models.referral import FollowUp, Referral
from jobs.models.vacancy import Vacancy
from jobs.models.vacancy_check import VacancyCheck
from jobs.models.vacancy_file import VacancyFile
from jobs.models.wish import SignUp, Wish, WishOccupation

__all__ = [
    "FollowUp",
    "Matching",
    "Occupation",
    "Recommendation",
    "Referral",
    "SignUp",
    "Vacancy",
    "VacancyCheck",
    "VacancyFile",
    "Wish",
    "WishOccupation",
]
