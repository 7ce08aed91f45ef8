"""Sending a released batch, and finding those whose bell or worker was lost."""

from celery import shared_task

from payouts.services import sending, sweeping


@shared_task(name="payouts.send_batch")
def send_batch(batch_id: int) -> None:
    """Hand the released batch to the bank; in any other state nothing happens."""
    sending.send(batch_id)


@shared_task(name="payouts.sweep_sending")
def sweep_sending() -> None:
    """Doubt batches whose sender died, and send those whose bell nobody heard."""
    sweeping.doubt_dead_senders()
    for pk in sweeping.unsent():
        send_batch.delay(pk)
