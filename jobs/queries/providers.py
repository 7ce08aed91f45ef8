"""Providers as desks find them: those of the banner, of its league and of the whole region."""

from typing import Any

from django.db.models import Q, QuerySet

from jobs.models import Provider
from stations.queries import posts_of
from stations.states import CASE_ROLES


def around(region_code: str) -> list[str]:
    """The regions whose providers serve there: the banner, its league, the whole region."""
    return [region_code[:6], f"{region_code[:4]}00", f"{region_code[:2]}0000"]


def serving_in(region_code: str, *kinds: str) -> QuerySet[Provider]:
    """Those of the kinds who take orders there."""
    found: QuerySet[Provider] = Provider.objects.serving().filter(kind__in=kinds, region_code__in=around(region_code))
    return found.order_by("name", "pk")


def visible_to(user: Any) -> QuerySet[Provider]:
    """Those within the posts of `user`, and those of wider places who serve there."""
    condition = Q(pk__in=[])
    for post in posts_of(user):
        if post.role not in CASE_ROLES:
            continue
        place = post.station.region_code if post.station_id else post.region_id
        condition |= Q(region_code__in=around(place))
        if not post.station_id:
            condition |= Q(region_code__startswith=post.scope_prefix)
    found: QuerySet[Provider] = Provider.objects.filter(condition).select_related("region", "station")
    return found


def listed(user: Any, *, kind: str = "", text: str = "", stopped: bool = False) -> QuerySet[Provider]:
    """The list under its filters."""
    found = visible_to(user).filter(ended_on__isnull=not stopped)
    if kind:
        found = found.filter(kind=kind)
    text = text.strip()
    if text:
        found = found.filter(Q(name__contains=text) | Q(topics__contains=[text]) | Q(body__contains=text))
    return found
