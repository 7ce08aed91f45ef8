"""A resident's wish for work, and the sign-up that the public sends to a station."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine
from jobs.states.vacancies import PayUnit

#: What the least pay of a wish can be told in; nobody wishes for so much a piece.
WISH_UNITS = [choice for choice in PayUnit.choices if choice[0] != PayUnit.PIECE]


class WishState(models.TextChoices):
    """Whether it is looked for; that its days are over is told by `valid_until` alone."""

    OPEN = "open", pgettext_lazy("wish", "open")
    PLACED = "placed", pgettext_lazy("wish", "found work")
    WITHDRAWN = "withdrawn", pgettext_lazy("wish", "withdrawn")


W = WishState

WISH = Machine(
    "wish",
    [
        ("edit", W.OPEN, W.OPEN),
        ("renew", W.OPEN, W.OPEN),
        ("place", W.OPEN, W.PLACED),
        ("withdraw", W.OPEN, W.WITHDRAWN),
    ],
)


class SignUpState(models.TextChoices):
    """What became of a sign-up: the desk logs the person with a wish, or puts it aside; nobody came to it in time."""

    OPEN = "open", pgettext_lazy("sign-up", "waits for the desk")
    TAKEN = "taken", pgettext_lazy("sign-up", "wish logged")
    DROPPED = "dropped", pgettext_lazy("sign-up", "put aside")
    FORGOTTEN = "forgotten", pgettext_lazy("sign-up", "forgotten after its days")


S = SignUpState

SIGN_UP = Machine("sign-up", [("take", S.OPEN, S.TAKEN), ("drop", S.OPEN, S.DROPPED), ("forget", S.OPEN, S.FORGOTTEN)])


class Direction(models.TextChoices):
    """Whose list a recommendation stands on."""

    WISH = "wish", _("vacancies for a wish")
    VACANCY = "vacancy", _("people for a vacancy")
