"""Posts shown on the page of the station or of the person; they are given and ended on pages of their own."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from stations.models import Post, Station


class PostInline(admin.TabularInline):
    """The posts, running and past, to read."""

    model = Post
    template = "stations/admin/posts.html"
    fk_name: str | None = None
    extra = 0
    max_num = 0
    can_delete = False
    fields = readonly_fields = ("user", "role", "seat", "starts_on", "ends_on", "granted_by")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset, which knows whether the page may lead on to giving a post."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.may_give = self.may_give(request, obj)
        return formset

    def may_give(self, request: HttpRequest, thing: Any) -> bool:
        """Not at a station that is closed."""
        return bool(thing.state != Station.State.CLOSED)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        """The newest first."""
        return Post.objects.select_related("user", "granted_by", "station", "region").order_by("-starts_on", "-pk")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the page sees its posts."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On a page of its own."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On a page of its own."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class StaffPostInline(PostInline):
    """The posts of a person."""

    fk_name = "user"

    def may_give(self, request: HttpRequest, thing: Any) -> bool:
        """Not to a closed account, and never to oneself."""
        return bool(thing.is_active and thing.pk != request.user.pk)

    fields = readonly_fields = ("role", "region", "station", "seat", "starts_on", "ends_on", "granted_by")
