"""The payroll book as a spreadsheet; taking people's data out is recorded."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import audit
from core.policies import Refused
from jobs.models import PiecePay
from jobs.reports import piece_sheet
from stations.models import User

MOST = 50_000


@transaction.atomic
def write_book(*, target: Any, lines: QuerySet[PiecePay], actor: User, filters: dict[str, str]) -> int:
    """The lines are in `target`, a binary file; who took how many out under which filters stands in the audit.

    A name typed as a filter is left out of the audit. Raises Refused above 50,000 rows.
    """
    count = lines.count()
    if count > MOST:
        raise Refused(_("More than 50,000 lines: narrow the book by its filters."))
    piece_sheet.write(target, lines)
    told = {key: value for key, value in filters.items() if key != "text"}
    audit.record(actor, "piecepays.exported", actor, count=count, filters=told)
    return count
