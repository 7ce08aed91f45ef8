"""The doorbells of the labour market: each may ring twice or never, the rows know what is due."""

from jobs.tasks.care import keep_care
from jobs.tasks.events import end_events, forget_visitors
from jobs.tasks.onetime import forget_codes
from jobs.tasks.piece import purge_piece_books
from jobs.tasks.vacancies import import_vacancies, sweep_vacancy_files
from jobs.tasks.wishes import forget_sign_ups, match

__all__ = [
    "end_events",
    "forget_codes",
    "forget_sign_ups",
    "forget_visitors",
    "import_vacancies",
    "keep_care",
    "match",
    "purge_piece_books",
    "sweep_vacancy_files",
]
