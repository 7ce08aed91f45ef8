"""The list of claims as one sheet. Numbers of people are not in it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.models import Claim
from core import sheets


def write(target: Any, claims: QuerySet[Claim]) -> int:
    """One row a claim, streamed; returns how many."""
    headers = [_("Number"), _("Name"), _("State"), _("Station"), _("Submitted"), _("Accepted on"), _("Due on"), _("Channel")]
    return sheets.write_workbook(target, title=_("Claims"), headers=headers, rows=_rows(claims), widths=(24, 14, 16, 28))


def _rows(claims: QuerySet[Claim]) -> Iterator[list[Any]]:
    for claim in claims.order_by("due_on", "pk").iterator(chunk_size=2000):
        yield [
            claim.number,
            claim.applicant.name,
            claim.get_state_display(),
            claim.place,
            claim.submitted_at,
            claim.accepted_on,
            claim.due_on,
            claim.get_channel_display(),
        ]
