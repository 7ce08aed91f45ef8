"""A list of vacancies as a spreadsheet; taking it out is recorded."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import audit
from core.policies import Refused
from jobs.models import Vacancy
from jobs.reports import vacancy_sheet
from stations.models import User

MOST = 20_000


@transaction.atomic
def write(*, target: Any, vacancies: QuerySet[Vacancy], actor: User, filters: dict[str, str]) -> int:
    """The vacancies are in `target`, a binary file; who took how many out under which filters stands in the audit.

    Raises Refused above 20,000 rows.
    """
    count = vacancies.count()
    if count > MOST:
        raise Refused(_("More than 20,000 vacancies: narrow the list by its filters."))
    vacancy_sheet.write(target, vacancies)
    told = {key: value for key, value in filters.items() if key != "q"}
    audit.record(actor, "vacancies.exported", actor, count=count, filters=told)
    return count
