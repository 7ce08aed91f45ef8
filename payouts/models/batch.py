"""The batch, the order to collect one, and how far collecting has looked."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.money import MoneyField
from payouts.states import BATCH, BatchState, CollectionState
from stations.models import ScopedQuerySet, User, scope_filter
from stations.states import FINANCE_ROLES, Role


class BatchQuerySet(ScopedQuerySet["Batch"]):
    """Batches; finance people and auditors of the region see them."""

    visible_roles = (*FINANCE_ROLES, Role.AUDITOR)

    def visible_to(self, user: Any) -> "BatchQuerySet":
        """Those of the leagues within the user's posts; a batch belongs to no station."""
        return self.filter(scope_filter(user, self.visible_roles, station="pk__isnull"))


class Batch(models.Model):
    """What one fund pays in one league on one pay day: made by one person, released by another (E-7).

    Totals and digest cover the sealed lines. `paid_count` and what follows are kept by the reading of answers.
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    fund = models.CharField(_("fund"), max_length=10)
    league_code = models.CharField(_("league"), max_length=12)
    region_code = models.CharField(max_length=12)
    month = models.DateField(_("month"))
    pay_on = models.DateField(_("pay day"))
    seq = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=BatchState.choices, default=BatchState.COLLECTED)
    line_count = models.PositiveIntegerField(_("lines"), default=0)
    total = MoneyField(_("total"), default=Decimal("0.00"))
    held_count = models.PositiveIntegerField(_("held at collecting"), default=0)
    control_digest = models.CharField(_("control digest"), max_length=64, blank=True, default="")
    seal_no = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    sealed_at = models.DateTimeField(_("sealed"), null=True, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("released by"))
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    sending_at = models.DateTimeField(_("sending since"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cancelled by")
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    file_name = models.CharField(_("file"), max_length=60, blank=True, default="")
    file_digest = models.CharField(max_length=64, blank=True, default="")
    paid_count = models.PositiveIntegerField(_("paid"), default=0)
    paid_total = MoneyField(default=Decimal("0.00"))
    failed_count = models.PositiveIntegerField(_("failed"), default=0)
    failed_total = MoneyField(default=Decimal("0.00"))
    returned_count = models.PositiveIntegerField(_("returned"), default=0)
    returned_total = MoneyField(default=Decimal("0.00"))

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        indexes = [models.Index(fields=["state", "id"], name="batch_state")]
        constraints = [
            models.UniqueConstraint(fields=["fund", "league_code", "pay_on", "seq"], name="batch_one_a_fund_league_day"),
            models.CheckConstraint(condition=Q(released_by__isnull=True) | ~Q(released_by=F("made_by")), name="batch_two_people"),
            models.CheckConstraint(
                condition=Q(state__in=["collected", "sealed", "cancelled"])
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="batch_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="collected")
                | (~Q(control_digest="") & Q(line_count__gt=0) & Q(total__gt=0))
                | Q(state="cancelled"),
                name="batch_sealed_with_totals",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="batch_month_is_first_day"),
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="batch_known_state"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The batch's page."""
        return reverse("payouts:batch_show", args=[self.pk])

    def move(self, verb: str) -> None:
        """The state that `verb` leads to; raises WrongState. Saving is the caller's."""
        self.state = BATCH.after(verb, self.state)

    @property
    def open_count(self) -> int:
        """Sealed lines of which the bank has not spoken yet."""
        return self.line_count - self.paid_count - self.failed_count


class Collection(models.Model):
    """A collect that somebody asked for on the page: the row is the work order and shows the progress."""

    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=10, choices=CollectionState.choices, default=CollectionState.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    leagues_done = models.PositiveSmallIntegerField(default=0)
    leagues = models.PositiveSmallIntegerField(default=0)
    batches = models.JSONField(default=list)
    lines = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    sentence = models.CharField(max_length=300, blank=True, default="")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("collecting order")
        verbose_name_plural = _("collecting orders")
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by"], condition=Q(state__in=["asked", "running"]), name="collection_one_open_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.state}"


class Sweep(models.Model):
    """Collecting has looked at every instalment of `league_code` up to `month` with an id up to `up_to`.

    So the next collect looks at newer months and newer ids only, however many years lie on disk.
    """

    league_code = models.CharField(max_length=12, unique=True)
    month = models.DateField()
    up_to = models.BigIntegerField()

    class Meta:
        verbose_name = _("mark of collecting")
        verbose_name_plural = _("marks of collecting")

    def __str__(self) -> str:
        return f"{self.league_code} {self.month:%Y-%m} {self.up_to}"
