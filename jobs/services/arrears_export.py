"""The list of wage arrears as a spreadsheet; taking it out is recorded."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import audit
from core.policies import Refused
from jobs.models import ArrearsCase
from jobs.reports import arrears_sheet
from stations.models import User

MOST = 20_000


@transaction.atomic
def write_list(*, target: Any, found: QuerySet[ArrearsCase], actor: User, filters: dict[str, str]) -> int:
    """The matters are in `target`, without anybody's name; who took how many out stands in the audit.

    A text typed as a filter is left out of the audit. Raises Refused above 20,000 rows.
    """
    count = found.count()
    if count > MOST:
        raise Refused(_("More than 20,000 matters: narrow the list by its filters."))
    arrears_sheet.write(target, found)
    audit.record(
        actor, "arrears.exported", actor, count=count, filters={key: value for key, value in filters.items() if key != "text"}
    )
    return count
