"""The bells of paying. The rows are the work orders; a bell that is never heard is made up for by a sweep."""

import logging
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from payouts.tasks.answers import read_answers
from payouts.tasks.collecting import run_collection, sweep_collections
from payouts.tasks.recovering import find_overpayments, open_loans
from payouts.tasks.sending import send_batch, sweep_sending

log = logging.getLogger(__name__)

__all__ = [
    "find_overpayments",
    "open_loans",
    "read_answers",
    "ring",
    "ring_on_commit",
    "run_collection",
    "send_batch",
    "sweep_collections",
    "sweep_sending",
]


def ring_on_commit(task: Any, pk: int) -> None:
    """The same once what stands in this transaction is there to be found."""
    transaction.on_commit(lambda: ring(task, pk))


def ring(task: Any, pk: int) -> bool:
    """Ask for `task` on the row `pk`; False when no broker listens, and then the sweep finds the row."""
    try:
        task.delay(pk)
    except OperationalError:
        log.warning("no broker: %s %s waits for the sweep", task.name, pk)
        return False
    return True
