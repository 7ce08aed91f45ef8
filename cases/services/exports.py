"""A list of claims as a spreadsheet; taking people's data out is recorded."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.models import Claim, ScreenedUnit, ScreeningRound
from cases.reports import claim_sheet, screening_sheet
from core import audit
from core.policies import Refused
from stations.models import User

MOST = 20_000


@transaction.atomic
def write_claims(*, target: Any, claims: QuerySet[Claim], actor: User, filters: dict[str, str]) -> int:
    """The claims are in `target`, a binary file; who took how many out under which filters stands in the audit.

    A name typed as a filter is left out of the audit. Raises Refused above 20,000 rows.
    """
    count = claims.count()
    if count > MOST:
        raise Refused(_("More than 20,000 claims: narrow the list by its filters."))
    claim_sheet.write(target, claims)
    audit.record(
        actor, "claims.exported", actor, count=count, filters={key: value for key, value in filters.items() if key != "text"}
    )
    return count


@transaction.atomic
def write_units(*, target: Any, found: ScreeningRound, rows: QuerySet[ScreenedUnit], actor: User, filters: dict[str, str]) -> int:
    """The units of a round are in `target`; who took how many out under which filters stands in the audit.

    A name typed as a filter is left out of the audit. Raises Refused above 20,000 rows.
    """
    count = rows.count()
    if count > MOST:
        raise Refused(_("More than 20,000 units: narrow the list by its filters."))
    screening_sheet.write(target, rows)
    told = {key: value for key, value in filters.items() if key != "text"}
    audit.record(actor, "round.exported", found, count=count, filters=told)
    return count
