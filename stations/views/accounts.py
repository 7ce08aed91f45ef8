"""Signing in and out, and the own account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from core.http import reads, writes
from core.policies import Refused
from stations.forms.accounts import PasswordForm, SignInForm
from stations.queries import posts_of
from stations.services import accounts, signin
from stations.views.devices import address_of, device_of, remember_device


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@writes
def account_sign_in(request: HttpRequest) -> HttpResponse:
    """The one public page with a form."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = _try(request, form, onward)
        if response is not None:
            return response
    return render(request, "stations/account_sign_in.html", {"form": form})


def _try(request: HttpRequest, form: SignInForm, onward: str) -> HttpResponse | None:
    """The answer that ends the attempt, or None where the form is to be shown again."""
    username = form.cleaned_data["username"]
    attempt = {"username": username, "address": address_of(request), "device": device_of(request, username)}
    if signin.must_wait(**attempt):
        signin.note_locked(username=username)
        return render(request, "stations/account_locked.html", status=429)
    user = authenticate(request, username=username, password=form.cleaned_data["password"])
    if user is None:
        signin.note_failure(**attempt)
        if getattr(request, "axes_locked_out", False):
            signin.note_locked(username=username)
            return render(request, "stations/account_locked.html", status=429)
        form.add_error(None, _("User name or password is not right. Check both and try again."))
        return None
    login(request, user)
    signin.note_signed_in(user=user, device=attempt["device"], known=bool(attempt["device"]))
    response = redirect("stations:account_password") if user.must_change_password else HttpResponseRedirect(onward)
    remember_device(response, user)
    return response


def _onward(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours; the workbench otherwise."""
    wish = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure()):
        return wish
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_POST
def account_sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session; whoever is out already is out."""
    if request.user.is_authenticated:
        signin.note_signed_out(user=request.user)
        language = request.user.language
        logout(request)
        with override(language):
            messages.success(request, _("You are signed out."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


@reads
def account_show(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what I may do where."""
    past = request.user.posts.select_related("station", "region", "granted_by").order_by("-starts_on", "-pk")
    held = posts_of(request.user)
    return render(
        request,
        "stations/account_show.html",
        {"posts": held, "past": [post for post in past if post.pk not in {one.pk for one in held}]},
    )


@never_cache
@sensitive_post_parameters("present", "new", "again")
@writes
def account_password(request: HttpRequest) -> HttpResponse:
    """The own password; whoever carries a one-time password sees nothing else before it is changed."""
    form = PasswordForm(request.POST or None)
    due = request.user.must_change_password
    if request.method == "POST" and form.is_valid():
        try:
            user = accounts.change_password(
                actor=request.user, present=form.cleaned_data["present"], new=form.cleaned_data["new"]
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed. Other places where you were signed in are signed out."))
            response = redirect("portal:workbench" if due else "stations:account_show")
            remember_device(response, user)
            return response
    return render(request, "stations/account_password.html", {"form": form, "due": due})
