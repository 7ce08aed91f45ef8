"""Sending: three steps, each committed before the next, so that a dead worker always leaves a trace.

The file is written whole under a hidden name, its seal proved on the way; then RELEASED -> SENDING (committed) -> the file
is laid in the bank's folder -> SENT. What fails before SENDING has sent nothing and is tried again. Whatever goes wrong after
it ends in doubt: money that may have left is never sent again by a machine.
"""

import hashlib
import logging
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.policies import require
from ledger.services import journal
from payouts.models import Batch, Doubt
from payouts.services import instruction, ready, screening, sealing
from payouts.states import BatchState
from stations.models import User
from stations.services.machine import machine_user

log = logging.getLogger(__name__)


def send(batch_id: int) -> None:
    """The released batch is handed to the bank; in any other state nothing happens. May be called twice or never."""
    folder = Path(settings.PORTAL_BANK_DIR) / "out"
    folder.mkdir(parents=True, exist_ok=True)
    batch = Batch.objects.get(pk=batch_id)
    if batch.state == BatchState.RELEASED:
        hand_over(batch=batch, folder=folder, form="text", actor=machine_user())


def hand_over(*, batch: Batch, folder: Path, form: str, actor: User) -> Path | None:
    """The instruction of the released batch lies in `folder` and the batch is sent; None where another worker was quicker.

    A broken seal is Refused, a full disk raises, and the batch stays released: nothing has left.
    """
    with instruction.prepared(batch=batch, folder=folder, form=form) as part:
        begun = begin(batch_id=batch.pk, actor=actor, written=batch)
        if begun is None:
            return None
        try:
            file = instruction.lay(part=part, batch=begun, folder=folder, form=form)
            finish(batch_id=batch.pk, actor=actor, file=file)
        except Exception:
            log.exception("sending batch %s failed", batch.number)
            doubt(batch_id=batch.pk, cause="sending_failed", actor=actor)
            raise
    return file


@transaction.atomic(durable=True)
def begin(*, batch_id: int, actor: User, written: Batch | None = None) -> Batch | None:
    """SENDING and in transit in the books, committed before the bank can see a byte; None unless the batch was released.

    A broken seal is Refused here and the batch stays released: nothing has left. Where a line may not be paid any more
    since the release (the bank says of an earlier try that it was paid, the person died), the batch waits for the second
    person again, and None is returned. `written`: the batch as it was when its file was prepared, its seal proved on the
    way; None is returned where it was released anew since, for the file would be the old one.
    """
    batch = Batch.objects.locked(pk=batch_id)
    if batch.state != BatchState.RELEASED:
        return None
    if written is None:
        sealing.require_whole(batch)
    elif (written.seal_no, written.control_digest, written.released_at) != (
        batch.seal_no, batch.control_digest, batch.released_at
    ):  # fmt: skip
        return None
    if changed := screening.changed_since_sealing([batch])[batch.pk]:
        _call_back(batch, actor, changed)
        return None
    batch.move("send")
    batch.sending_at = clock.now()
    batch.save(update_fields=["state", "sending_at"])
    journal.post(
        key=f"{batch.number}:sent",
        on=clock.today(),
        memo=gettext_lazy("Handed to the bank"),
        fund=batch.fund,
        league=batch.league_code,
        batch_number=batch.number,
        postings=[("payable", batch.total), ("clearing", -batch.total)],
    )
    audit.record(actor, "batch.sending", batch, digest=batch.control_digest)
    return batch


def _call_back(batch: Batch, actor: User, changed: list[tuple[int, int]]) -> None:
    ready.forget(batch)
    batch.move("call_back")
    batch.released_by = batch.released_at = None
    batch.save(update_fields=["state", "released_by", "released_at"])
    ids, reasons = screening.numbered(changed)
    audit.record(actor, "batch.called_back", batch, lines=len(ids), reasons=sorted(set(reasons)))


@transaction.atomic
def finish(*, batch_id: int, actor: User, file: Path) -> Batch:
    """SENT, with the file's name and digest; raises WrongState when somebody doubted the batch meanwhile."""
    batch = Batch.objects.locked(pk=batch_id)
    batch.move("hand_over")
    batch.sent_at, batch.file_name = clock.now(), file.name
    with file.open("rb") as written:
        batch.file_digest = hashlib.file_digest(written, "sha256").hexdigest()
    batch.save(update_fields=["state", "sent_at", "file_name", "file_digest"])
    audit.record(actor, "batch.sent", batch, file=file.name, file_digest=batch.file_digest)
    return batch


@transaction.atomic
def doubt(*, batch_id: int, cause: str, actor: User) -> Doubt | None:
    """The batch that was being sent is doubtful and waits for two people; None in any other state."""
    require(actor is not None and actor.pk is not None, _("No actor means no."))
    batch = Batch.objects.locked(pk=batch_id)
    if batch.state != BatchState.SENDING:
        return None
    batch.move("doubt")
    batch.save(update_fields=["state"])
    opened = Doubt.objects.create(batch=batch, cause=cause, opened_at=clock.now())
    audit.record(actor, "batch.doubted", batch, cause=cause)
    return opened
