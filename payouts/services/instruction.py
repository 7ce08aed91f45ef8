"""The instruction file of a batch, from the sealed lines to the bank's folder: whole under its name, or not there at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from core import clock
from core.policies import Refused
from payouts.bankfiles import instruction
from payouts.bankfiles.layout import InstructionHead, Payer
from payouts.models import Batch
from payouts.services import ready, sealing
from payouts.states import FILE_STATES


def write_file(*, batch: Batch, folder: Path, form: str = "text") -> Path:
    """`<number>.txt` or `.xml` lies complete and flushed in `folder`; the same batch gives the same bytes every time.

    Refused where nobody released the batch, and where a line differs from what was sealed; then `folder` is as before.
    """
    with prepared(batch=batch, folder=folder, form=form) as part:
        return lay(part=part, batch=batch, folder=folder, form=form)


@contextmanager
def prepared(*, batch: Batch, folder: Path, form: str = "text") -> Iterator[Path]:
    """The whole instruction, flushed, under a hidden name in `folder`; whoever does not `lay` it leaves nothing behind.

    The lines are read once: what is written is what the seal was proved on. Refused as `write_file`.
    """
    if batch.state not in FILE_STATES or batch.released_at is None:
        raise Refused(_("Batch %(number)s is not released: no file may be written.") % {"number": batch.number})
    head = InstructionHead(
        number=batch.number,
        fund=batch.fund,
        pay_on=batch.pay_on,
        count=batch.line_count,
        total=batch.total,
        made_at=batch.released_at.astimezone(clock.BEIJING),
        payer=Payer(**settings.PORTAL_PAYER),
    )
    handle, name = tempfile.mkstemp(prefix=f".{batch.number}-", suffix=".part", dir=folder)  # mode 0600
    part, proof = Path(name), sealing.Proof()
    try:
        with os.fdopen(handle, "wb", buffering=1 << 20) as file:
            with ready.refused_as_broken(batch):
                _write(batch, form, head, proof, file)
            proof.require(batch)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)


def lay(*, part: Path, batch: Batch, folder: Path, form: str = "text") -> Path:
    """What was prepared lies under its final name, and stays there after a power cut."""
    target = folder / f"{batch.number}{instruction.FORMATS[form]}"
    part.replace(target)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return target


def _write(batch: Batch, form: str, head: InstructionHead, proof: sealing.Proof, file: BinaryIO) -> None:
    """What lies ready, or for a batch of earlier times the lines themselves, a thousand at a time."""
    if ready.lies_ready(batch):
        instruction.write_ready(form, head, ready.blocks(batch, proof), file)
    else:
        lines = (row for _piece, told in proof.told(batch.pk) for row in ready.rows(batch, told))
        instruction.write(form, head, lines, file)
