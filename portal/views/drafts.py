"""The key of the drafts that lie in the reader's browser."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache

from core.http import reads
from portal.queries import drafts


@never_cache
@reads
def draft_unlock(request: HttpRequest) -> JsonResponse:
    """The key of this sign-in, whose it is, and a fresh token for a form that was open while somebody signed in anew."""
    return JsonResponse(
        {
            "key": drafts.key(request),
            "mark": drafts.mark(request),
            "user": request.user.pk,
            "csrf": get_token(request),
        }
    )
