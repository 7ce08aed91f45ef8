"""The bell of a round; the row is the work order, and a bell that is never heard is made up for by a sweep."""

import logging
from typing import Any

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from cases.services import asking, launching, screening
from core import clock

log = logging.getLogger(__name__)


@shared_task(name="cases.screen")
def screen(round_id: int) -> None:
    """Screen the round; returns quietly when it is done or another worker is at it."""
    screening.run(round_id=round_id)


@shared_task(name="cases.launch")
def launch(round_id: int) -> None:
    """Claims are made of what the checkers voted for; returns quietly when it is done or another worker is at it."""
    launching.run(round_id=round_id)


@shared_task(name="cases.sweep_screenings")
def sweep_screenings() -> None:
    """Ring again for rounds that no worker took or whose worker died."""
    screened, launched = screening.waiting(now=clock.now())
    for pk in screened:
        screen.delay(pk)
    for pk in launched:
        launch.delay(pk)


@shared_task(name="cases.close_answers")
def close_answers() -> None:
    """Units whose last day to answer is over: silence counts as a yes where the round says so."""
    asking.close_due()


def ring_on_commit(task: Any, round_id: int) -> None:
    """Ask for the work once what stands in this transaction is there to be found."""
    transaction.on_commit(lambda: _ring(task, round_id))


def _ring(task: Any, round_id: int) -> None:
    try:
        task.delay(round_id)
    except OperationalError:
        log.warning("no broker: round %s waits for the sweep", round_id)
