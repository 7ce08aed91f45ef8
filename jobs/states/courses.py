"""The words of training: where a course stands, and how each trainee ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.states import Machine


class CourseState(models.TextChoices):
    """Whether people are put on it, and whether it is still held."""

    OPEN = "open", pgettext_lazy("course", "open")
    CLOSED = "closed", pgettext_lazy("course", "ended")
    CANCELLED = "cancelled", pgettext_lazy("course", "cancelled")


COURSE = Machine(
    "course",
    [("close", CourseState.OPEN, CourseState.CLOSED), ("cancel", CourseState.OPEN, CourseState.CANCELLED)],
)


class Result(models.TextChoices):
    """The third step of four: how the trainee was assessed."""

    NONE = "none", _("not assessed yet")
    PASSED = "passed", _("passed")
    FAILED = "failed", _("not passed")


class Level(models.IntegerChoices):
    """Levels of the vocational skills certificate that the skills subsidy pays for; a smaller number is more."""

    JUNIOR = 5, _("level 5 (junior)")
    MIDDLE = 4, _("level 4 (intermediate)")
    SENIOR = 3, _("level 3 (senior)")
