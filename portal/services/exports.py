"""Figures of programmes as a workbook; that they were taken away is on record."""

from collections.abc import Iterable
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, sheets
from core.policies import require
from portal.policies import can_see_figures
from portal.queries.figures import Row
from stations.queries import posts_of


@transaction.atomic
def figures(*, actor: Any, rows: Iterable[tuple[str, Row]], filters: dict[str, Any], target: IO[bytes]) -> int:
    """The rows, each under what it is grouped by, are in the workbook `target`; hidden ones say nothing. Returns how many."""
    require(can_see_figures(actor), _("Your post does not see the figures of programmes."))
    headers = [
        _("Grouped by"), _("What"), _("Claims received"), _("Claims granted"), _("Claims refused"), _("Persons or units"),
        _("People on lists"), _("Staff concerned"), _("Granted (CNY)"), _("Paid (CNY)"), _("Worth without payment (CNY)"),
        _("Working days used, mean"), _("Working days allowed"), _("Decided late"), _("Open now"), _("Overdue now"),
    ]  # fmt: skip
    count = sheets.write_workbook(
        target, title=_("Figures of programmes"), headers=headers, rows=(_cells(*row) for row in rows), widths=(14, 30)
    )
    told = {name: str(value) for name, value in filters.items()}
    region = min((post.scope_prefix for post in posts_of(actor)), key=len, default="")
    audit.record(actor, "figures.exported", actor, region=region, rows=count, filters=told)
    return count


def _cells(grouped: str, row: Row) -> list[Any]:
    if row.hidden:
        return [grouped, row.label, _("too few to be shown"), *[None] * 13]
    return [
        grouped, row.label, row.received, row.granted, row.refused, row.applicants, row.people, row.staff, row.amount, row.paid,
        row.worth, row.days_used, row.days_allowed, row.decided_late, row.running, row.overdue,
    ]  # fmt: skip
