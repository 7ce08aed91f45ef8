"""The list of wage arrears as one sheet: no worker is named, and no officer."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import clock, sheets
from jobs.models import ArrearsCase


def write(target: Any, found: QuerySet[ArrearsCase]) -> int:
    """One row a matter, streamed; returns how many."""
    headers = [
        _("Number"), pgettext("arrears", "State"), _("Employer"), _("Banner"), _("Station"), _("Workers"),
        _("Wages owed (CNY)"), _("Sum settled (CNY)"), _("Recovered (CNY)"), _("Received on"), _("Accepted on"),
        _("Due on"), pgettext("arrears", "Outcome"), pgettext("arrears", "Closed on"), _("Supervised until"),
    ]  # fmt: skip
    return sheets.write_workbook(target, title=_("Wage arrears"), headers=headers, rows=_rows(found), widths=(22, 14, 30, 14, 24))


def _rows(found: QuerySet[ArrearsCase]) -> Iterator[list[Any]]:
    for case in found.order_by("due_on", "pk").iterator(chunk_size=2000):
        yield [
            case.number,
            case.get_state_display(),
            case.unit_name,
            case.region.name,
            case.station.name if case.station else "",
            case.workers,
            case.amount,
            case.settled_sum,
            case.recovered,
            clock.day_of(case.received_at),
            case.accepted_on,
            case.due_on,
            case.get_outcome_display(),
            case.closed_on,
            case.supervised_until,
        ]
