"""Taking in what the bank lays into its folder."""

from celery import shared_task

from payouts.services.answers import folder
from stations.services.machine import machine_user


@shared_task(name="payouts.read_answers")
def read_answers() -> None:
    """Read every file that waits; each counts once, by its hash, however many workers look."""
    folder.read_all(actor=machine_user())
