"""The doorbells of the labour market: each may ring twice or never, the rows know what is due."""

from jobs.tasks.vacancies import import_vacancies, sweep_vacancy_files

__all__ = ["import_vacancies", "sweep_vacancy_files"]
