"""Visitors of events: who signed up, who came, and which posts they want."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from core.fields import EncryptedField
from core.models import LockedQuerySet
from jobs.models.event import Event, Offer
from jobs.states.events import Came, VisitorState
from stations.models import User


class VisitorQuerySet(LockedQuerySet["Visitor"]):
    """The words of the desk for visitors."""

    def arrived(self) -> "VisitorQuerySet":
        """Those who came."""
        return self.filter(arrived_at__isnull=False)

    def waiting(self) -> "VisitorQuerySet":
        """The waiting list in its order."""
        return self.filter(state=VisitorState.WAITING).order_by("signed_up_at", "pk")


class Visitor(models.Model):
    """One person at one event, without an account: one row a mobile. Checking in writes this row and no other.

    `code` is what the visitor shows, `token` opens the visitor's own page. Somebody without a mobile is entered at the desk.
    A link to the resident file is made by one-time code or at the desk. Name and mobile are struck out once the days that
    the visitor agreed to are over; that somebody came stays counted.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="visitors", db_index=False)
    state = models.CharField(_("state"), max_length=7, choices=VisitorState.choices)
    channel = models.CharField(_("how it came"), max_length=5, choices=Came.choices)
    name = EncryptedField(_("name"))
    mobile = EncryptedField(_("mobile"), null=True, blank=True)
    mobile_hash = models.BinaryField(max_length=32, null=True)
    code = models.CharField(_("code"), max_length=6)
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sender = models.BinaryField(max_length=32, null=True)
    consented_at = models.DateTimeField(_("agreed"))
    signed_up_at = models.DateTimeField(_("signed up"))
    arrived_at = models.DateTimeField(pgettext_lazy("visitor", "came"), null=True, blank=True)
    arrived_how = models.CharField(max_length=5, choices=Came.choices, blank=True, default="")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="visits_of_events", verbose_name=_("resident")
    )
    linked_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, editable=False)

    objects = VisitorQuerySet.as_manager()

    class Meta:
        verbose_name = _("visitor")
        verbose_name_plural = _("visitors")
        indexes = [
            models.Index(fields=["event", "signed_up_at", "id"], name="visitor_waiting", condition=Q(state="waiting")),
            models.Index(fields=["sender", "signed_up_at"], name="visitor_sender", condition=Q(sender__isnull=False)),
            models.Index(fields=["event", "-arrived_at"], name="visitor_arrived", condition=Q(arrived_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "mobile_hash"], name="visitor_mobile_once"),
            models.UniqueConstraint(fields=["event", "code"], name="visitor_code_once"),
            models.UniqueConstraint(fields=["event", "resident"], name="visitor_resident_once"),
            models.CheckConstraint(
                condition=Q(mobile__isnull=False, mobile_hash__isnull=False)
                | Q(mobile__isnull=True, mobile_hash__isnull=True, channel="desk", entered_by__isnull=False)
                | Q(mobile__isnull=True, mobile_hash__isnull=True, forgotten_at__isnull=False),
                name="visitor_without_mobile_at_the_desk",
            ),
            models.CheckConstraint(condition=Q(code__regex=r"^[2-9A-HJ-NP-Z]{6}$"), name="visitor_code_has_its_form"),
            models.CheckConstraint(
                condition=~Q(state__in=("gone", "waiting"), arrived_at__isnull=False)
                & ~Q(state="door", arrived_at__isnull=True),
                name="visitor_state_fits_arrival",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True, arrived_how="") | Q(arrived_at__isnull=False) & ~Q(arrived_how=""),
                name="visitor_arrival_says_how",
            ),
            models.CheckConstraint(
                condition=Q(resident__isnull=True, linked_at__isnull=True) | Q(resident__isnull=False, linked_at__isnull=False),
                name="visitor_link_has_its_moment",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code


class Intent(models.Model):
    """That a visitor wants a post that a stand offers (意向): once a visitor and vacancy."""

    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="intents", db_index=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="intents")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("intent")
        verbose_name_plural = _("intents")
        constraints = [models.UniqueConstraint(fields=["visitor", "offer"], name="intent_once")]

    def __str__(self) -> str:
        return f"{self.visitor_id} {self.offer_id}"


class DoorTry(models.Model):
    """That a telephone asked to be checked in at an event, whatever came of it: counted, and gone after a day.

    `device` and `mobile_hash` are blind indexes; a hall of people shares an address, so that is not among them.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", db_index=False)
    device = models.BinaryField(max_length=32)
    mobile_hash = models.BinaryField(max_length=32, null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("check-in by telephone")
        verbose_name_plural = _("check-ins by telephone")
        indexes = [
            models.Index(fields=["event", "at"], name="doortry_event"),
            models.Index(fields=["device", "at"], name="doortry_device"),
            models.Index(fields=["mobile_hash", "at"], name="doortry_mobile", condition=Q(mobile_hash__isnull=False)),
            models.Index(fields=["at"], name="doortry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.at:%H:%M:%S}"
