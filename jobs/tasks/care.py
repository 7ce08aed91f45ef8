"""The lists of people whom stations look after."""

from celery import shared_task

from jobs.services import care


@shared_task(name="jobs.keep_care")
def keep_care() -> None:
    """The lists stand as registers, benefits, jobs and visits have it."""
    care.refresh()
