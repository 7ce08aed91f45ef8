"""The look-out for overpayments rings."""

from celery import shared_task

from payouts.services import recovery_sweep


@shared_task(name="payouts.find_overpayments")
def find_overpayments() -> None:
    """What was paid after an end or a death, or twice, waits for people; ringing again finds nothing new."""
    recovery_sweep.find_overpayments()
