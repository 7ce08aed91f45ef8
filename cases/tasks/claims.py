"""What the machine does to claims when their day has come."""

from celery import shared_task

from cases.services import acceptance, rerating, used_up


@shared_task(name="cases.lapse_corrections")
def lapse_corrections() -> None:
    """Every claim whose correction is overdue counts as withdrawn."""
    acceptance.lapse_overdue()


@shared_task(name="cases.end_used_up")
def end_used_up() -> None:
    """Every claim whose last month has passed is ended."""
    used_up.end_used_up()


@shared_task(name="cases.rerate")
def rerate() -> None:
    """Running benefits follow the minimum wages published meanwhile."""
    rerating.rerate_all()
