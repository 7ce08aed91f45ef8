"""The words of start-up mentoring, one founder with one mentor."""

from django.db import models
from django.utils.translation import pgettext_lazy


class MeetingWay(models.TextChoices):
    """How founder and mentor met."""

    FACE = "face", pgettext_lazy("meeting", "face to face")
    CALL = "call", pgettext_lazy("meeting", "by telephone or video")
    SITE = "site", pgettext_lazy("meeting", "at the founder's firm")
