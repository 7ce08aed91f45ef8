"""The instruction file by hand: sending a released batch into a folder, or copying what was sent."""

from pathlib import Path

from django.utils.translation import gettext as _

from core import audit
from core.policies import Refused
from payouts.models import Batch
from payouts.services import instruction, sending
from payouts.states import BatchState
from stations.models import User

COPY_STATES = (BatchState.SENT, BatchState.ANSWERED, BatchState.CLOSED)


def hand_out(*, number: str, form: str, folder: Path, actor: User) -> Path:
    """The file of batch `number` lies in `folder`; a released batch is sent by that, a sent one is only copied.

    Refused in every other state. A failure before SENDING leaves the batch released, one after it doubtful, as everywhere.
    """
    batch = Batch.objects.filter(number=number).first()
    if batch is None:
        raise Refused(_("There is no batch %(number)s.") % {"number": number}, code="unknown_batch")
    folder.mkdir(parents=True, exist_ok=True)
    if batch.state == BatchState.RELEASED:
        file = sending.hand_over(batch=batch, folder=folder, form=form, actor=actor)
        if file is not None:
            return file
        batch.refresh_from_db()
    return _copy(batch, form, folder, actor)


def _copy(batch: Batch, form: str, folder: Path, actor: User) -> Path:
    # A batch that the bank never got is closed without having been sent: its lines may be in another batch by now.
    if batch.state not in COPY_STATES or batch.sent_at is None:
        raise Refused(
            _("Batch %(number)s is %(state)s: no file may be written.")
            % {"number": batch.number, "state": batch.get_state_display()},
            code="wrong_state",
        )
    file = instruction.write_file(batch=batch, folder=folder, form=form)
    audit.record(actor, "batch.copied", batch, form=form, file=file.name)
    return file
