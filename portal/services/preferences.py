"""A person's own preferences: the language and the size of the text."""

from typing import Any

from django.conf import settings
from django.db import transaction

from core import audit
from core.policies import require
from stations.models import User


@transaction.atomic
def prefer(*, actor: Any, language: str | None = None, large_text: bool | None = None) -> User:
    """What is given holds for `actor` from the next page on; a language that the portal does not speak is left out."""
    user: User = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    require(user.is_active, "no actor means no")
    changed: dict[str, Any] = {}
    if language in dict(settings.LANGUAGES) and language != user.language:
        changed["language"] = language
    if large_text is not None and large_text != user.large_text:
        changed["large_text"] = large_text
    if changed:
        for name, value in changed.items():
            setattr(user, name, value)
        user.save(update_fields=list(changed))
        audit.record(actor, "preference.set", user, **changed)
    return user
