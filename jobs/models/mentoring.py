"""Start-up mentoring: a founder and a mentor for at least six months, and the log of their meetings."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from jobs.models.provider import Provider
from jobs.states.mentoring import MeetingWay
from stations.models import ScopedQuerySet, Station, User


class Mentoring(models.Model):
    """One founder with one mentor (一对一). The firm is named where there is one already."""

    founder = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="mentorings", verbose_name=_("founder"))
    firm = models.CharField(_("firm"), max_length=100, blank=True, default="")
    mentor = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="mentorings", verbose_name=_("mentor"))
    goal = models.CharField(pgettext_lazy("mentoring", "what it is about"), max_length=300, blank=True, default="")
    region_code = models.CharField(max_length=12, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name=_("station"))
    began_on = models.DateField(_("began on"))
    ended_on = models.DateField(pgettext_lazy("mentoring", "ended on"), null=True, blank=True)
    end_note = models.CharField(_("how it ended"), max_length=300, blank=True, default="")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects: ScopedQuerySet["Mentoring"] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentoring")
        verbose_name_plural = _("mentorings")
        indexes = [
            models.Index(
                fields=["region_code", "began_on", "id"],
                name="mentoring_region",
                opclasses=["varchar_pattern_ops", "date_ops", "int8_ops"],
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["founder"], condition=Q(ended_on__isnull=True), name="mentoring_one_to_one"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | (Q(ended_on__gte=F("began_on")) & ~Q(end_note="")),
                name="mentoring_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.founder_id} {self.mentor_id}"

    def get_absolute_url(self) -> str:
        """The mentoring's page."""
        return reverse("jobs:mentoring_show", args=[self.pk])


class MentorMeeting(models.Model):
    """One meeting of founder and mentor; one a day."""

    mentoring = models.ForeignKey(Mentoring, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField(pgettext_lazy("meeting", "met on"))
    way = models.CharField(_("how they met"), max_length=4, choices=MeetingWay.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    talked = models.CharField(_("what it was about"), max_length=500)
    next_step = models.CharField(_("next step"), max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("meeting with a mentor")
        verbose_name_plural = _("meetings with mentors")
        constraints = [
            models.UniqueConstraint(fields=["mentoring", "on"], name="mentormeeting_once_a_day"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 600)), name="mentormeeting_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"
