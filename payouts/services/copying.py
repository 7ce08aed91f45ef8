"""The instruction file by hand: sending a released batch into a folder, or copying what was sent."""

import logging
from pathlib import Path

from django.utils.translation import gettext as _

from core import audit
from core.policies import Refused
from payouts.models import Batch
from payouts.services import instruction, sealing, sending
from payouts.states import BatchState
from stations.models import User

log = logging.getLogger(__name__)

COPY_STATES = (BatchState.SENT, BatchState.ANSWERED, BatchState.CLOSED)


def hand_out(*, number: str, form: str, folder: Path, actor: User) -> Path:
    """The file of batch `number` lies in `folder`; a released batch is sent by that, a sent one is only copied.

    Refused in every other state. A failure after SENDING was committed leaves the batch doubtful, as everywhere.
    """
    batch = Batch.objects.filter(number=number).first()
    if batch is None:
        raise Refused(_("There is no batch %(number)s.") % {"number": number}, code="unknown_batch")
    folder.mkdir(parents=True, exist_ok=True)
    if batch.state == BatchState.RELEASED:
        begun = sending.begin(batch_id=batch.pk, actor=actor)
        if begun is not None:
            return _send(begun, form, folder, actor)
        batch.refresh_from_db()
    return _copy(batch, form, folder, actor)


def _send(batch: Batch, form: str, folder: Path, actor: User) -> Path:
    try:
        file = instruction.write_file(batch=batch, folder=folder, form=form)
        sending.finish(batch_id=batch.pk, actor=actor, file=file)
    except Exception:
        log.exception("handing out batch %s failed", batch.number)
        sending.doubt(batch_id=batch.pk, cause="sending_failed", actor=actor)
        raise
    return file


def _copy(batch: Batch, form: str, folder: Path, actor: User) -> Path:
    # A batch that the bank never got is closed without having been sent: its lines may be in another batch by now.
    if batch.state not in COPY_STATES or batch.sent_at is None:
        raise Refused(
            _("Batch %(number)s is %(state)s: no file may be written.")
            % {"number": batch.number, "state": batch.get_state_display()},
            code="wrong_state",
        )
    sealing.require_whole(batch)
    file = instruction.write_file(batch=batch, folder=folder, form=form)
    audit.record(actor, "batch.copied", batch, form=form, file=file.name)
    return file
