"""Events: a fair, a stall, a stream or a talk, the units that come and the posts that they bring."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enterprises.models import Enterprise
from jobs.models.vacancy import Vacancy
from jobs.states.events import EventKind, EventState
from stations.models import Region, ScopedQuerySet, Station, User

#: Telephones check in from so long before the beginning, the desk until so long after the end (lists on paper).
DOOR_OPENS, DESK_CLOSES = timedelta(minutes=30), timedelta(days=3)


def new_token() -> str:
    """What stands in the public address instead of a number that could be counted up."""
    return secrets.token_hex(6)


class EventQuerySet(ScopedQuerySet["Event"]):
    """Events; those that are published are open to everybody."""

    def on_show(self, now: datetime) -> "EventQuerySet":
        """What the public may still go to at that moment."""
        return self.filter(state=EventState.PUBLISHED, ends_at__gt=now)


class Event(models.Model):
    """One session (场) of a kind; `batch` tells which batch (批) of its kind, year and station it belongs to.

    `station` holds it and gives it its region; `region` is the place. `taken` counts the visitors with a place: Postgres keeps
    it with the sign-ups and never lets it pass `capacity`; None: as many as come. Coordinates are WGS 84.
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    token = models.CharField(max_length=12, unique=True, default=new_token, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices)
    title = models.CharField(pgettext_lazy("event", "title"), max_length=60)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="events", verbose_name=_("station"))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("place"))
    region_code = models.CharField(max_length=12, editable=False)
    address = models.CharField(_("where exactly"), max_length=200)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(37), MaxValueValidator(54)],
    )  # fmt: skip
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(97), MaxValueValidator(127)],
    )  # fmt: skip
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    taken = models.IntegerField(_("places taken"), default=0, editable=False)
    batch = models.PositiveSmallIntegerField(_("batch of the year"), null=True, blank=True)
    hosts = models.CharField(_("held by"), max_length=200, blank=True, default="")
    topics = models.TextField(_("what it is about"), max_length=1000, blank=True, default="")
    state = models.CharField(_("state"), max_length=9, choices=EventState.choices, default=EventState.PLANNED)
    state_note = models.CharField(_("reason"), max_length=300, blank=True, default="")
    created_at = models.DateTimeField(pgettext_lazy("event", "logged"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submit_token = models.UUIDField(unique=True, null=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, editable=False)  # when its visitors' names and numbers were struck out

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(
                fields=["region_code", "-begins_at", "-id"],
                name="event_region",
                opclasses=["varchar_pattern_ops", "timestamptz_ops", "int8_ops"],
            ),
            models.Index(fields=["station", "-begins_at"], name="event_station"),
            models.Index(fields=["begins_at", "id"], name="event_coming", condition=Q(state="published")),
            models.Index(fields=["ends_at", "id"], name="event_to_forget", condition=Q(forgotten_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="event_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(taken__gte=0) & (Q(capacity__isnull=True) | Q(taken__lte=F("capacity"))), name="event_not_overfull"
            ),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="event_has_a_place"),
            models.CheckConstraint(condition=Q(batch__isnull=True) | Q(batch__range=(1, 99)), name="event_batch_counts"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False, latitude__range=(37, 54), longitude__range=(97, 127)),
                name="event_inside_the_region",
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(state_note=""), name="event_cancelled_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The event at the desk."""
        return reverse("jobs:event_show", args=[self.pk])

    @property
    def free(self) -> int | None:
        """How many places are free; None where nobody counts them."""
        return None if self.capacity is None else self.capacity - self.taken

    def door_open(self, now: datetime) -> bool:
        """Whether visitors check in with their own telephones."""
        return self.state == EventState.PUBLISHED and self.begins_at - DOOR_OPENS <= now <= self.ends_at

    def desk_open(self, now: datetime) -> bool:
        """Whether the desk enters who came."""
        held = self.state in (EventState.PUBLISHED, EventState.OVER)
        return held and self.begins_at - DOOR_OPENS <= now <= self.ends_at + DESK_CLOSES

    def sign_up_open(self, now: datetime) -> bool:
        """Whether the page takes sign-ups."""
        return self.state == EventState.PUBLISHED and now < self.ends_at

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The region code is a copy of the station's, kept for prefix search."""
        self.region_code = self.station.region_code
        super().save(*args, **kwargs)


class Stand(models.Model):
    """A unit that comes to an event: one of the registry, or one known by credit code and name."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="stands", db_index=False)
    number = models.PositiveSmallIntegerField(_("number of the stand"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    employer = models.CharField(_("name of the unit"), max_length=100)
    credit_code = models.CharField(_("unified social credit code"), max_length=18)

    class Meta:
        verbose_name = _("stand")
        verbose_name_plural = _("stands")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="stand_number_once"),
            models.UniqueConstraint(fields=["event", "credit_code"], name="stand_unit_once"),
            models.CheckConstraint(condition=Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"), name="stand_code_has_its_form"),
            models.CheckConstraint(condition=~Q(employer=""), name="stand_names_its_unit"),
        ]

    def __str__(self) -> str:
        return self.employer


class Offer(models.Model):
    """A vacancy that a unit brings to its stand; `headcount` is what was wanted when it was brought."""

    stand = models.ForeignKey(Stand, on_delete=models.PROTECT, related_name="offers", db_index=False)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="offers")
    headcount = models.PositiveIntegerField(_("people wanted"))

    class Meta:
        verbose_name = _("vacancy at a stand")
        verbose_name_plural = _("vacancies at stands")
        constraints = [models.UniqueConstraint(fields=["stand", "vacancy"], name="offer_once")]

    def __str__(self) -> str:
        return f"{self.stand_id} {self.vacancy_id}"
