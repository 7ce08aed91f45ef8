"""The administration: stations, staff and posts for security administrators. Nobody is a superuser here.

Money, claims, rules and the audit have no page in it; a house test holds the list of what has one.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from stations.policies import holds
from stations.states import Role
from stations.views.accounts import account_sign_out


class BureauAdmin(AdminSite):
    """Open to security administrators, each within the own region."""

    site_header = site_title = _("Administration of stations and staff")
    index_title = _("What would you like to administer?")
    empty_value_display = "—"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Rights come from the post alone."""
        return holds(request.user, Role.SECURITY_ADMIN)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the head of each page shows."""
        return {
            **super().each_context(request),
            "site_url": reverse("portal:workbench"),
            "back_to_workbench": _("Back to the workbench"),
        }

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Everybody signs in at the portal's own page; whoever is in and has no such post is told so."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied(_("Only security administrators work here."))
        onward = request.GET.get("next", reverse("admin:index"))
        return HttpResponseRedirect(f"{reverse('stations:account_sign_in')}?{urlencode({'next': onward})}")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The same way out as everywhere."""
        return account_sign_out(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The same page as for everybody."""
        return redirect("stations:account_password")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The same page as for everybody."""
        return redirect("stations:account_show")


site = BureauAdmin(name="admin")
