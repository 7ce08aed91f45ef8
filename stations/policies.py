"""May-I questions about posts; every other app's predicates are made of these."""

from typing import Any

from stations.models import posts_of


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
