"""What every request passes through, before any business word is spoken."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import is_valid_path, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import audit, clock

Handler = Callable[[HttpRequest], HttpResponse]

LAST_SEEN = "last_seen"


def request_number(get_response: Handler) -> Handler:
    """Give each request a number that its audit entries share and the response names."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        token = audit.request_id.set(number)
        try:
            response = get_response(request)
        finally:
            audit.request_id.reset(token)
        response["X-Request-Id"] = number
        return response

    return middleware


def no_nul(get_response: Handler) -> Handler:
    """An address that asks for a NUL asks for nothing: no text of the database can hold one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware


def answered_in_place(get_response: Handler) -> Handler:
    """A form that the page itself sent (static/js/drafts.js) is told where to go on: it must know that the answer came.

    Following the redirect on its own would read away the message that stands on the next page.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.headers.get("X-Draft") == "send" and "Location" in response:
            response["HX-Redirect"] = response["Location"]
            del response["Location"], response["Content-Length"]
            response.status_code = 204
        return response

    return middleware


def idle_timeout(get_response: Handler) -> Handler:
    """Sign out whoever has not touched the portal for PORTAL_IDLE_MINUTES."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            present = int(clock.now().timestamp())
            seen = request.session.get(LAST_SEEN, present)
            if present - seen > settings.PORTAL_IDLE_MINUTES * 60:
                logout(request)
                messages.info(request, _("You were signed out because nothing happened for a while. Sign in to go on."))
            elif present - seen >= 60 or LAST_SEEN not in request.session:
                request.session[LAST_SEEN] = present
        return get_response(request)

    return middleware


def password_due(get_response: Handler) -> Handler:
    """Whoever carries a one-time password changes it before anything else; the way out and the language stay open."""
    always_open = {"stations:account_sign_out", "portal:preference_set", settings.PASSWORD_CHANGE_URL}

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.must_change_password:
            view_name = resolve(request.path_info).view_name if is_valid_path(request.path_info) else ""
            if view_name not in always_open:
                target = reverse(settings.PASSWORD_CHANGE_URL)
                if request.headers.get("HX-Request"):
                    return HttpResponse(status=204, headers={"HX-Redirect": target})
                return HttpResponseRedirect(target)
        return get_response(request)

    return middleware


def no_store(get_response: Handler) -> Handler:
    """Pages with people on them are not kept by a shared browser."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def chosen_language(get_response: Handler) -> Handler:
    """Chinese unless the reader chose otherwise: her own preference, or the cookie of whoever is not signed in.

    What the browser says of itself is not asked: most are set up in English and read by people who do not.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.user.is_authenticated:
            chosen = getattr(request.user, "language", chosen)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware
