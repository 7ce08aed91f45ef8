"""Staff and their posts."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core import clock
from core.policies import Refused
from stations.admin.base import Act, BureauModelAdmin
from stations.admin.filters import RoleFilter, RunningFilter
from stations.admin.inlines import StaffPostInline
from stations.admin.sheets import SheetAdmin
from stations.admin.site import site
from stations.models import Post, User
from stations.services import posts, staff, staff_table

#: Each one-time password takes a third of a second to store safely.
AT_ONCE = 20


def show_once(request: HttpRequest, issued: list[staff.Issued]) -> HttpResponse:
    """The page with one-time passwords: not stored anywhere, so it cannot be shown again."""
    context = {**site.each_context(request), "title": _("One-time passwords"), "issued": issued, "opts": User._meta}
    response = render(request, "stations/admin/one_time_passwords.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


@admin.register(User, site=site)
class UserAdmin(SheetAdmin):
    """People of the own bureaus; nobody finds the own account among those that can be changed."""

    columns, sheet_title = staff_table.COLUMNS, _("staff")
    exported, imported = "staff.exported", "staff.imported"
    take, rows = staticmethod(staff_table.take), staticmethod(staff_table.rows)
    list_display = ("username", "name", "region", "posts_today", "is_active", "must_change_password", "last_login")
    list_display_links = ("username", "name")
    list_filter = ("is_active", RoleFilter)
    list_select_related = ("region",)
    search_fields = ("username__istartswith", "name", "phone__startswith")
    search_help_text = _("Beginning of the user name or telephone, or part of the name")
    ordering = ("username",)
    autocomplete_fields = ("region",)
    inlines = (StaffPostInline,)
    actions = ("issue_passwords",)
    add_fields = ("username", "name", "phone", "region")
    fields = ("username", "name", "phone", "region", "is_active", "must_change_password", "last_login", "created_at")
    acts = (
        Act(
            "reset-password",
            _("Give a one-time password"),
            _("The present password and all open sessions of this person end. The new password is shown once."),
            lambda request, user, data: show_once(request, [staff.reset_password(actor=request.user, user_id=user.pk)]),
            open_to=lambda user: user.is_active,
        ),
        Act(
            "close",
            _("Close the account"),
            _("The person is signed out at once and cannot sign in any more. The posts end today and stay in the books."),
            lambda request, user, data: _closed(request, user),
            open_to=lambda user: user.is_active,
            danger=True,
        ),
        Act(
            "reopen",
            _("Open the account again"),
            _("The person gets a one-time password, and posts only when you give them."),
            lambda request, user, data: show_once(request, [staff.reopen(actor=request.user, user_id=user.pk)]),
            open_to=lambda user: not user.is_active,
        ),
    )

    def mine(self, request: HttpRequest) -> QuerySet[User]:
        """The people of the own bureaus."""
        return User.objects.managed_by(request.user).prefetch_related("posts__station", "posts__region")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody administers the own account."""
        return super().has_change_permission(request, obj) and (obj is None or obj.pk != request.user.pk)

    def act_links(self, request: HttpRequest, thing: User) -> list[dict[str, Any]]:
        """Nobody administers the own account."""
        return super().act_links(request, thing) if thing.pk != request.user.pk else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new account has no history."""
        return self.add_fields if obj is None else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The name under which somebody signed in stays."""
        return () if obj is None else ("username", "is_active", "must_change_password", "last_login", "created_at")

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Posts of a person who exists."""
        return () if obj is None else self.inlines

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The bureau is mostly the administrator's own."""
        return {"region": request.user.region_id, **super().get_changeform_initial_data(request)}

    @admin.display(description=_("posts today"))
    def posts_today(self, user: User) -> str:
        """What the person may do today."""
        today = clock.today()
        held = [p for p in user.posts.all() if p.starts_on <= today and (p.ends_on is None or p.ends_on >= today)]
        return "; ".join(str(post) for post in held) or "—"

    @admin.action(description=_("Give one-time passwords"), permissions=["change"])
    def issue_passwords(self, request: HttpRequest, rows: QuerySet[User]) -> HttpResponse | None:
        """All of them or none, at most AT_ONCE."""
        users = list(rows[: AT_ONCE + 1])
        if len(users) > AT_ONCE:
            self.message_user(request, _("Choose at most %(count)s people.") % {"count": AT_ONCE}, messages.ERROR)
            return None
        try:
            return show_once(request, staff.reset_passwords(actor=request.user, user_ids=[user.pk for user in users]))
        except Refused as refused:
            self.message_user(request, str(refused.sentence), messages.ERROR)
            return None

    def create(self, request: HttpRequest, data: dict[str, Any]) -> User:
        """Through the service."""
        issued = staff.create(
            actor=request.user,
            username=data["username"],
            name=data["name"],
            phone=data["phone"],
            region_code=data["region"].pk,
        )
        request.issued = issued  # type: ignore[attr-defined]
        return issued.user

    def amend(self, request: HttpRequest, thing: User, data: dict[str, Any]) -> User:
        """Through the service."""
        return staff.amend(
            actor=request.user, user_id=thing.pk, name=data["name"], phone=data["phone"], region_code=data["region"].pk
        )

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: Any = None) -> HttpResponse:
        """The one-time password, once."""
        return show_once(request, [request.issued])  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of a post."""

    ends_on = forms.DateField(
        label=_("Last day of the post"),
        widget=AdminDateWidget,
        help_text=_("Yesterday at the earliest: then the right is gone at once."),
    )


def _ended(request: HttpRequest, post: Post, data: dict[str, Any]) -> str:
    posts.end(actor=request.user, post_id=post.pk, ends_on=data["ends_on"])
    return _("The post ends on %(day)s.") % {"day": data["ends_on"]}


@admin.register(Post, site=site)
class PostAdmin(BureauModelAdmin):
    """Posts over the own region and its stations: given, ended, never changed and never deleted."""

    list_display = ("user", "role", "place", "seat", "starts_on", "ends_on", "granted_by")
    list_filter = (RunningFilter, "role")
    list_select_related = ("user", "region", "station", "granted_by")
    search_fields = ("user__username__istartswith", "user__name", "station__code__istartswith", "station__name", "region__name")
    search_help_text = _("Person, station or region")
    ordering = ("-starts_on", "-pk")
    autocomplete_fields = ("user", "region", "station")
    fieldsets = (
        (None, {"fields": ("user", "role")}),
        (
            _("Scope"),
            {"fields": ("station", "seat", "region"), "description": _("Station staff: a station. Everybody else: a region.")},
        ),
        (_("Term"), {"fields": ("starts_on", "ends_on")}),
    )
    acts = (
        Act(
            "end",
            _("End the post"),
            _("The person keeps the right through the last day. The post stays in the books."),
            _ended,
            form=EndForm,
            open_to=lambda post: post.ends_on is None or post.ends_on >= clock.today(),
            danger=True,
        ),
    )

    def mine(self, request: HttpRequest) -> QuerySet[Post]:
        """The posts over the own region and at its stations."""
        return Post.objects.managed_by(request.user).select_related("user", "region", "station", "granted_by")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only the end of a post can change, on a page of its own."""
        return obj is None and super().has_change_permission(request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """From today on."""
        return {"starts_on": clock.today(), **super().get_changeform_initial_data(request)}

    @admin.display(description=_("where"))
    def place(self, post: Post) -> str:
        """The station or the region."""
        return str(post.station or post.region)

    def create(self, request: HttpRequest, data: dict[str, Any]) -> Post:
        """Through the service."""
        return posts.assign(
            actor=request.user,
            user_id=data["user"].pk,
            role=data["role"],
            region_code=data["region"].pk if data["region"] else None,
            station_id=data["station"].pk if data["station"] else None,
            seat=data["seat"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
        )


def _closed(request: HttpRequest, user: User) -> str:
    staff.close(actor=request.user, user_id=user.pk)
    return _("The account of %(name)s is closed.") % {"name": user}


__all__ = ["PostAdmin", "UserAdmin"]
