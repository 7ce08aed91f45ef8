"""What the lists of staff and posts can be narrowed by."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core import clock
from stations.models import Post
from stations.states import ROLES


class RoleFilter(SimpleListFilter):
    """People who hold a post today."""

    title = _("post held today")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Every post, and none."""
        return [*ROLES, ("none", _("no post"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrowed by a subquery, so that nobody stands twice in the list."""
        held = Post.objects.held_on(clock.today())
        if self.value() == "none":
            return queryset.exclude(pk__in=held.values("user_id"))
        if self.value() in dict(ROLES):
            return queryset.filter(pk__in=held.filter(role=self.value()).values("user_id"))
        return queryset


class RunningFilter(SimpleListFilter):
    """Posts by when they run."""

    title = _("running")
    parameter_name = "running"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """The three times."""
        return [("now", _("today")), ("later", _("from a later day on")), ("past", _("over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrowed by today's date."""
        today = clock.today()
        conditions = {
            "now": Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today)),
            "later": Q(starts_on__gt=today),
            "past": Q(ends_on__lt=today),
        }
        condition = conditions.get(self.value() or "")
        return queryset.filter(condition) if condition is not None else queryset
