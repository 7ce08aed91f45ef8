"""Piece work by the day: the sheet, the settlement of the evening, each worker's receipt, and a worker's word against it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.money import MoneyField
from jobs.models.arrears import ArrearsCase
from jobs.models.piece import PieceOrder, PieceWorker
from jobs.states.piece import DisputeOutcome, Payer
from stations.models import User


class PieceSettlement(models.Model):
    """The evening of an order and day: written once, final, its totals tied to its lines at commit. Amounts are yuan.

    `advances` were paid out during the day by the same payer, so `paid` + `advances` left the payer's hand. The money is the
    firm's: the record is a page of its payroll book, not a payment of this portal.
    """

    order = models.ForeignKey(PieceOrder, on_delete=models.PROTECT, related_name="settlements")
    on = models.DateField(_("day"))
    rate = models.DecimalField(_("yuan for a good piece"), max_digits=10, decimal_places=4)
    payer = models.CharField(_("paid by"), max_length=7, choices=Payer.choices)
    reference = models.CharField(_("receipt or reference"), max_length=60, blank=True, default="")
    workers = models.PositiveIntegerField(_("number of workers"))
    good = models.IntegerField(_("good pieces"))
    rejected = models.IntegerField(_("rejected pieces"))
    earned = MoneyField(_("earned (CNY)"))
    advances = MoneyField(_("advances (CNY)"))
    brought = MoneyField(_("taken off from before (CNY)"))
    paid = MoneyField(_("paid in the evening (CNY)"))
    rest = MoneyField(_("to be taken off later (CNY)"))
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("settlement of a day")
        verbose_name_plural = _("settlements of days")
        constraints = [
            models.UniqueConstraint(fields=["order", "on"], name="piecesettlement_once_a_day"),
            models.CheckConstraint(
                condition=Q(earned=F("paid") + F("advances") + F("brought") - F("rest")), name="piecesettlement_totals_tie"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The settlement's page."""
        return reverse("jobs:piecesettlement_show", args=[self.pk])


class PieceLine(models.Model):
    """What one worker made on one day; until the day is settled it may be put right, afterwards only countered.

    A correction is a line of a later day that names the line it corrects and holds the difference, which may be negative.
    `version` counts the changes, so that a page opened earlier does not undo a colleague's entry.
    """

    order = models.ForeignKey(PieceOrder, on_delete=models.PROTECT, related_name="lines")
    worker = models.ForeignKey(PieceWorker, on_delete=models.PROTECT, related_name="lines")
    on = models.DateField(_("day"))
    good = models.IntegerField(_("good pieces"), default=0)
    rejected = models.IntegerField(_("rejected pieces"), default=0)
    reason = models.CharField(_("why rejected"), max_length=60, blank=True, default="")
    advance = MoneyField(_("advance (CNY)"), default=0)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    settlement = models.ForeignKey(PieceSettlement, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("line of the day's sheet")
        verbose_name_plural = _("lines of the day's sheet")
        indexes = [models.Index(fields=["worker", "on"], name="pieceline_worker")]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "on", "worker"], condition=Q(corrects__isnull=True), name="pieceline_one_a_day"
            ),
            models.UniqueConstraint(
                fields=["corrects", "on"], condition=Q(corrects__isnull=False), name="pieceline_one_correction_a_day"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=False) | Q(good__gte=0, rejected__gte=0, advance__gte=0),
                name="pieceline_only_a_correction_is_negative",
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__range=(0, 24)) | Q(corrects__isnull=False, hours__range=(-24, 24)),
                name="pieceline_hours_of_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(rejected__gt=0) | Q(corrects__isnull=False) | ~Q(reason=""), name="pieceline_rejected_with_reason"
            ),
            models.CheckConstraint(condition=Q(corrects__isnull=True) | ~Q(reason=""), name="pieceline_corrected_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.on:%Y-%m-%d}"


class PiecePay(models.Model):
    """What one worker was paid on one evening: the line of the payroll book and the receipt. Final. Amounts are yuan.

    `token` opens the worker's own page of it without an account.
    """

    settlement = models.ForeignKey(PieceSettlement, on_delete=models.PROTECT, related_name="pays")
    worker = models.ForeignKey(PieceWorker, on_delete=models.PROTECT, related_name="pays")
    on = models.DateField(_("day"))
    good = models.IntegerField(_("good pieces"))
    rejected = models.IntegerField(_("rejected pieces"))
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, null=True, blank=True)
    earned = MoneyField(_("earned (CNY)"))
    advance = MoneyField(_("advance (CNY)"))
    brought = MoneyField(_("taken off from before (CNY)"))
    paid = MoneyField(_("paid in the evening (CNY)"))
    rest = MoneyField(_("to be taken off later (CNY)"))
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("piece work", "receipt")
        verbose_name_plural = pgettext_lazy("piece work", "receipts")
        indexes = [
            models.Index(fields=["on", "id"], name="piecepay_day"),
            models.Index(fields=["worker", "on"], name="piecepay_worker"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "worker"], name="piecepay_one_a_worker"),
            models.CheckConstraint(condition=Q(earned=F("paid") + F("advance") + F("brought") - F("rest")), name="piecepay_ties"),
            models.CheckConstraint(
                condition=Q(paid__gte=0, rest__gte=0, brought__gte=0) & (Q(paid=0) | Q(rest=0)), name="piecepay_nobody_pays_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The receipt as its worker sees it."""
        return reverse("jobs:receipt_show", args=[self.token])


class PieceDispute(models.Model):
    """That a worker says a receipt is not right: kept, looked into by the station, decided once with a reason.

    `arrears` is the report of unpaid wages that it went on as; only whoever knows that matter's reporter reads the link.
    """

    pay = models.ForeignKey(PiecePay, on_delete=models.PROTECT, related_name="disputes")
    text = models.CharField(_("what is not right"), max_length=500)
    received_at = models.DateTimeField(_("received"))
    outcome = models.CharField(_("what became of it"), max_length=9, choices=DisputeOutcome.choices, blank=True, default="")
    reason = models.CharField(pgettext_lazy("complaint", "what was found"), max_length=500, blank=True, default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    arrears = models.OneToOneField(ArrearsCase, on_delete=models.PROTECT, null=True, blank=True, related_name="dispute")

    class Meta:
        verbose_name = pgettext_lazy("piece work", "complaint about a receipt")
        verbose_name_plural = pgettext_lazy("piece work", "complaints about receipts")
        constraints = [
            models.UniqueConstraint(fields=["pay"], condition=Q(outcome=""), name="piecedispute_one_open"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="") & ~Q(reason="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="piecedispute_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pay_id} {self.received_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The complaint at the desk."""
        return reverse("jobs:piecedispute_decide", args=[self.pk])
