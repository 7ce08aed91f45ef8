"""What the machine does about one-time codes when nobody looks."""

from celery import shared_task

from jobs.services import onetime


@shared_task(name="jobs.forget_codes")
def forget_codes() -> None:
    """Codes of the days before, and the numbers they went to, are gone."""
    onetime.forget()
