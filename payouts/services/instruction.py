"""The instruction file of a batch, from the sealed lines to the bank's folder: whole under its name, or not there at all."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from core import clock, crypto
from core.policies import Refused
from payouts.bankfiles import instruction
from payouts.bankfiles.layout import FileRefused, InstructionHead, Payer, Payment
from payouts.models import Batch
from payouts.states import FILE_STATES
from programmes.formulas import registry

#: The bank prints these words (摘要) on the payee's statement, so they are Chinese whatever the clerk reads.
PURPOSES = {scheme.name: scheme.purpose for scheme in registry.SCHEMES.values() if scheme.purpose}
OTHER_PURPOSE = "就业补助"

#: Some thousand lines as one text: a million rows one by one would cost more than what is done with them. No name holds a
#: tab or a line break, see bankfiles.names. Sealed lines never change, so the pieces need no common snapshot.
PIECE = 5_000
_LAST = "SELECT max(line_no) FROM payouts_line WHERE batch_id = %s"
_LINES = """
SELECT string_agg(line_no || E'\t' || encode(account_cipher, 'hex') || E'\t' || holder_name || E'\t' || amount || E'\t' || cnaps
    || E'\t' || scheme || E'\t' || to_char(month, 'YYYYMM'), E'\n')
FROM (
    SELECT * FROM payouts_line WHERE batch_id = %s AND standing = 1 AND line_no > %s AND line_no <= %s ORDER BY line_no
) piece
"""


def write_file(*, batch: Batch, folder: Path, form: str = "text") -> Path:
    """`<number>.txt` or `.xml` lies complete and flushed in `folder`; the same batch gives the same bytes every time.

    Refused where nobody released the batch, and where a line differs from what was sealed; then `folder` is as before.
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
    target = folder / f"{batch.number}{instruction.FORMATS[form]}"
    handle, name = tempfile.mkstemp(prefix=f".{batch.number}-", suffix=".part", dir=folder)  # mode 0600
    part = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=1 << 20) as file:
            instruction.write(form, head, _payments(batch), file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except FileRefused as refused:
        raise Refused(
            _("Batch %(number)s cannot be written: its lines are not what was sealed (%(what)s).")
            % {"number": batch.number, "what": refused},
            code="seal_broken",
        ) from refused
    finally:
        part.unlink(missing_ok=True)
    _flush_folder(folder)
    return target


def _payments(batch: Batch) -> Iterator[Payment]:
    """The sealed lines in order, account numbers in plain; streamed, so a million lines need no more memory than one."""
    purposes: dict[tuple[str, str], str] = {}
    number, decrypt = batch.number, crypto.decrypt
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [batch.pk])
        last = cursor.fetchone()[0] or 0
        for first in range(0, last, PIECE):
            cursor.execute(_LINES, [batch.pk, first, first + PIECE])
            for row in _rows(cursor.fetchone()[0]):
                line_no, cipher, name, amount, cnaps, scheme, month = row.split("\t")
                purpose = purposes.get((scheme, month))
                if purpose is None:
                    purpose = purposes[scheme, month] = f"{PURPOSES.get(scheme, OTHER_PURPOSE)}{month}"
                account = decrypt(bytes.fromhex(cipher))
                yield Payment(int(line_no), f"{number}-{line_no:0>7}", account, name, amount, cnaps, purpose)


def _rows(text: str | None) -> list[str]:
    return text.split("\n") if text else []


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
