"""The list of batches as one sheet; no person is in it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import sheets
from payouts.models import Batch


def write(target: Any, batches: QuerySet[Batch]) -> int:
    """One row a batch, streamed; returns how many."""
    headers = [
        _("Number"), _("League"), _("Month"), _("Pay day"), _("State"), _("Lines"), _("Total (CNY)"), _("Held"), _("Paid"),
        _("Paid (CNY)"), _("Failed"), _("Failed (CNY)"), _("Returned"), _("Made by"), _("Released by"),
    ]  # fmt: skip
    return sheets.write_workbook(target, title=_("Batches"), headers=headers, rows=_rows(batches), widths=(24, 10, 10, 12))


def _rows(batches: QuerySet[Batch]) -> Iterator[list[Any]]:
    for batch in batches.order_by("-pk").iterator(chunk_size=2000):
        yield [
            batch.number,
            batch.league_code,
            f"{batch.month:%Y-%m}",
            batch.pay_on,
            batch.get_state_display(),
            batch.line_count,
            batch.total,
            batch.held_count,
            batch.paid_count,
            batch.paid_total,
            batch.failed_count,
            batch.failed_total,
            batch.returned_count,
            str(batch.made_by),
            str(batch.released_by or ""),
        ]
