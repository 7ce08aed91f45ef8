"""Training in four steps: the post needed, trained, assessed, placed (A19, A69)."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from core.models import LockedQuerySet
from jobs.models.event import new_token
from jobs.models.occupation import Occupation
from jobs.models.vacancy import Vacancy
from jobs.states.courses import CourseState, Level, Result
from stations.models import ScopedQuerySet, Station, User


class Course(models.Model):
    """A course for an occupation that a post needs: `vacancy` where one vacancy asked for it, otherwise the occupation alone.

    `hours` are lessons. `taken` counts the trainees on it: Postgres keeps it and never lets it pass `places`. A subsidised
    course says by which rule; its certificate then brings no skills subsidy (E-9).
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    token = models.CharField(max_length=12, unique=True, default=new_token, editable=False)
    title = models.CharField(pgettext_lazy("course", "title"), max_length=60)
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT, related_name="+", verbose_name=_("occupation"))
    vacancy = models.ForeignKey(
        Vacancy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("vacancy that asks for it"),
    )
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="courses", verbose_name=_("station"))
    region_code = models.CharField(max_length=12, editable=False)
    provider = models.CharField(_("training body"), max_length=100)
    address = models.CharField(_("where exactly"), max_length=200, blank=True, default="")
    hours = models.PositiveSmallIntegerField(_("lessons"))
    from_on = models.DateField(pgettext_lazy("course", "first day"))
    until_on = models.DateField(pgettext_lazy("course", "last day"))
    places = models.PositiveIntegerField(_("places"))
    taken = models.IntegerField(_("trainees"), default=0, editable=False)
    subsidised = models.BooleanField(_("subsidised"), default=False)
    subsidy_basis = models.CharField(_("basis of the subsidy"), max_length=200, blank=True, default="")
    state = models.CharField(_("state"), max_length=9, choices=CourseState.choices, default=CourseState.OPEN)
    state_note = models.CharField(_("reason"), max_length=300, blank=True, default="")
    created_at = models.DateTimeField(pgettext_lazy("course", "logged"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submit_token = models.UUIDField(unique=True, null=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        indexes = [
            models.Index(
                fields=["region_code", "-from_on", "-id"],
                name="course_region",
                opclasses=["varchar_pattern_ops", "date_ops", "int8_ops"],
            ),
            models.Index(fields=["station", "-from_on"], name="course_station"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="course_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(hours__range=(1, 3000)), name="course_has_lessons"),
            models.CheckConstraint(condition=Q(places__gte=1, taken__gte=0, taken__lte=F("places")), name="course_not_overfull"),
            models.CheckConstraint(condition=Q(subsidised=False) | ~Q(subsidy_basis=""), name="course_subsidy_has_its_basis"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(state_note=""), name="course_cancelled_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The course at the desk."""
        return reverse("jobs:course_show", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The region code is a copy of the station's, kept for prefix search."""
        self.region_code = self.station.region_code
        super().save(*args, **kwargs)


class Trainee(models.Model):
    """A resident on a course, from the day on which the person joined to the certificate.

    Whether the fourth step came is not written here: a hire record after the first day tells it.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="trainees", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="trainings", verbose_name=_("resident"))
    joined_at = models.DateTimeField(pgettext_lazy("course", "joined"))
    joined_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_note = models.CharField(_("reason"), max_length=200, blank=True, default="")
    result = models.CharField(_("assessment"), max_length=6, choices=Result.choices, default=Result.NONE)
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True)
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    certificate_no = models.CharField(_("number of the certificate"), max_length=40, null=True, blank=True, unique=True)
    certificate_level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, null=True, blank=True)
    certificate_on = models.DateField(_("certificate issued on"), null=True, blank=True)

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("trainee")
        verbose_name_plural = _("trainees")
        constraints = [
            models.UniqueConstraint(fields=["course", "resident"], name="trainee_once"),
            models.CheckConstraint(condition=Q(left_on__isnull=True) | ~Q(left_note=""), name="trainee_left_with_reason"),
            models.CheckConstraint(
                condition=Q(result="none", assessed_on__isnull=True, assessed_by__isnull=True)
                | Q(~Q(result="none"), assessed_on__isnull=False, assessed_by__isnull=False),
                name="trainee_assessed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(certificate_no__isnull=True, certificate_level__isnull=True, certificate_on__isnull=True)
                | Q(
                    ~Q(certificate_no=""), result="passed", certificate_no__isnull=False, certificate_level__in=(3, 4, 5),
                    certificate_on__isnull=False, certificate_on__gte=F("assessed_on"),
                ),
                name="trainee_certificate_whole",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.course_id} {self.resident_id}"


class Presence(models.Model):
    """That a trainee was there on a day: once a day, by the own telephone or on the teacher's sheet."""

    trainee = models.ForeignKey(Trainee, on_delete=models.PROTECT, related_name="presences", db_index=False)
    on = models.DateField(_("day"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["trainee", "on"], name="presence_once_a_day")]

    def __str__(self) -> str:
        return f"{self.trainee_id} {self.on:%Y-%m-%d}"
