"""The instruction file of a batch, from the sealed lines to the bank's folder: whole under its name, or not there at all."""

import os
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core import clock, crypto
from core.policies import Refused
from payouts.bankfiles import instruction
from payouts.bankfiles.layout import FileRefused, InstructionHead, Payer, Row
from payouts.models import Batch
from payouts.models.line import KEY_DIGITS
from payouts.services import sealing
from payouts.states import FILE_STATES
from programmes.formulas import registry

#: The bank prints these words (摘要) on the payee's statement, so they are Chinese whatever the clerk reads.
PURPOSES = {scheme.name: scheme.purpose for scheme in registry.SCHEMES.values() if scheme.purpose}
OTHER_PURPOSE = "就业补助"


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
            instruction.write(form, head, _payments(batch, proof), file)
            proof.require(batch)
            file.flush()
            os.fsync(file.fileno())
        yield part
    except FileRefused as refused:
        raise Refused(
            _("Batch %(number)s cannot be written: its lines are not what was sealed (%(what)s).")
            % {"number": batch.number, "what": refused},
            code="seal_broken",
        ) from refused
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


def _payments(batch: Batch, proof: sealing.Proof) -> Iterator[Row]:
    """The sealed lines in order, account numbers in plain; a thousand at a time, so a million need no more memory than they.

    Raises FileRefused where a field holds a line break: it would shift what follows (see bankfiles.names).
    """
    purposes: dict[str, str] = {}
    for told in proof.told(batch.pk):
        accounts = crypto.decrypt_all(list(_cut(told)))
        numbers, holders, amounts, banks, paid_for = (column.split("\n") for column in told[:5])
        for words in {*paid_for} - purposes.keys():
            scheme, _blank, month = words.rpartition(" ")
            purposes[words] = f"{PURPOSES.get(scheme, OTHER_PURPOSE)}{month}"
        if {len(column) for column in (numbers, holders, amounts, banks, paid_for)} != {len(accounts)}:
            raise FileRefused("separator_in_field", f"{batch.number} {numbers[0]}")
        front = f"{batch.number}-"
        keys = [front + number.zfill(KEY_DIGITS) for number in numbers]
        yield from zip(
            map(int, numbers), keys, accounts, holders, amounts, banks, map(purposes.__getitem__, paid_for), strict=True
        )


def _cut(told: sealing.Told) -> Iterator[bytes]:
    at = 0
    for size in struct.unpack(f">{len(told.cipher_sizes) // 4}i", told.cipher_sizes):
        yield told.ciphers[at : at + size]
        at += size
