"""What a password may not be, beside what Django's own rules refuse; each rule in words that everybody here can read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: A shorter name stands in many a good password by chance.
SHORTEST_NAME = 4


class LongEnough:
    """Password rule: at least `min_length` characters. Django's own sentence has no Chinese."""

    def __init__(self, min_length: int = 12) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where `password` is shorter."""
        if len(password) < self.min_length:
            raise ValidationError(
                _("Too short: a password has at least %(count)s characters.") % {"count": self.min_length},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("Too short: a password has at least %(count)s characters.") % {"count": self.min_length}


class NotNamedAfterOneself:
    """Password rule: neither the user name nor the telephone number stands in it, however much stands around."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where one of them does."""
        typed = password.casefold()
        own = (str(getattr(user, name, "")).casefold() for name in ("username", "phone"))
        if any(len(word) >= SHORTEST_NAME and word in typed for word in own):
            raise ValidationError(self.get_help_text(), code="password_names_oneself")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("Your user name or telephone number may not stand in it.")


class NotThePresentOne:
    """Password rule: a change of password changes it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where `password` is the one in use."""
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(_("This is the present password. Choose another one."), code="password_unchanged")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("It must differ from the present password.")
