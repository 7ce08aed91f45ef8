"""Visits to units and homes (走访): planned in rounds, made, written down once; what comes later is a further note."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from core.models import LockedQuerySet
from enterprises.models import Enterprise
from jobs.states.visits import Need, RoundKind, VisitState
from stations.models import ScopedQuerySet, Station, User


class VisitRound(models.Model):
    """A round (走访轮次): visits that were planned together, by one choice from a list, to be made by one day."""

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name=_("station"))
    region_code = models.CharField(max_length=12, editable=False)
    kind = models.CharField(_("chosen"), max_length=9, choices=RoundKind.choices)
    name = models.CharField(pgettext_lazy("round", "name"), max_length=40)
    due_on = models.DateField(_("to be made by"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(pgettext_lazy("visit", "planned"))
    submit_token = models.UUIDField(unique=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of visits")
        verbose_name_plural = _("rounds of visits")
        indexes = [
            models.Index(fields=["region_code", "id"], name="visitround_region", opclasses=["varchar_pattern_ops", "int8_ops"]),
        ]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="visitround_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The round's page."""
        return reverse("jobs:visitround_show", args=[self.pk])


class Visit(models.Model):
    """One call on a unit or a person, by whom and until when; once made: the day, met or not, and what was needed.

    Of a person or unit one visit at a time is planned. What was found is never changed: `notes` grow, nothing else.
    """

    round = models.ForeignKey(VisitRound, on_delete=models.PROTECT, null=True, blank=True, related_name="visits")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="visits")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="visits")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name=_("station"))
    region_code = models.CharField(max_length=12)
    visitor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who visits"))
    due_on = models.DateField(_("to be made by"))
    state = models.CharField(_("state"), max_length=7, choices=VisitState.choices, default=VisitState.PLANNED)
    visited_on = models.DateField(_("day of the visit"), null=True, blank=True)
    needs = ArrayField(
        models.CharField(max_length=10, choices=Need.choices), default=list, blank=True, verbose_name=_("needs found")
    )
    drop_reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(pgettext_lazy("visit", "planned"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True)
    submit_token = models.UUIDField(unique=True, null=True, editable=False)  # of a visit that nobody had planned

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes = [
            models.Index(fields=["station", "state", "due_on", "id"], name="visit_station"),
            models.Index(
                fields=["region_code", "state", "due_on", "id"],
                name="visit_region",
                opclasses=["varchar_pattern_ops", "varchar_ops", "date_ops", "int8_ops"],
            ),
            models.Index(fields=["resident", "-visited_on"], name="visit_resident"),
            models.Index(fields=["enterprise", "-visited_on"], name="visit_enterprise"),
            models.Index(fields=["visited_on", "station"], name="visit_day", condition=Q(visited_on__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=False, enterprise__isnull=True) | Q(resident__isnull=True, enterprise__isnull=False),
                name="visit_of_one",
            ),
            models.UniqueConstraint(fields=["resident"], condition=Q(state="planned"), name="visit_person_planned_once"),
            models.UniqueConstraint(fields=["enterprise"], condition=Q(state="planned"), name="visit_unit_planned_once"),
            models.CheckConstraint(
                condition=Q(state__in=("met", "missed"), visited_on__isnull=False)
                | Q(state__in=("planned", "dropped"), visited_on__isnull=True),
                name="visit_made_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", recorded_by__isnull=True, recorded_at__isnull=True)
                | (~Q(state="planned") & Q(recorded_by__isnull=False, recorded_at__isnull=False)),
                name="visit_recorded_by_somebody",
            ),
            models.CheckConstraint(condition=Q(needs=[]) | Q(state="met"), name="visit_needs_were_heard"),
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(drop_reason=""), name="visit_dropped_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.due_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The visit's page."""
        return reverse("jobs:visit_show", args=[self.pk])

    @property
    def subject(self) -> Resident | Enterprise:
        """Whom the visit is to."""
        return self.resident or self.enterprise  # type: ignore[return-value]

    @property
    def address(self) -> str:
        """Where to go; empty where no address is on record."""
        return self.subject.address

    @property
    def need_labels(self) -> list[str]:
        """What was found, in words."""
        return [str(Need(need).label) for need in self.needs]


class VisitNote(models.Model):
    """What the visitor wrote. Append-only: a mistake is corrected by a further note."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("note"), max_length=1000)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(pgettext_lazy("visit", "written"))

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of a visit")
        verbose_name_plural = _("notes of visits")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="visitnote_says_something")]

    def __str__(self) -> str:
        return self.text[:40]


class VisitPhoto(models.Model):
    """A photo of the visit; the file lies outside the web root and opens only through a permission check."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=120, unique=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("photo of a visit")
        verbose_name_plural = _("photos of visits")
        constraints = [models.UniqueConstraint(fields=["visit", "sha256"], name="visitphoto_once")]

    def __str__(self) -> str:
        return self.stored_as
