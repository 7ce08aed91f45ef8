"""What the machine does to claims when their day has come."""

from celery import shared_task

from cases.services import acceptance, publicity, publicity_end, rerating, used_up


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


@shared_task(name="cases.publish")
def publish() -> None:
    """Every grant that waits for publicity stands on a list."""
    publicity.make_all()


@shared_task(name="cases.end_publicity")
def end_publicity() -> None:
    """Lists whose days are over are closed, and what nobody objected to is granted."""
    publicity_end.close_due()
