"""Wishes of residents for work, and the sign-ups that the public sends to a station."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from core.fields import EncryptedField
from core.money import MoneyField
from jobs.models.occupation import Occupation
from jobs.states.vacancies import Hours, PayUnit
from jobs.states.wishes import WISH_UNITS, SignUpState, WishState
from stations.models import ScopedQuerySet, Station, User

MOST_OCCUPATIONS = 5


class WishQuerySet(ScopedQuerySet["Wish"]):
    """Wishes."""

    def looking(self, on: date) -> "WishQuerySet":
        """Those for which work is looked for on that day."""
        return self.filter(state=WishState.OPEN, valid_until__gte=on)


class Wish(models.Model):
    """What work a resident looks for (求职意向), one open wish a person. Groups are the resident's own.

    Distances are counted from the own point where there is one, else from the station; degrees are WGS 84. No hours: any.
    """

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="wishes", verbose_name=_("resident"))
    least_pay = MoneyField(_("least pay (CNY)"), null=True, blank=True)
    pay_unit = models.CharField(_("pay for"), max_length=5, choices=WISH_UNITS, default=PayUnit.MONTH)
    hours = ArrayField(
        models.CharField(max_length=8, choices=Hours.choices), default=list, blank=True, verbose_name=_("hours that fit")
    )
    max_km = models.PositiveSmallIntegerField(_("how far at most (km)"), default=10)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(37), MaxValueValidator(54)],
    )  # fmt: skip
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(97), MaxValueValidator(127)],
    )  # fmt: skip
    piece_work = models.BooleanField(_("piece work is welcome"), default=False)
    training = models.BooleanField(_("willing to be trained"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name=_("station"))
    region_code = models.CharField(max_length=12, editable=False)
    valid_until = models.DateField(_("valid until"))
    state = models.CharField(_("state"), max_length=9, choices=WishState.choices, default=WishState.OPEN)
    created_at = models.DateTimeField(pgettext_lazy("wish", "logged"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    matched_at = models.DateTimeField(null=True, editable=False)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        indexes = [
            models.Index(fields=["station", "state", "valid_until", "id"], name="wish_station"),
            models.Index(
                fields=["region_code", "state", "valid_until", "id"],
                name="wish_region",
                opclasses=["varchar_pattern_ops", "varchar_ops", "date_ops", "int8_ops"],
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["resident"], condition=Q(state="open"), name="wish_one_open"),
            models.CheckConstraint(condition=Q(least_pay__isnull=True) | Q(least_pay__gt=0), name="wish_pay_is_money"),
            models.CheckConstraint(condition=Q(pay_unit__in=("month", "day", "hour")), name="wish_pay_unit"),
            models.CheckConstraint(condition=Q(max_km__range=(1, 100)), name="wish_distance"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False, latitude__range=(37, 54), longitude__range=(97, 127)),
                name="wish_inside_the_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_absolute_url(self) -> str:
        """The wish at the desk."""
        return reverse("jobs:wish_show", args=[self.pk])

    @property
    def place(self) -> tuple[Decimal | None, Decimal | None]:
        """Where distances are counted from."""
        own = self if self.latitude is not None else self.station
        return own.latitude, own.longitude

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The region code is a copy of the station's, kept for prefix search."""
        self.region_code = self.station.region_code
        super().save(*args, **kwargs)


class WishOccupation(models.Model):
    """One of up to five occupations or groups of occupations of a wish, the dearest first."""

    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="occupations", db_index=False)
    place = models.PositiveSmallIntegerField()
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT, related_name="+", verbose_name=_("occupation"))

    class Meta:
        verbose_name = _("occupation of a wish")
        verbose_name_plural = _("occupations of wishes")
        ordering = ["wish", "place"]
        constraints = [
            models.UniqueConstraint(fields=["wish", "place"], name="wishoccupation_place"),
            models.UniqueConstraint(fields=["wish", "occupation"], name="wishoccupation_once"),
            models.CheckConstraint(condition=Q(place__range=(1, MOST_OCCUPATIONS)), name="wishoccupation_five_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.occupation}"


class SignUpQuerySet(ScopedQuerySet["SignUp"]):
    """Sign-ups of the public."""

    def open(self) -> "SignUpQuerySet":
        """Those that wait for the desk."""
        return self.filter(state=SignUpState.OPEN)


class SignUp(models.Model):
    """That somebody without an account asks a station for work: name, mobile and consent (个人信息保护法 arts. 13 and 14).

    Name and number are enciphered and struck out once the desk is done with them, or when nobody came to it in time.
    """

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name=_("station"))
    region_code = models.CharField(max_length=12, editable=False)
    name = EncryptedField(_("name"), null=True)
    mobile = EncryptedField(_("mobile"), null=True)
    mobile_hash = models.BinaryField(max_length=32)
    group = models.ForeignKey(
        Occupation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind of work")
    )
    text = models.CharField(_("what work"), max_length=200, blank=True, default="")
    consented_at = models.DateTimeField(_("consent given"))
    consent = models.CharField(max_length=20)  # the version of the words that were agreed to
    sender = models.BinaryField(max_length=32, null=True)  # blind index of the network address, against floods
    received_at = models.DateTimeField(_("signed up"))
    state = models.CharField(_("state"), max_length=9, choices=SignUpState.choices, default=SignUpState.OPEN)
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_ups")
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        indexes = [
            models.Index(fields=["station", "received_at", "id"], condition=Q(state="open"), name="signup_open"),
            models.Index(fields=["sender", "received_at"], name="signup_sender"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["station", "mobile_hash"], condition=Q(state="open"), name="signup_one_open"),
            models.CheckConstraint(
                condition=Q(state="open", name__isnull=False, mobile__isnull=False, decided_at__isnull=True)
                | (~Q(state="open") & Q(name__isnull=True, mobile__isnull=True, decided_at__isnull=False)),
                name="signup_forgets_whom_it_served",
            ),
            models.CheckConstraint(condition=~Q(state="taken") | Q(wish__isnull=False), name="signup_taken_has_a_wish"),
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(reason=""), name="signup_dropped_with_reason"),
            models.CheckConstraint(condition=Q(consented_at__lte=F("received_at")), name="signup_consent_comes_first"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_absolute_url(self) -> str:
        """The sign-up at the desk."""
        return reverse("jobs:signup_show", args=[self.pk])
