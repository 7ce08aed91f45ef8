"""Who may log units, change what is known of them, be the second person, and take in files."""

from typing import Any

from enterprises.models import CorporateAccount, Enterprise, Listing
from enterprises.states import AccountState
from stations.models import Station
from stations.policies import holds
from stations.states import CASE_ROLES, Role

DESK = (Role.STATION, Role.ACCEPTANCE, Role.FIRST_CHECK)
BANNER = (Role.ACCEPTANCE, Role.FIRST_CHECK, Role.SECOND_CHECK)


def can_log(user: Any, region_code: str | None = None, station: Station | None = None) -> bool:
    """Log a unit of that place, looked after by that station; anywhere where none is named."""
    if region_code is None:
        return holds(user, *DESK)
    return holds(user, *DESK, region_code=region_code, station_id=station.pk if station else None)


def can_edit(user: Any, unit: Enterprise) -> bool:
    """Change details, figures and agents, and propose an account."""
    return holds(user, *DESK, region_code=unit.region_code, station_id=unit.station_id)


def can_offer(user: Any, unit: Enterprise) -> bool:
    """Log a vacancy of a unit that is open, as the desks do."""
    return unit.closed_on is None and holds(
        user, Role.STATION, Role.ACCEPTANCE, region_code=unit.region_code, station_id=unit.station_id
    )


def can_read(user: Any, unit: Enterprise) -> bool:
    """See whole numbers, with a reason."""
    return holds(user, *CASE_ROLES, region_code=unit.region_code, station_id=unit.station_id)


def can_judge(user: Any, unit: Enterprise) -> bool:
    """Add honours and lists, end them, declare the counts of a year: a post of the banner or above."""
    return holds(user, *BANNER, region_code=unit.region_code)


def can_confirm_account(user: Any, account: CorporateAccount) -> bool:
    """Be the second person (E-7): a post of the banner, and not whoever proposed the account."""
    return (
        account.state == AccountState.UNVERIFIED
        and account.recorded_by_id != user.pk
        and holds(user, *BANNER, region_code=account.region_code)
    )


def can_take_back_account(user: Any, account: CorporateAccount) -> bool:
    """Take back what one proposed oneself, while nobody has decided it."""
    return account.state == AccountState.UNVERIFIED and account.recorded_by_id == user.pk


def can_confirm_end(user: Any, listing: Listing) -> bool:
    """Confirm that a unit leaves a list that closes programmes: not whoever asked for it."""
    return (
        listing.end_asked_by_id is not None
        and listing.ended_by_id is None
        and listing.end_asked_by_id != user.pk
        and can_judge(user, listing.enterprise)
    )


def can_import(user: Any) -> bool:
    """Take in files of insurance months, for the units of the own region."""
    return holds(user, *BANNER)
