"""Sealing: totals and a digest over every sealed line, and the proof later that nothing moved."""

from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _

from core import clock
from core.policies import Refused
from payouts.models import Batch

#: SHA-256 over SHA-256 of a thousand lines each, in line order; covers all that the bank is told and what it is paid for.
_TOTALS = """
SELECT coalesce(sum(lines), 0), coalesce(sum(amount), 0),
    coalesce(encode(sha256(string_agg(digest, ''::bytea ORDER BY part)), 'hex'), '')
FROM (
    SELECT line_no / 1000 AS part, count(*) AS lines, sum(amount) AS amount, sha256(string_agg(
        convert_to(line_no || '|' || instalment_id || '|' || attempt || '|' || amount || '|' || month || '|' || scheme || '|'
            || cnaps || '|' || holder_name || '|', 'UTF8') || account_hash || account_cipher,
        ''::bytea ORDER BY line_no)) AS digest
    FROM payouts_line WHERE batch_id = %s AND standing = 1 GROUP BY line_no / 1000
) parts
"""


def totals_of(batch_id: int) -> tuple[int, Decimal, str]:
    """Count, sum in yuan and digest of the sealed lines as they stand in the table now."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, [batch_id])
        count, total, digest = cursor.fetchone()
    return int(count), Decimal(total), str(digest)


def digest_of(batch_id: int) -> str:
    """The digest of the sealed lines as they stand in the table now."""
    return totals_of(batch_id)[2]


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
    if totals_of(batch.pk) != (batch.line_count, batch.total, batch.control_digest):
        raise Refused(
            _("The lines of batch %(number)s are not what was sealed. Nothing may leave; call the auditor.")
            % {"number": batch.number},
            code="seal_broken",
        )
