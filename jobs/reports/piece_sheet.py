"""The payroll book of piece work as one sheet. Numbers of people are not in it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import sheets
from jobs.models import PiecePay


def write(target: Any, lines: QuerySet[PiecePay]) -> int:
    """One row a worker and evening, streamed; returns how many."""
    headers = [
        _("Day"), _("Piece order"), _("Firm"), _("Article"), pgettext("piece worker", "No."), _("Name"),
        _("Yuan for a good piece"), _("Good pieces"), _("Rejected pieces"), _("Hours worked"), _("Earned (CNY)"),
        _("Advance (CNY)"), _("Taken off from before (CNY)"), _("Paid in the evening (CNY)"), _("To be taken off later (CNY)"),
        _("Paid by"),
    ]  # fmt: skip
    title = _("Book of piece work")
    return sheets.write_workbook(target, title=title, headers=headers, rows=_rows(lines), widths=(12, 24, 28, 14, 8, 12))


def _rows(lines: QuerySet[PiecePay]) -> Iterator[list[Any]]:
    for line in lines.order_by("on", "settlement_id", "worker__number").iterator(chunk_size=2000):
        made = line.settlement
        yield [
            line.on, made.order.number, made.order.enterprise.name, made.order.article, line.worker.number, line.worker.name,
            made.order.plain_rate, line.good, line.rejected, float(line.hours) if line.hours is not None else None, line.earned,
            line.advance, line.brought, line.paid, line.rest, made.get_payer_display(),
        ]  # fmt: skip
