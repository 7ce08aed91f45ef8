"""Piece work (计件零工): the firm's order, its deposit, and who works on it."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from core.models import LockedQuerySet
from core.money import MoneyField
from enterprises.models import Enterprise
from jobs.states.piece import Movement, PieceState
from stations.models import ScopedQuerySet, Station, User


class PieceOrder(models.Model):
    """Work that a unit gives out by the piece at a station. `rate` is yuan for a good piece and never changes.

    The money in here is the firm's and the workers': no fund pays it, and it never enters the ledger or a payout. What the
    station keeps is the payroll book (工资支付台账), for three years at least (保障农民工工资支付条例 art. 15). `deposit` is the
    firm's money in the station's hand, in yuan; Postgres moves it with each entry of `PieceDeposit` and never below zero.
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="piece_orders", verbose_name=_("unit"))
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name=_("station"))
    region_code = models.CharField(max_length=12, editable=False)
    article = models.CharField(_("article"), max_length=40)
    measure = models.CharField(pgettext_lazy("piece order", "counted in"), max_length=6, default="件")
    rate = models.DecimalField(_("yuan for a good piece"), max_digits=10, decimal_places=4)
    quantity = models.PositiveIntegerField(_("pieces ordered"))
    starts_on = models.DateField(_("work begins on"))
    due_on = models.DateField(_("to be delivered on"))
    quality = models.TextField(_("what a good piece is"), max_length=600)
    deposit = MoneyField(_("deposit left (CNY)"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=PieceState.choices, default=PieceState.OPEN)
    state_note = models.CharField(_("reason"), max_length=300, blank=True, default="")
    created_at = models.DateTimeField(pgettext_lazy("piece order", "logged"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submit_token = models.UUIDField(unique=True, null=True, editable=False)  # of the form at the desk
    purged_at = models.DateTimeField(_("names struck out"), null=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece order")
        verbose_name_plural = _("piece orders")
        indexes = [
            models.Index(fields=["region_code", "id"], name="pieceorder_region", opclasses=["varchar_pattern_ops", "int8_ops"]),
            models.Index(fields=["station", "id"], name="pieceorder_station"),
            models.Index(fields=["due_on", "id"], name="pieceorder_to_purge", condition=~Q(state="open") & Q(purged_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(rate__gt=0), name="pieceorder_has_a_rate"),
            models.CheckConstraint(condition=Q(quantity__range=(1, 10_000_000)), name="pieceorder_has_a_quantity"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="pieceorder_due_after_start"),
            models.CheckConstraint(condition=Q(deposit__gte=0), name="pieceorder_deposit_not_below_zero"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(state_note=""), name="pieceorder_cancelled_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise.name} {self.article}"

    def get_absolute_url(self) -> str:
        """The order's page."""
        return reverse("jobs:pieceorder_show", args=[self.pk])

    @property
    def plain_rate(self) -> str:
        """The rate without idle zeros, two decimals at least: 0.50, 0.125."""
        whole, _dot, part = f"{self.rate:.4f}".partition(".")
        return f"{whole}.{part.rstrip('0').ljust(2, '0')}"


class PieceDeposit(models.Model):
    """One movement of the firm's deposit, in yuan: in is positive, out negative. Append-only."""

    order = models.ForeignKey(PieceOrder, on_delete=models.PROTECT, related_name="deposits")
    kind = models.CharField(_("what"), max_length=8, choices=Movement.choices)
    amount = MoneyField(_("amount (CNY)"))
    on = models.DateField(_("day"))
    settlement = models.OneToOneField(
        "jobs.PieceSettlement", on_delete=models.PROTECT, null=True, blank=True, related_name="movement"
    )
    reference = models.CharField(_("receipt or reference"), max_length=60, blank=True, default="")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    submit_token = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        verbose_name = _("movement of a deposit")
        verbose_name_plural = _("movements of a deposit")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="paid_in", amount__gt=0, settlement__isnull=True)
                | Q(kind="returned", amount__lt=0, settlement__isnull=True)
                | Q(kind="settled", settlement__isnull=False),
                name="piecedeposit_has_its_sign",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


class PieceWorker(models.Model):
    """Somebody on the roster of an order: a resident, or a person not logged yet, known by name, mobile and birth date.

    Once the months of the book are over the row is nobody's: name, mobile, birth date and person are struck out.
    `number` counts from 1 on the order and stands on the sheet. Whoever left may come back: `left_on` is emptied then.
    """

    order = models.ForeignKey(PieceOrder, on_delete=models.PROTECT, related_name="workers")
    number = models.PositiveSmallIntegerField(pgettext_lazy("piece worker", "no."))
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="piece_work")
    name = models.CharField(_("name"), max_length=25)
    mobile = models.CharField(_("mobile"), max_length=11, blank=True, default="")
    born_on = models.DateField(_("date of birth"))
    joined_on = models.DateField(_("works since"))
    left_on = models.DateField(_("worked until"), null=True, blank=True)
    text_agreed_at = models.DateTimeField(_("text messages agreed to"), null=True, blank=True)
    purged_at = models.DateTimeField(null=True, editable=False)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker of a piece order")
        verbose_name_plural = _("workers of piece orders")
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="pieceworker_one_number"),
            models.UniqueConstraint(fields=["order", "resident"], name="pieceworker_resident_once"),
            models.UniqueConstraint(
                fields=["order", "name", "mobile"], condition=Q(resident__isnull=True), name="pieceworker_person_once"
            ),
            models.CheckConstraint(
                condition=Q(resident__isnull=False) | ~Q(mobile="") | Q(purged_at__isnull=False),
                name="pieceworker_can_be_reached",
            ),
            models.CheckConstraint(
                condition=Q(purged_at__isnull=True) | Q(resident__isnull=True, mobile="", born_on=date(1900, 1, 1)),
                name="pieceworker_purged_is_nobody",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="pieceworker_leaves_after_joining"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The worker's line on the roster."""
        return f"{reverse('jobs:pieceworker_list', args=[self.order_id])}#w{self.number}"
