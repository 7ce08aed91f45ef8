"""The bells of hire records: a file to be taken in, and what the records end."""

import logging
from collections.abc import Callable
from typing import Any

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from cases.services import hire_files, hire_sweep
from core import clock

log = logging.getLogger(__name__)


@shared_task(name="cases.import_hires")
def import_hires(import_id: int) -> None:
    """Take the file in, and end what its records end; returns quietly when it is done or another worker is at it."""
    hire_files.run(import_id=import_id)
    hire_sweep.end_employed()


@shared_task(name="cases.sweep_hire_files")
def sweep_hire_files() -> None:
    """Ring again for files that no worker took or whose worker died, and forget old refused rows."""
    for pk in hire_files.unread(now=clock.now()):
        import_hires.delay(pk)
    hire_files.forget_files(now=clock.now())


@shared_task(name="cases.end_employed")
def end_employed() -> None:
    """Every running benefit that a hire record ends is ended."""
    hire_sweep.end_employed()


def ring_on_commit(task: Any, *ids: int) -> None:
    """Ask for `task` once what stands in this transaction is there to be found; without a broker the sweep finds it."""
    transaction.on_commit(_bell(task, *ids))


def _bell(task: Any, *ids: int) -> Callable[[], None]:
    def ring() -> None:
        try:
            task.delay(*ids)
        except OperationalError:
            log.warning("no broker: %s waits for the sweep", task.name)

    return ring
