"""Publicity (公示): what was shown of whom on which days, and who objected."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models.claim import Claim
from cases.states import ListState, ObjectionChannel, ObjectionOutcome
from core.fields import EncryptedField
from core.models import LockedQuerySet
from core.money import MoneyField
from stations.models import Region, User, posts_of, scope_filter
from stations.states import CASE_ROLES


class PublicityListQuerySet(LockedQuerySet["PublicityList"]):
    """The words of the desk for lists."""

    def open(self) -> "PublicityListQuerySet":
        """Lists that the public sees and may object to."""
        return self.filter(state=ListState.OPEN)

    def visible_to(self, user: object) -> "PublicityListQuerySet":
        """Lists of the regions of `user`'s posts, closed ones too; a station sees those of its banner, and everybody those
        that the own league publishes."""
        condition = Q(pk__in=[])
        for post in posts_of(user):
            if post.role in CASE_ROLES:
                place = post.station.region_code[:6] if post.station else post.scope_prefix
                condition |= Q(region_code__startswith=place) | Q(region_code=f"{place[:4]}00")
        return self.filter(condition)


class PublicityList(models.Model):
    """Grants of one programme and banner, or league, shown masked to everybody for `days` working days.

    `closes_on` is the last day on which it is shown. The digest is taken over what was shown, line by line, when the list
    was made; Postgres refuses every change but the end, which may only be put off, and the closing.
    """

    number = models.CharField(_("number"), max_length=30, unique=True)
    scheme = models.CharField(_("programme"), max_length=40)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    region_code = models.CharField(max_length=12)
    days = models.PositiveSmallIntegerField(_("working days"))
    opened_on = models.DateField(_("shown from"))
    closes_on = models.DateField(_("shown until"))
    state = models.CharField(_("state"), max_length=6, choices=ListState.choices, default=ListState.OPEN)
    entries_count = models.PositiveIntegerField(_("lines of the list"), default=0)
    amount = MoneyField(_("total of the list"), default=0)
    digest = models.CharField(_("digest"), max_length=64, blank=True, default="")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("list made by"))
    made_at = models.DateTimeField(_("list made"))
    closed_at = models.DateTimeField(pgettext_lazy("publicity list", "closed"), null=True, blank=True)

    objects = PublicityListQuerySet.as_manager()

    class Meta:
        verbose_name = _("publicity list")
        verbose_name_plural = _("publicity lists")
        indexes = [
            models.Index(fields=["state", "closes_on", "id"], name="publicitylist_due"),
            models.Index(OpClass(F("region_code"), name="varchar_pattern_ops"), "id", name="publicitylist_region"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opened_on")), name="publicitylist_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state=ListState.OPEN, closed_at__isnull=True) | Q(state=ListState.CLOSED, closed_at__isnull=False),
                name="publicitylist_closed_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PublicityEntry(models.Model):
    """One line of a list, as it was shown: name and number masked for people, whole for units. Append-only.

    A claim is shown once a round: after an upheld objection it is checked again and shown again.
    """

    list = models.ForeignKey(PublicityList, on_delete=models.PROTECT, related_name="entries")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="publicity")
    round = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(_("number of the line"))
    shown = models.JSONField()  # name, code, headcount, amount, grants, basis

    class Meta:
        verbose_name = _("line of a publicity list")
        verbose_name_plural = _("lines of a publicity list")
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="publicityentry_line"),
            models.UniqueConstraint(fields=["claim", "round"], name="publicityentry_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ObjectionQuerySet(LockedQuerySet["Objection"]):
    """The words of the desk for objections."""

    def open(self) -> "ObjectionQuerySet":
        """Those that nobody has decided yet."""
        return self.filter(outcome=ObjectionOutcome.OPEN)

    def visible_to(self, user: object) -> "ObjectionQuerySet":
        """Objections to claims within the posts of `user`."""
        return self.filter(scope_filter(user, CASE_ROLES, "entry__claim__region_code", "entry__claim__station_id"))


class Objection(models.Model):
    """Somebody says that one line should not be granted; the line waits until another person than the voters has decided.

    Whoever objects is known to the bureau alone: name and contact are stored enciphered and stand on no public page.
    """

    entry = models.ForeignKey(PublicityEntry, on_delete=models.PROTECT, related_name="objections")
    region_code = models.CharField(max_length=12)
    name = EncryptedField(_("who objects"))
    contact = EncryptedField(_("how to reach them"))
    text = models.CharField(_("what is objected"), max_length=1000)
    channel = models.CharField(_("channel"), max_length=4, choices=ObjectionChannel.choices)
    sender = models.BinaryField(max_length=32, null=True)  # blind index of the network address, against floods
    received_at = models.DateTimeField(_("objection received"))
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("entered by"))
    outcome = models.CharField(_("what became of it"), max_length=9, choices=ObjectionOutcome.choices, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("objection decided by")
    )
    decided_at = models.DateTimeField(_("objection decided"), null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        indexes = [
            models.Index(fields=["received_at", "id"], condition=Q(outcome=""), name="objection_open"),
            models.Index(fields=["sender", "received_at"], name="objection_sender"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="") & ~Q(reason="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="objection_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(entered_by__isnull=True) | ~Q(decided_by=F("entered_by")),
                name="objection_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d}"
