"""Who and where. A post is the tenant boundary: `scope` turns it into rows that a person may see."""

from stations.models.equipment import Device, StationTarget
from stations.models.people import Post, User
from stations.models.places import Region, Station
from stations.models.scope import ScopedQuerySet, posts_of, scope_filter

__all__ = ["Device", "Post", "Region", "ScopedQuerySet", "Station", "StationTarget", "User", "posts_of", "scope_filter"]
