"""Who may see which rows: one door, a prefix match that one B-tree index answers."""

from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.functional import SimpleLazyObject

from core import clock
from core.models import LockedQuerySet
from stations.models.distance import kilometres
from stations.states import CASE_ROLES, Role

T = TypeVar("T", bound=models.Model)


def posts_of(user: Any) -> tuple[Any, ...]:
    """The posts that `user` holds today; read once per user object, so once per request."""
    if isinstance(user, SimpleLazyObject):
        user = user._wrapped if user.is_authenticated else user
    if user is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return ()
    today = clock.today()
    held = getattr(user, "_held_posts", None)
    if held is None or held[0] != today:
        rows = user.posts.filter(starts_on__lte=today).exclude(ends_on__lt=today).select_related("station", "region")
        held = (today, tuple(rows))
        user._held_posts = held
    return held[1]


def scope_filter(user: Any, roles: tuple[str, ...], region: str = "region_code", station: str = "station_id") -> Q:
    """The condition that a row lies within one of `user`'s posts among `roles`; nothing when there is none."""
    condition = Q(pk__in=[])
    for post in posts_of(user):
        if post.role not in roles:
            continue
        if post.station_id:
            condition |= Q(**{station: post.station_id})
        else:
            condition |= Q(**{f"{region}__startswith": post.scope_prefix})
    return condition


def admin_prefixes(user: Any) -> tuple[str, ...]:
    """The code prefixes over which `user` is security administrator today."""
    return tuple(post.scope_prefix for post in posts_of(user) if post.role == Role.SECURITY_ADMIN)


class ScopedQuerySet(LockedQuerySet[T]):
    """Rows with `region_code` and `station_id`: the one door to other people's data."""

    visible_roles: tuple[str, ...] = CASE_ROLES

    def visible_to(self, user: Any) -> "ScopedQuerySet[T]":
        """The rows within the posts that `user` holds today."""
        return self.filter(scope_filter(user, self.visible_roles))


class RegionQuerySet(models.QuerySet[Any]):
    """Regions, mostly below a code."""

    def below(self, prefix: str) -> "RegionQuerySet":
        """The region of that prefix and everything in it."""
        return self.filter(prefix__startswith=prefix)

    def within(self, user: Any, *roles: str) -> "RegionQuerySet":
        """The regions over which `user` holds one of `roles`, and everything in them."""
        condition = Q(pk__in=[])
        for post in posts_of(user):
            if post.role in roles:
                condition |= Q(prefix__startswith=post.scope_prefix)
        return self.filter(condition)


class StationQuerySet(LockedQuerySet[Any]):
    """Stations; every signed-in member of staff may know where they are."""

    def open(self) -> "StationQuerySet":
        """Those that take in residents."""
        return self.filter(state="open")

    def away_from(self, latitude: float, longitude: float) -> "StationQuerySet":
        """Each with `.away`: its distance from a point, in kilometres; None where nobody entered where it stands."""
        return self.annotate(away=kilometres(latitude, longitude))

    def managed_by(self, user: Any) -> "StationQuerySet":
        """Those in the regions that `user` administers."""
        return self.filter(scope_filter(user, (Role.SECURITY_ADMIN,), station="pk"))

    def of(self, user: Any) -> "StationQuerySet":
        """Those where `user` may log residents: the own station, or any in the region of an acceptance post."""
        return self.filter(scope_filter(user, (Role.STATION, Role.ACCEPTANCE), station="pk"))


class PostQuerySet(LockedQuerySet[Any]):
    """Posts, past ones too."""

    def held_on(self, day: date) -> "PostQuerySet":
        """Those that run on `day`."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def managed_by(self, user: Any) -> "PostQuerySet":
        """Those over regions and at stations that `user` administers."""
        condition = Q(pk__in=[])
        for prefix in admin_prefixes(user):
            condition |= Q(scope_prefix__startswith=prefix)
        return self.filter(condition)


class UserQuerySet(LockedQuerySet[Any]):
    """Staff."""

    def managed_by(self, user: Any) -> "UserQuerySet":
        """The people whose bureau lies in the regions that `user` administers; never the machine."""
        condition = Q(pk__in=[])
        for prefix in admin_prefixes(user):
            condition |= Q(region__code__startswith=prefix)
        return self.filter(condition, is_machine=False)

    def holding(self, role: str, region_code: str) -> "UserQuerySet":
        """Active people whose post of that role covers `region_code` today."""
        today = clock.today()
        return self.filter(
            Q(posts__ends_on__isnull=True) | Q(posts__ends_on__gte=today),
            posts__role=role,
            posts__starts_on__lte=today,
            posts__scope_prefix__in=[region_code[:length] for length in (2, 4, 6, 9, 12)],
            is_active=True,
        ).distinct()
