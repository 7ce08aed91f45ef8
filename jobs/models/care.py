"""People whom a station looks after (重点群体): why, since when, and when somebody has to call again."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from core.models import LockedQuerySet
from jobs.states.care import Reason
from stations.queries import scope_filter
from stations.states import CASE_ROLES


class CarePersonQuerySet(LockedQuerySet["CarePerson"]):
    """Where the person is kept decides who sees the row."""

    def visible_to(self, user: Any) -> "CarePersonQuerySet":
        """Those who are kept within the posts that `user` holds today."""
        return self.filter(scope_filter(user, CASE_ROLES, "resident__region_code", "resident__station_id"))

    def current(self) -> "CarePersonQuerySet":
        """Those who are looked after now."""
        return self.filter(until_on__isnull=True)


class CarePerson(models.Model):
    """That a resident is looked after, from a day on. The sweep keeps reasons and `due_on`, as the terms of visits have it.

    One row a person: who comes back on the list begins anew with `from_on`.
    """

    resident = models.OneToOneField(Resident, on_delete=models.PROTECT, related_name="care")
    reasons = ArrayField(models.CharField(max_length=10, choices=Reason.choices), verbose_name=pgettext_lazy("care", "reasons"))
    every_days = models.PositiveSmallIntegerField(_("days between visits"))
    from_on = models.DateField(_("on the list since"))
    until_on = models.DateField(_("off the list since"), null=True, blank=True)
    met_on = models.DateField(_("last met"), null=True, blank=True)
    due_on = models.DateField(_("due by"))

    objects = CarePersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person looked after")
        verbose_name_plural = _("people looked after")
        indexes = [models.Index(fields=["due_on", "id"], name="careperson_due", condition=Q(until_on__isnull=True))]
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=[]), name="careperson_has_a_reason"),
            models.CheckConstraint(condition=Q(every_days__gt=0), name="careperson_comes_round"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} {self.due_on:%Y-%m-%d}"

    @property
    def reason_labels(self) -> list[str]:
        """Why, in words."""
        return [str(Reason(reason).label) for reason in self.reasons]
