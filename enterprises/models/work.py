"""What units report of their work: whether they work, day by day (开复工率), and sample firms their staff, month by month."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


class StaffReport(models.Model):
    """What a sample firm reported for a month (用工月报): its staff at the end, who joined, who left. Append-only.

    A correction is another row of the same month with the next version and its reason; the newest version counts.
    `month` is the first day of the month.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="staff_reports")
    month = models.DateField(_("month"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    staff = models.PositiveIntegerField(_("staff at the month's end"))
    joined = models.PositiveIntegerField(_("joined"))
    left = models.PositiveIntegerField(pgettext_lazy("staff", "left"))
    reason = models.CharField(_("why it is corrected"), max_length=200, blank=True, default="")
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("reported"))

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff report")
        verbose_name_plural = _("staff reports")
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "month", "version"], name="staffreport_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="staffreport_first_of_month"),
            models.CheckConstraint(
                condition=Q(version=1, reason="") | (Q(version__gt=1) & ~Q(reason="")), name="staffreport_correction_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.staff}"
