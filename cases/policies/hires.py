"""Who may record a hire, note that somebody left, and strike out a wrong record."""

from typing import Any

from cases.models import Hire, Resident
from cases.policies.residents import DESK, SECOND_PERSON
from enterprises.policies import can_import
from stations.policies import holds
from stations.states import Role


def can_record(user: Any, resident: Resident) -> bool:
    """Record a hire or the day of leaving: the desk of the person, and the checkers who find out about a job."""
    return holds(
        user, *DESK, Role.FIRST_CHECK, Role.SECOND_CHECK, region_code=resident.region_code, station_id=resident.station_id
    )


def can_void(user: Any, hire: Hire) -> bool:
    """Strike out a wrong record: a post of the banner, and not whoever recorded it (a wrong one takes a benefit away)."""
    return (
        hire.voided_at is None
        and hire.recorded_by_id != user.pk
        and holds(user, *SECOND_PERSON, Role.SECOND_CHECK, region_code=hire.resident.region_code)
    )


def can_send_file(user: Any) -> bool:
    """Take in files of hire records, for the people of the own region."""
    return can_import(user)
