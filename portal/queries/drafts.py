"""What seals the drafts in a browser: a key that only the present sign-in is given, and a mark that tells whose they are.

Both follow from the session and are stored nowhere, so they end with it: docs/decisions/021-drafts-on-a-shared-computer.md.
"""

import base64

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def key(request: HttpRequest) -> str:
    """32 bytes in base64: the key of this person in this session."""
    return base64.b64encode(_derived(request, "portal.drafts.key")).decode()


def mark(request: HttpRequest) -> str:
    """By which a page knows its drafts from those of another sign-in, without opening them; "" for nobody."""
    user = getattr(request, "user", None)
    return _derived(request, "portal.drafts.mark").hex()[:16] if user is not None and user.is_authenticated else ""


def _derived(request: HttpRequest, use: str) -> bytes:
    return salted_hmac(use, f"{request.session.session_key}:{request.user.pk}", algorithm="sha256").digest()
