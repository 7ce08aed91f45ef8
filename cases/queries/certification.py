"""Which months of a claim the recipient still has to certify, where the rule of the month asks for it."""

from datetime import date

from cases.models import Claim
from cases.states import ClaimState
from core import clock
from programmes.queries import parameters

SELF_MONTHLY = "self_monthly"


def open_months(claim: Claim) -> list[date]:
    """The months, oldest first, up to this one that are payable only once certified; empty for most claims."""
    if claim.state not in (ClaimState.GRANTED, ClaimState.SUSPENDED):
        return []
    certified = claim.certifications.values("month")
    owed = claim.instalments.filter(cancelled_on__isnull=True, month__lte=clock.this_month()).exclude(month__in=certified)
    months = list(owed.order_by("month").values_list("month", flat=True))
    modes = parameters.values_by_month(claim.scheme, claim.region_code, months, "certification")
    return [month for month in months if modes[month] == SELF_MONTHLY]
