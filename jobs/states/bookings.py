"""The words of beds and desks for founders and seekers of work (A81)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PlaceKind(models.TextChoices):
    """What can be booked by the day."""

    HOSTEL = "hostel", pgettext_lazy("place", "bed in a hostel")
    DESK = "desk", pgettext_lazy("place", "desk for a founder")
