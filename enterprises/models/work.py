"""Whether units work: what each reported, day by day (开复工率)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import LockedQuerySet
from enterprises.models.enterprise import Enterprise
from enterprises.states import Work
from stations.models import User


class WorkReport(models.Model):
    """What a unit reported for a day: it works, it does not, or it stands still for the season. One a unit and day, append-only.

    It holds until the next report.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="work_reports")
    on = models.DateField(_("day"))
    state = models.CharField(_("state of work"), max_length=8, choices=Work.choices)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("reported"))

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of work")
        verbose_name_plural = _("reports of work")
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "on"], name="workreport_once_a_day"),
            models.CheckConstraint(condition=models.Q(state__in=Work.values), name="workreport_known_state"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.state}"
