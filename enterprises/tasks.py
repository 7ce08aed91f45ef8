"""The bell of a file of the registry; a bell that is never heard is made up for by a sweep."""

import logging

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from core import clock
from enterprises.services import insurance_files

log = logging.getLogger(__name__)


@shared_task(name="enterprises.import_insurance")
def import_insurance(import_id: int) -> None:
    """Take the file in; returns quietly when it is done or another worker is at it."""
    insurance_files.run(import_id=import_id)


@shared_task(name="enterprises.sweep_insurance")
def sweep_insurance() -> None:
    """Ring again for files that no worker took or whose worker died, and forget old refused rows."""
    for pk in insurance_files.unread(now=clock.now()):
        import_insurance.delay(pk)
    insurance_files.forget_files(now=clock.now())


def ring_on_commit(import_id: int) -> None:
    """Ask for the file to be taken in once what stands in this transaction is there to be found."""
    transaction.on_commit(lambda: _ring(import_id))


def _ring(import_id: int) -> None:
    try:
        import_insurance.delay(import_id)
    except OperationalError:
        log.warning("no broker: insurance import %s waits for the sweep", import_id)
