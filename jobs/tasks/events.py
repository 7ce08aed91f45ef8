"""What the machine does about events when nobody looks."""

from celery import shared_task

from jobs.services import events


@shared_task(name="jobs.end_events")
def end_events() -> None:
    """Published events whose hours are over are over."""
    while events.end_over():
        pass
