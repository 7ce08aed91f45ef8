"""The words of one-time codes: what a code is for, and what came of one that was typed."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CodePurpose(models.TextChoices):
    """What a code opens; a code for one thing opens nothing else."""

    LINK = "link", _("visitor recognised as a resident")
    CLAIM_STATE = "claim_state", _("state of a claim")


class Checked(models.TextChoices):
    """What came of a code that was typed."""

    RIGHT = "right", _("right")
    WRONG = "wrong", _("wrong")
    SPENT = "spent", _("not valid any more")


#: What the reader is told of a code that opens nothing.
SENTENCES: dict[str, str | Promise] = {
    Checked.WRONG: _("This is not the code that was sent. Look at the newest message and enter its six digits."),
    Checked.SPENT: _("The code is not valid any more: ten minutes are over, or it was wrong five times. Ask for a new one."),
}
