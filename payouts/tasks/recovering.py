"""The look-outs for overpayments and for what was lent ring."""

from celery import shared_task

from payouts.services import lending, recovery_sweep


@shared_task(name="payouts.find_overpayments")
def find_overpayments() -> None:
    """What was paid after an end or a death, or twice, waits for people; ringing again finds nothing new."""
    recovery_sweep.find_overpayments()


@shared_task(name="payouts.open_loans")
def open_loans() -> None:
    """What was lent and paid is owed by its plan; ringing again opens nothing twice."""
    lending.open_loans()
