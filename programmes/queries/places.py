"""The regions that rules are written for."""

from typing import Any

from stations.models import Region
from stations.states import Role


def writable_regions(user: Any) -> list[tuple[str, str]]:
    """Region, leagues and banners that `user` writes rules for, as (code without trailing zeros, name)."""
    regions = Region.objects.within(user, Role.RULES_PUBLISHER).filter(level__lte=Region.Level.BANNER)
    return [(region.prefix, f"{region.name} {region.code}") for region in regions.order_by("level", "code")]


def names(codes: set[str]) -> dict[str, str]:
    """The names of regions by their codes without trailing zeros."""
    return dict(Region.objects.filter(prefix__in=codes).values_list("prefix", "name"))
