"""Who and where. A post is the tenant boundary: `scope` turns it into rows that a person may see."""

from stations.models.people import Post, User
from stations.models.places import Region, Station
from stations.models.scope import ScopedQuerySet, posts_of, scope_filter

__all__ = ["Post", "Region", "ScopedQuerySet", "Station", "User", "posts_of", "scope_filter"]
