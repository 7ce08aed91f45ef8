"""Figures of programmes as a workbook; that they were taken away is on record."""

from collections.abc import Iterable
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import audit, sheets
from core.policies import require
from portal.policies import can_see_figures, can_see_station_figures
from portal.queries import station_figures as stations_query
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


@transaction.atomic
def station_figures(*, actor: Any, asked: stations_query.Asked, found: stations_query.Found, target: IO[bytes]) -> int:
    """What stations did, a row a place and figure, in the workbook `target`; kept back ones say nothing. Returns how many."""
    require(can_see_station_figures(actor), _("Your post does not see what stations did."))
    period = f"{asked.year}-{asked.month:02d}" if asked.month else str(asked.year)
    headers = [
        _("Station or place"), _("Code"), pgettext("count", "Figure"), _("Unit of counting"), period, _("Year so far"),
        _("Target of the year"), _("Reached, in per cent"),
    ]  # fmt: skip
    whole = stations_query.Row("", asked.station.name if asked.station else _("All together"), found.whole.cells)
    rows = [whole] if asked.station else [whole, *found.rows]
    cells = ([*_named(row, cell)] for row in rows for cell in row.cells)
    count = sheets.write_workbook(target, title=_("What stations did"), headers=headers, rows=cells, widths=(28, 14, 24, 10))
    region = min((post.scope_prefix for post in posts_of(actor)), key=len, default="")
    told = {"year": str(asked.year), "month": str(asked.month), "place": asked.place}
    audit.record(actor, "stationfigures.exported", actor, region=region, rows=count, filters=told)
    return count


def _named(row: stations_query.Row, cell: stations_query.Cell) -> list[Any]:
    few = _("too few to be shown")
    return [
        row.label, row.key, str(cell.figure.label), str(cell.figure.unit), few if cell.number is None else cell.number,
        few if cell.year is None else cell.year, cell.target or None, cell.reached,
    ]  # fmt: skip
