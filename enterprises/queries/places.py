"""Where a person may log units."""

from typing import Any

from django.db.models import Q, QuerySet

from enterprises.models import Enterprise
from enterprises.policies import DESK
from stations.models import Region, Station, posts_of


def holds_region(user: Any) -> bool:
    """Whether a post of the user's is over a region, so that a unit needs no station to be seen by her."""
    return any(post.role in DESK and not post.station_id for post in posts_of(user))


def regions_of(user: Any) -> QuerySet[Region]:
    """The banners within the user's posts; that of the station for station staff."""
    wanted = Q(pk__in=[])
    for post in posts_of(user):
        if post.role in DESK:
            wanted |= Q(pk=post.station.region_code[:6]) if post.station_id else Q(prefix__startswith=post.scope_prefix)
    return Region.objects.filter(wanted, level=Region.Level.BANNER).order_by("code")


def stations_for(user: Any, unit: Enterprise) -> QuerySet[Station]:
    """The open stations of the unit's banner that the user may name, and the one that looks after it."""
    offered = Station.objects.of(user).open().filter(region_code__startswith=unit.region_code[:6])
    return Station.objects.filter(Q(pk__in=offered.values("pk")) | Q(pk=unit.station_id)).order_by("code")
