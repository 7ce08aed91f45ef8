"""Where an attempt to sign in comes from: the address, and whether the person has signed in on that machine before.

A signed cookie marks each machine for each person. It opens nothing; it only tells whose count a wrong password goes to.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from stations.models import User
from stations.services import signin

SALT = "stations.device"
MONTHS_3 = 92 * 24 * 3600


def address_of(request: HttpRequest) -> str:
    """The client's address; behind PROXY_COUNT proxies of ours the one that the outermost of them saw."""
    proxies = settings.AXES_IPWARE_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def device_of(request: HttpRequest, username: str) -> str:
    """The mark of a machine on which the person of that name has signed in under the present password, else ""."""
    user = signin.known_name(username)
    if user is None:
        return ""
    mark = request.COOKIES.get(_cookie(user), "")
    try:
        value = signing.loads(mark, salt=SALT, max_age=MONTHS_3)
    except signing.BadSignature:
        return ""
    if not isinstance(value, dict) or value.get("password") != _password_mark(user):
        return ""
    return str(value.get("device", ""))


def is_known_device(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> bool:
    """Asked by axes: attempts from a known machine are counted by that machine and not by name and address."""
    username = str((credentials or {}).get("username", ""))
    return bool(request is not None and username and device_of(request, username))


def remember_device(response: HttpResponse, user: User) -> None:
    """This machine is known for `user` for three months, until the password changes."""
    value = {"device": secrets.token_urlsafe(12), "password": _password_mark(user)}
    response.set_cookie(
        _cookie(user),
        signing.dumps(value, salt=SALT),
        max_age=MONTHS_3,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _cookie(user: User) -> str:
    return f"device_{user.pk}"


def _password_mark(user: User) -> str:
    return user.get_session_auth_hash()[:16]
