"""The bells of departments' files of vacancies."""

from celery import shared_task

from core import clock
from jobs.services import vacancy_files


@shared_task(name="jobs.import_vacancies")
def import_vacancies(import_id: int) -> None:
    """Take the file in; returns quietly when it is done or another worker is at it."""
    vacancy_files.run(import_id=import_id)


@shared_task(name="jobs.sweep_vacancy_files")
def sweep_vacancy_files() -> None:
    """Ring again for files that no worker took or whose worker died, and forget old refused rows."""
    for pk in vacancy_files.sweep(now=clock.now()):
        import_vacancies.delay(pk)
