"""Why a station looks after a person (重点群体)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why; each has its days between two visits in the terms of visits."""

    HARD = "hard", _("hard to employ")
    GROUP = "group", _("another key group")
    UNEMPLOYED = "unemployed", _("long registered unemployed")
    BENEFIT = "benefit", _("benefit ends soon")
    FELL_OUT = "fell_out", _("lost a job")
