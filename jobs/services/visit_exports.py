"""Lists of visits and of people looked after as workbooks; taking people's data out is recorded."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import audit
from core.policies import Refused, require
from jobs.models import CarePerson, Visit
from jobs.policies.visits import can_visit
from jobs.reports import visit_sheets
from stations.models import User
from stations.policies import holds
from stations.states import CASE_ROLES

MOST = 20_000
TOO_MANY = _("More than 20,000 rows: narrow the list by its filters.")


@transaction.atomic
def write_visits(*, target: Any, visits: QuerySet[Visit], actor: User, filters: dict[str, str]) -> int:
    """The visits are in `target`, a binary file; who took how many out under which filters stands in the audit."""
    require(holds(actor, *CASE_ROLES), _("Your posts have no visits."))
    return _write(target, visits, actor, "visits.exported", filters, visit_sheets.write_visits)


@transaction.atomic
def write_care(*, target: Any, people: QuerySet[CarePerson], actor: User, filters: dict[str, str]) -> int:
    """The people are in `target`, a binary file; only who visits them takes names and mobiles out."""
    require(can_visit(actor), _("Only a desk that visits people takes the list with it."))
    return _write(target, people, actor, "care.exported", filters, visit_sheets.write_care)


def _write(target: Any, rows: QuerySet[Any], actor: User, verb: str, filters: dict[str, str], write: Any) -> int:
    count = rows.count()
    if count > MOST:
        raise Refused(TOO_MANY)
    write(target, rows)
    audit.record(actor, verb, actor, count=count, filters=filters)
    return count
