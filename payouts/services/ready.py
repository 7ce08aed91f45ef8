"""The instruction laid ready at release: each account number is opened once, while the seal is proved, and not again.

What lies ready is the text of a thousand lines, enciphered as one value that opens only for these very lines: whoever
writes the file proves the seal by that once more.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.exceptions import InvalidTag
from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from core import crypto
from core.policies import Refused
from payouts.bankfiles.instruction import block_of
from payouts.bankfiles.layout import FileRefused, Row
from payouts.models import Batch, InstructionPiece
from payouts.models.line import KEY_DIGITS
from payouts.services import sealing
from programmes.formulas import registry

#: The bank prints these words (摘要) on the payee's statement, so they are Chinese whatever the clerk reads.
PURPOSES = {scheme.name: scheme.purpose for scheme in registry.SCHEMES.values() if scheme.purpose}
OTHER_PURPOSE = "就业补助"
#: Pieces that are held in memory before they are stored: about six megabytes.
HAND = 64
_STORE = "COPY payouts_instructionpiece (batch_id, place, cipher) FROM STDIN (FORMAT BINARY)"


def make(batch: Batch) -> None:
    """The seal of the batch, which is locked, is proved, and its instruction lies ready; Refused where a line differs."""
    forget(batch)
    proof = sealing.Proof()
    last = (batch.lines.aggregate(last=Max("line_no"))["last"] or 0) // sealing.PIECE
    with refused_as_broken(batch):
        for first in range(0, last + 1, HAND):
            _store(batch, [
                (piece.place, crypto.encrypt_block(block_of(rows(batch, told)), _about(batch, piece)))
                for piece, told in proof.told(batch.pk, first, first + HAND - 1)
            ])  # fmt: skip
    proof.require(batch)


def forget(batch: Batch) -> None:
    """Nothing of the batch lies ready: its file, if ever, is made of its lines."""
    InstructionPiece.objects.filter(batch=batch).delete()


def lies_ready(batch: Batch) -> bool:
    """Whether `make` was done; batches of earlier times have nothing ready."""
    return InstructionPiece.objects.filter(batch=batch).exists()


def blocks(batch: Batch, proof: sealing.Proof) -> Iterator[bytes]:
    """The text of the lines in order; raises FileRefused at the first piece whose lines are not those that were released.

    Refused where a piece is gone: the batch was called back in this very moment.
    """
    for piece, cipher in proof.ready(batch.pk):
        if cipher is None:
            raise Refused(
                _("What lay ready of batch %(number)s is gone. Look at the batch again, or call the auditor.")
                % {"number": batch.number},
                code="not_ready",
            )
        try:
            yield crypto.decrypt_block(cipher, _about(batch, piece))
        except (InvalidTag, IndexError, KeyError):
            raise FileRefused("ready_differs", f"{batch.number} {piece.place}") from None


def rows(batch: Batch, told: sealing.Told) -> list[Row]:
    """The lines of a piece with their account numbers in plain.

    Raises FileRefused where a field holds a line break: it would shift what follows (see bankfiles.names).
    """
    accounts = crypto.decrypt_all(list(_cut(told)))
    numbers, holders, amounts, banks, paid_for = (column.split("\n") for column in told[:5])
    if {len(column) for column in (numbers, holders, amounts, banks, paid_for)} != {len(accounts)}:
        raise FileRefused("separator_in_field", f"{batch.number} {numbers[0]}")
    purposes = {words: _purpose(words) for words in {*paid_for}}
    front = f"{batch.number}-"
    keys = [front + number.zfill(KEY_DIGITS) for number in numbers]
    return list(zip(numbers, keys, accounts, holders, amounts, banks, map(purposes.__getitem__, paid_for), strict=True))


@contextmanager
def refused_as_broken(batch: Batch) -> Iterator[None]:
    """What the bank's format refuses is a seal that is broken: sealing lets no such line pass."""
    try:
        yield
    except FileRefused as refused:
        raise Refused(
            _("Batch %(number)s cannot be written: its lines are not what was sealed (%(what)s).")
            % {"number": batch.number, "what": refused},
            code="seal_broken",
        ) from refused


def _about(batch: Batch, piece: sealing.Piece) -> bytes:
    return f"{batch.number}|{piece.place}|".encode() + piece.mark


def _store(batch: Batch, pieces: list[tuple[int, bytes]]) -> None:
    with connection.cursor() as cursor, cursor.copy(_STORE) as copy:
        copy.set_types(["int8", "int4", "bytea"])
        for place, cipher in pieces:
            copy.write_row((batch.pk, place, cipher))


def _purpose(words: str) -> str:
    scheme, _blank, month = words.rpartition(" ")
    return f"{PURPOSES.get(scheme, OTHER_PURPOSE)}{month}"


def _cut(told: sealing.Told) -> Iterator[bytes]:
    at = 0
    for size in struct.unpack(f">{len(told.cipher_sizes) // 4}i", told.cipher_sizes):
        yield told.ciphers[at : at + size]
        at += size
