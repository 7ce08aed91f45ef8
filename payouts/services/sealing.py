"""Sealing: totals and a digest over every sealed line, and the proof later that nothing moved."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from core import clock
from core.policies import Refused
from payouts.models import Batch

#: Lines a piece: part of how the digest is made, so it never changes.
PIECE = 1_000
#: A piece a row, in line order: what is digested, and what else is asked for of the same lines. The pieces are walked
#: along the index (batch, line_no): nothing is sorted, and the first piece comes at once.
_PIECES = """
COPY (
    SELECT part, piece.*
    FROM (SELECT max(line_no) / %(piece)s FROM payouts_line WHERE batch_id = %(batch)s) AS highest (place),
        generate_series(%(first)s, least(%(last)s, highest.place)) AS part, LATERAL (
        SELECT count(*), sum(amount), string_agg(convert_to(concat_ws('|', line_no, instalment_id, attempt, amount, month, scheme,
            cnaps, holder_name, ''), 'UTF8') || account_hash || account_cipher, ''::bytea) {also}
        FROM (
            SELECT * FROM payouts_line
            WHERE batch_id = %(batch)s AND standing = 1 AND line_no >= part * %(piece)s AND line_no < (part + 1) * %(piece)s
            ORDER BY line_no
        ) lines
    ) piece
) TO STDOUT (FORMAT BINARY)
"""
_ALSO = """, string_agg(line_no::text, E'\n'), string_agg(holder_name, E'\n'), string_agg(amount::text, E'\n'),
    string_agg(cnaps, E'\n'), string_agg(scheme || ' ' || to_char(month, 'YYYYMM'), E'\n'), string_agg(account_cipher, ''::bytea),
    string_agg(int4send(length(account_cipher)), ''::bytea)
"""
_READY = ", (SELECT ready.cipher FROM payouts_instructionpiece ready WHERE ready.batch_id = %(batch)s AND ready.place = part)"
_TYPES = ["int4", "int8", "numeric", "bytea"]
_ALSO_TYPES = ["text", "text", "text", "text", "text", "bytea", "bytea"]


#: The last piece that a batch could have.
_NO_END = 2**31 - 1


class Piece(NamedTuple):
    """A piece that passed: which one of its batch, and SHA-256 over its lines."""

    place: int
    mark: bytes


class Told(NamedTuple):
    """Columns of a piece, its sealed lines in order; texts end where a line feed stands."""

    line_nos: str
    holders: str
    amounts: str
    banks: str
    paid_for: str  # programme, blank, month such as 202611
    ciphers: bytes
    cipher_sizes: bytes  # big-endian int4 each


class Proof:
    """Count, sum and digest of the pieces that passed: SHA-256 over the SHA-256 of a thousand lines each.

    It covers all that the bank is told and what it is paid for. Pieces in another order give another digest.
    """

    def __init__(self) -> None:
        self.count = 0
        self.total = Decimal(0)
        self._parts = hashlib.sha256()

    def take(self, batch_id: int) -> "Proof":
        """This proof, over the sealed lines of the batch as they stand in the table now."""
        for _piece, _row in self._pieces(batch_id, "", []):
            pass
        return self

    def told(self, batch_id: int, first: int = 0, last: int = _NO_END) -> Iterator[tuple[Piece, Told]]:
        """The same lines on the way, as one statement sees them; the connection is busy until the last one is taken.

        `first` and `last`: only these pieces of a batch that is locked, the next ones with another call.
        """
        for piece, row in self._pieces(batch_id, _ALSO, _ALSO_TYPES, first, last):
            yield piece, Told(*row)

    def ready(self, batch_id: int) -> Iterator[tuple[Piece, bytes | None]]:
        """The same lines, and of each piece what lies ready of the instruction; None where nothing does."""
        for piece, (cipher,) in self._pieces(batch_id, _READY, ["bytea"]):
            yield piece, cipher

    def _pieces(
        self, batch_id: int, also: str, types: list[str], first: int = 0, last: int = _NO_END
    ) -> Iterator[tuple[Piece, tuple[Any, ...]]]:
        given = {"batch": batch_id, "piece": PIECE, "first": first, "last": last}
        with connection.cursor() as cursor, cursor.copy(_PIECES.format(also=also), given) as copy:
            copy.set_types([*_TYPES, *types])
            for place, count, total, content, *more in copy.rows():
                if count:
                    self.count += count
                    self.total += total
                    mark = hashlib.sha256(content or b"").digest()
                    self._parts.update(mark)
                    yield Piece(place, mark), tuple(more)

    @property
    def digest(self) -> str:
        """In hex; empty where no line passed."""
        return self._parts.hexdigest() if self.count else ""

    def require(self, batch: Batch) -> None:
        """Refuse unless the lines that passed are what was sealed, to the last byte."""
        if (self.count, self.total, self.digest) != (batch.line_count, batch.total, batch.control_digest):
            raise Refused(
                _("The lines of batch %(number)s are not what was sealed. Nothing may leave; call the auditor.")
                % {"number": batch.number},
                code="seal_broken",
            )


def totals_of(batch_id: int) -> tuple[int, Decimal, str]:
    """Count, sum in yuan and digest of the sealed lines as they stand in the table now."""
    proof = Proof().take(batch_id)
    return proof.count, proof.total, proof.digest


def seal(batch: Batch) -> None:
    """The batch carries count, sum and digest of its sealed lines; a batch without any is Refused."""
    batch.line_count, batch.total, batch.control_digest = totals_of(batch.pk)
    if not batch.line_count:
        raise Refused(_("No line is left in batch %(number)s.") % {"number": batch.number})
    batch.seal_no += 1
    batch.sealed_at = clock.now()
    if batch.state == "collected":
        batch.move("seal")
    batch.save(update_fields=["line_count", "total", "control_digest", "seal_no", "sealed_at", "state"])


def require_whole(batch: Batch) -> None:
    """Refuse unless the lines are what was sealed, to the last byte."""
    Proof().take(batch.pk).require(batch)
