"""What the machine does about events when nobody looks."""

from celery import shared_task

from jobs.services import events, events_door, events_forget


@shared_task(name="jobs.end_events")
def end_events() -> None:
    """Published events whose hours are over are over."""
    while events.end_over():
        pass


@shared_task(name="jobs.forget_visitors")
def forget_visitors() -> None:
    """Names and numbers of visitors whose days are over are struck out, and who pressed at a door yesterday is not counted."""
    events_door.forget()
    while events_forget.forget_old():
        pass
