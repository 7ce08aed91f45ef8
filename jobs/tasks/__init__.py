"""The doorbells of the labour market: each may ring twice or never, the rows know what is due."""

from jobs.tasks.vacancies import import_vacancies, sweep_vacancy_files
from jobs.tasks.wishes import forget_sign_ups, match

__all__ = ["forget_sign_ups", "import_vacancies", "match", "sweep_vacancy_files"]
