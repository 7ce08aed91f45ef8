"""Collecting as ordered on the page."""

from celery import shared_task

from payouts.services import collecting, sweeping


@shared_task(name="payouts.run_collection")
def run_collection(collection_id: int) -> None:
    """Carry out the order; returns quietly when it is done or another worker is at it."""
    collecting.run(collection_id)


@shared_task(name="payouts.sweep_collections")
def sweep_collections() -> None:
    """Ring again for orders that no worker took or whose worker died."""
    for pk in sweeping.uncollected():
        run_collection.delay(pk)
