"""The doorbells of reminding and sending: each may ring twice or never, the rows know what is due."""

from celery import shared_task

from notices.services import codes, outbox, reminders


@shared_task(name="notices.remind")
def remind() -> None:
    """Everything due has been said."""
    reminders.remind_all()


@shared_task(name="notices.send_messages")
def send_messages() -> None:
    """Every waiting message was offered to the provider."""
    outbox.send_due()


@shared_task(name="notices.send_codes")
def send_codes() -> None:
    """Every waiting one-time code was offered to the provider."""
    codes.send_due()
