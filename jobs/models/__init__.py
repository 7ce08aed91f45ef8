"""What the labour market of a station keeps."""

from jobs.models.occupation import Occupation
from jobs.models.vacancy import Vacancy
from jobs.models.vacancy_check import VacancyCheck
from jobs.models.vacancy_file import VacancyFile

__all__ = ["Occupation", "Vacancy", "VacancyCheck", "VacancyFile"]
