"""Who must be told, once: a notice per kind, subject, period and reader; a message per kind, subject and period."""

import re

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Claim, Resident
from core.models import LockedQuerySet
from enterprises.models import Enterprise
from jobs.models import ArrearsCase, OrderAssignment, PiecePay, ServiceOrder
from notices.states import Kind, MessageState
from stations.models import Station, User, posts_of
from stations.states import ROLES


class NoticeQuerySet(LockedQuerySet["Notice"]):
    """Notices stand on a post's board: whoever holds the post reads them."""

    def for_user(self, user: User) -> "NoticeQuerySet":
        """The notices of the posts that `user` holds today."""
        condition = Q(pk__in=[])
        for post in posts_of(user):
            if post.station_id:
                condition |= Q(to_role=post.role, station_id=post.station_id)
            else:
                condition |= Q(to_role=post.role, region_code__startswith=post.scope_prefix)
        return self.filter(condition)

    def unread_by(self, user: User) -> "NoticeQuerySet":
        """Those that `user` has not opened yet."""
        return self.exclude(readings__user=user)


class Notice(models.Model):
    """Something that a post must know. The unique key makes every reminder harmless to repeat."""

    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    period = models.CharField(max_length=20)  # the month, the due day or the like: a new period may remind anew
    to_role = models.CharField(_("post"), max_length=20, choices=ROLES)
    region_code = models.CharField(max_length=12)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.JSONField(default=dict)  # what the sentence names: numbers and days, never a person
    created_at = models.DateTimeField(_("moment"))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["to_role", "station", "-id"], name="notice_station"),
            models.Index(
                fields=["to_role", "region_code", "-id"],
                name="notice_region",
                opclasses=["varchar_ops", "varchar_pattern_ops", "int8_ops"],
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_type", "subject_id", "period", "to_role"], name="notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type}:{self.subject_id} {self.period}"


class Reading(models.Model):
    """That a person opened a notice."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.user_id}"


#: To whom a message can be; each goes to exactly one.
ADDRESSEES = ("resident", "enterprise", "order", "assignment", "receipt", "arrears")
TOKEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _one_of(names: tuple[str, ...]) -> Q:
    condition = Q()
    for chosen in names:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return condition


class Message(models.Model):
    """A text message: the row is the work order, the provider knows it by `number`.

    It goes to a resident, to the contact of a unit, or to whoever an order, its assignment, a receipt for piece work or a
    report of wages names; these keep the mobile, the message does not.
    """

    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("resident")
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("enterprise")
    )
    order = models.ForeignKey(ServiceOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    assignment = models.ForeignKey(OrderAssignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    receipt = models.ForeignKey(PiecePay, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    arrears = models.ForeignKey(ArrearsCase, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.BinaryField(max_length=32, null=True, editable=False)  # blind index of the mobile of such a contact
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject_id = models.BigIntegerField()
    period = models.CharField(max_length=20)
    number = models.UUIDField(unique=True, db_default=models.Func(function="gen_random_uuid"))
    text = models.CharField(_("text"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"))
    leased_until = models.DateTimeField(null=True, blank=True)
    provider_ref = models.CharField(max_length=80, blank=True, default="")
    trouble = models.CharField(_("trouble"), max_length=200, blank=True, default="")
    created_at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("text message")
        verbose_name_plural = _("text messages")
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(state__in=["queued", "sending"]), name="message_to_send"),
            models.Index(fields=["resident", "-id"], name="message_resident"),
            models.Index(fields=["contact", "sent_at"], name="message_contact", condition=Q(contact__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "period"], name="message_once"),
            models.CheckConstraint(condition=_one_of(ADDRESSEES), name="message_to_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def mobile(self) -> str:
        """Where it goes; empty where none is on record any more."""
        if self.enterprise is not None:
            return str(self.enterprise.contact_mobile or "")
        if self.order is not None:
            return str(self.order.contact_mobile or "")
        if self.assignment is not None:
            return str(self.assignment.provider.mobile or "")
        if self.receipt is not None:
            return str(self.receipt.worker.mobile)
        if self.arrears is not None:
            return str(self.arrears.reporter_mobile or "")
        return str(self.resident.mobile) if self.resident is not None else ""

    @property
    def sealed_text(self) -> str:
        """The text without the secret part of an address: whoever reads the outbox opens nobody's page."""
        return TOKEN.sub("…", self.text)

    @property
    def addressee(self) -> tuple[int | None, int | None, bytes | None]:
        """Whose daily number of messages it counts towards."""
        return self.resident_id, self.enterprise_id, bytes(self.contact) if self.contact else None
