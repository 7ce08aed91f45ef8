"""Beds and desks that are booked by the day: no two bookings of one overlap, held by Postgres."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from jobs.states.bookings import PlaceKind
from stations.models import Region, ScopedQuerySet, Station, User


class BookingPlace(models.Model):
    """One bed or one desk, under the name that stands on its door or table."""

    kind = models.CharField(pgettext_lazy("place", "kind"), max_length=6, choices=PlaceKind.choices)
    name = models.CharField(pgettext_lazy("place", "name"), max_length=60)
    address = models.CharField(pgettext_lazy("place", "address"), max_length=200, blank=True, default="")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    region_code = models.CharField(max_length=12, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects: ScopedQuerySet["BookingPlace"] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("bed or desk")
        verbose_name_plural = _("beds and desks")
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="bookingplace_name_once_a_banner")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The place and its bookings."""
        return reverse("jobs:place_show", args=[self.pk])


class Booking(models.Model):
    """A person has the bed or desk from one day to another, both included; `free_days` of them cost nothing."""

    place = models.ForeignKey(BookingPlace, on_delete=models.PROTECT, related_name="bookings")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="bookings")
    from_on = models.DateField(pgettext_lazy("booking", "first day"))
    until_on = models.DateField(pgettext_lazy("booking", "last day"))
    free_days = models.PositiveSmallIntegerField(_("free days"))
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="booking_ends_after_start"),
            ExclusionConstraint(
                name="booking_not_twice",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    (Func("from_on", "until_on", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m-%d}"
