"""The units of a round as one sheet."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.models import ScreenedUnit
from cases.queries.unit_rounds import reasons_of
from core import sheets
from enterprises.states import SizeClass


def write(target: Any, rows: QuerySet[ScreenedUnit]) -> int:
    """One row a unit, streamed; returns how many."""
    headers = [
        _("Unified social credit code"), _("Name"), _("Size class"), _("Insured staff"), _("What was found"), _("Reasons"),
        _("Amount (CNY)"), pgettext("unit", "Answer"), _("Claim"),
    ]  # fmt: skip
    return sheets.write_workbook(target, title=_("Units"), headers=headers, rows=_rows(rows), widths=(22, 30, 10, 10, 14, 40))


def _rows(rows: QuerySet[ScreenedUnit]) -> Iterator[list[Any]]:
    for unit in rows.select_related("enterprise", "answer", "claim").order_by("pk").iterator(chunk_size=2000):
        asked = getattr(unit, "answer", None)
        yield [
            unit.enterprise.credit_code,
            unit.enterprise.name,
            str(SizeClass(unit.size).label) if unit.size in SizeClass.values else "",
            unit.staff,
            unit.get_outcome_display(),
            _("; ").join(reasons_of(unit)),
            unit.amount,
            asked.get_answer_display() if asked else "",
            unit.claim.number if unit.claim else "",
        ]
