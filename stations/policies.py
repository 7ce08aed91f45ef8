"""May-I questions about posts; every other app's predicates are made of these."""

from typing import Any

from stations.models import Station, User, posts_of
from stations.states import Role


def holds(user: Any, *roles: str, region_code: str | None = None, station_id: int | None = None) -> bool:
    """Whether `user` holds one of `roles` today, over `region_code` or at `station_id` where these are given."""
    for post in posts_of(user):
        if post.role not in roles:
            continue
        if region_code is None and station_id is None:
            return True
        if post.station_id:
            if station_id == post.station_id:
                return True
        elif region_code is not None and region_code.startswith(post.scope_prefix):
            return True
    return False


def can_administer_region(user: Any, region_code: str) -> bool:
    """Whether stations, staff and posts there are the user's to administer."""
    return holds(user, Role.SECURITY_ADMIN, region_code=region_code)


def can_administer_station(user: Any, station: Station) -> bool:
    """Whether this station is the user's to administer."""
    return can_administer_region(user, station.region_code)


def can_administer_user(user: Any, staff: User) -> bool:
    """Whether this account is the user's to administer: of the own region, not the own one, not the machine."""
    if staff.is_machine or staff.pk == user.pk or not staff.region_id:
        return False
    return can_administer_region(user, staff.region_id)
