"""A new minimum wage, published by two people, and what it makes of a plan."""

from datetime import date
from decimal import Decimal
from typing import Any

from cases.models import Claim
from tests.factories.programmes import proposed, publish, publisher

NEW_YEAR = date(2027, 1, 1)
#: 95 % and 85 % of the class 1 wage of 2400 yuan, and of the 2270 before it.
FULL, LATER = Decimal("2280.00"), Decimal("2040.00")
OLD_FULL, OLD_LATER = Decimal("2156.50"), Decimal("1929.50")


def new_wage(amount: str = "2400", valid_from: date = NEW_YEAR, **fields: Any) -> None:
    """The class 1 minimum wage is `amount` from `valid_from` on."""
    draft = proposed(publisher(), scheme="minimum_wage", valid_from=valid_from, class_1_month=amount, **fields)
    publish(draft, publisher())


def amounts(claim: Claim) -> dict[str, Decimal]:
    """What is payable by month."""
    live = claim.instalments.filter(cancelled_on__isnull=True).order_by("month")
    return {f"{month:%Y-%m}": amount for month, amount in live.values_list("month", "amount")}
