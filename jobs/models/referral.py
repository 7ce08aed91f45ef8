"""Referrals of residents to vacancies, and the dated follow-ups of whoever was hired."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Hire, Resident
from core.money import MoneyField
from jobs.models.vacancy import Vacancy
from jobs.models.wish import Wish
from jobs.states.referrals import STANDING, FellOut, FoundAt, NotHired, ReferralState
from stations.models import ScopedQuerySet, Station, User

R = ReferralState


class Referral(models.Model):
    """That a station sent a resident to a vacancy (推荐), and what came of it.

    `hire` is the record that other programmes read; a household's worker has none, since only a unit with a credit code
    makes the employment that those programmes ask for (劳动合同法 art. 2).
    """

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("resident"))
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("vacancy"))
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    score = MoneyField(_("points"), null=True, blank=True)  # of the pair when it was referred, and by which weights
    rules = models.CharField(max_length=60, blank=True, default="")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name=_("station"))
    region_code = models.CharField(max_length=12, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=R.choices, default=R.REFERRED)
    referred_on = models.DateField(pgettext_lazy("referral", "referred on"))
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    interview_on = models.DateField(_("interview on"), null=True, blank=True)
    closed_on = models.DateField(pgettext_lazy("referral", "outcome on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=10, choices=NotHired.choices, blank=True, default="")
    hired_on = models.DateField(_("hired on"), null=True, blank=True)
    hire = models.ForeignKey(Hire, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    left_on = models.DateField(pgettext_lazy("referral", "last day"), null=True, blank=True)
    left_reason = models.CharField(_("why the person left"), max_length=10, choices=FellOut.choices, blank=True, default="")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        indexes = [
            models.Index(fields=["station", "state", "-id"], name="referral_station"),
            models.Index(
                fields=["region_code", "referred_on", "id"],
                name="referral_region",
                opclasses=["varchar_pattern_ops", "date_ops", "int8_ops"],
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["resident", "vacancy"], condition=Q(state__in=STANDING), name="referral_one_open"),
            models.CheckConstraint(condition=~Q(state=R.NOT_HIRED) | ~Q(reason=""), name="referral_refused_with_reason"),
            models.CheckConstraint(
                condition=~Q(state=R.INTERVIEW) | Q(interview_on__isnull=False), name="referral_interview_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(R.HIRED, R.FALLEN_OUT), hired_on__isnull=False)
                | (~Q(state__in=(R.HIRED, R.FALLEN_OUT)) & Q(hired_on__isnull=True, hire__isnull=True)),
                name="referral_hired_from_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(state=R.FALLEN_OUT, left_on__gte=F("hired_on")) & ~Q(left_reason=""))
                | (~Q(state=R.FALLEN_OUT) & Q(left_on__isnull=True, left_reason="")),
                name="referral_left_after_hire",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(R.REFERRED, R.INTERVIEW), closed_on__isnull=True)
                | (~Q(state__in=(R.REFERRED, R.INTERVIEW)) & Q(closed_on__isnull=False)),
                name="referral_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_absolute_url(self) -> str:
        """The referral at the desk."""
        return reverse("jobs:referral_show", args=[self.pk])


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Follow-ups."""

    def due(self, on: date) -> "FollowUpQuerySet":
        """Those that somebody should have made by that day, of people who still work there."""
        return self.filter(done_on__isnull=True, due_on__lte=on, referral__state=R.HIRED)


class FollowUp(models.Model):
    """One of three days on which the station asks how somebody is doing at the new job (暖心跟踪)."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="follow_ups", db_index=False)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField(_("follow-up due on"))
    done_on = models.DateField(_("followed up on"), null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    found = models.CharField(_("how it goes"), max_length=9, choices=FoundAt.choices, blank=True, default="")
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["referral", "number"]
        indexes = [models.Index(fields=["due_on", "id"], condition=Q(done_on__isnull=True), name="followup_due")]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="followup_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 3)), name="followup_three"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True, found="")
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(found="")),
                name="followup_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        """Where it is recorded."""
        return reverse("jobs:followup_record", args=[self.pk])
