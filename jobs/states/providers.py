"""The words of those who give a service on demand."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ProviderKind(models.TextChoices):
    """Who gives a service: nobody of them has an account. Firms are looked after by departments and leaders (包联)."""

    EXPERT = "expert", pgettext_lazy("provider", "expert")
    MEDIATOR = "mediator", pgettext_lazy("provider", "mediator")
    VOLUNTEER = "volunteer", pgettext_lazy("provider", "volunteer")
    MENTOR = "mentor", pgettext_lazy("provider", "start-up mentor")
    ROVING = "roving", pgettext_lazy("provider", "roving service team")
    OFFICE = "office", pgettext_lazy("provider", "department in charge")
    LEADER = "leader", pgettext_lazy("provider", "leader who looks after firms")
