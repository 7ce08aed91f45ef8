"""What the machine does about residents when nobody looks."""

from celery import shared_task

from cases.services import imports
from core import clock


@shared_task(name="cases.forget_files")
def forget_files() -> None:
    """Files of intake workbooks that nobody needs any more are gone."""
    imports.forget_files(now=clock.now())
