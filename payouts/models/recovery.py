"""What was paid and has to come back (社会保险法 art. 88; 社会保险经办条例 art. 46, 55): found, ordered, repaid, given up."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models import Claim, Instalment, Resident
from core.money import ZERO, MoneyField
from enterprises.models import Enterprise
from payouts.models.line import Line
from payouts.states import RECOVERY, Cause, EntryKind, RecoveryState
from stations.models import ScopedQuerySet, Station, User
from stations.states import CASE_ROLES, FINANCE_ROLES


class RecoveryQuerySet(ScopedQuerySet["Recovery"]):
    """Recoveries; the desks and checkers of the place see them, and the finance people and auditors of the league."""

    visible_roles = (*CASE_ROLES, *FINANCE_ROLES)

    def owed(self) -> "RecoveryQuerySet":
        """Those that are ordered and not yet closed."""
        return self.filter(state__in=[RecoveryState.ORDERED, RecoveryState.REPAYING])

    def with_settled(self) -> "RecoveryQuerySet":
        """Each with `.settled`: yuan repaid, set off and written off, as two people confirmed it."""
        settled = Sum("entries__amount", filter=Q(entries__confirmed_at__isnull=False), default=ZERO)
        return self.annotate(settled=settled)


class Recovery(models.Model):
    """What one payee has to give back of one claim: proposed by one person, ordered by another.

    `amount` is the sum of the items. What is still owed is `amount` less the confirmed entries and stored nowhere; the
    books hold the same figure as a receivable of the fund in the league.
    """

    number = models.CharField(_("number"), max_length=30, unique=True)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="recoveries", verbose_name=_("claim"))
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="recoveries", verbose_name=_("resident"))
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, related_name="recoveries", verbose_name=_("enterprise"))
    fund = models.CharField(_("fund"), max_length=10)
    league_code = models.CharField(_("league"), max_length=12)
    region_code = models.CharField(max_length=12)
    station = models.ForeignKey(Station, models.PROTECT, null=True, related_name="+", verbose_name=_("station"))
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices)
    state = models.CharField(_("state"), max_length=12, choices=RecoveryState.choices, default=RecoveryState.FOUND)
    amount = MoneyField(_("amount"))
    reason = models.CharField(_("what it rests on"), max_length=500, blank=True, default="")
    heard = models.CharField(_("what the payee said"), max_length=500, blank=True, default="")
    fine_note = models.CharField(_("fine"), max_length=300, blank=True, default="")
    found_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("found by"))
    found_at = models.DateTimeField(_("found"))
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"), null=True)
    ordered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("ordered by"))
    ordered_on = models.DateField(_("ordered on"), null=True)
    due_on = models.DateField(_("to be repaid by"), null=True)
    agreed_on = models.DateField(_("agreed on"), null=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("agreed by"))
    agreement = models.PositiveSmallIntegerField(default=0)  # which agreement is in force; an earlier plan stays as it was
    settled_before = MoneyField(default=Decimal("0.00"))  # what had come back before that agreement
    closed_on = models.DateField(_("closed on"), null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("cancelled by"))
    cancel_reason = models.CharField(_("reason"), max_length=500, blank=True, default="")

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("recovery")
        verbose_name_plural = _("recoveries")
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="recovery_state"),
            models.Index(fields=["claim"], name="recovery_claim"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=False, enterprise__isnull=True) | Q(resident__isnull=True, enterprise__isnull=False),
                name="recovery_of_one_payee",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="recovery_asks_something"),
            models.CheckConstraint(
                condition=Q(ordered_by__isnull=True) | (Q(proposed_by__isnull=False) & ~Q(ordered_by=F("proposed_by"))),
                name="recovery_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["found", "proposed", "cancelled"])
                | Q(ordered_by__isnull=False, ordered_on__isnull=False, due_on__isnull=False),
                name="recovery_ordered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled")
                | (Q(cancelled_by__isnull=False) & ~Q(cancel_reason="") & ~Q(cancelled_by=F("ordered_by")))
                | Q(ordered_by__isnull=True, cancelled_by__isnull=False),
                name="recovery_cancelled_by_another",
            ),
            models.CheckConstraint(condition=~Q(cause="loan") | Q(agreement=1), name="recovery_loan_keeps_plan"),
            models.CheckConstraint(
                condition=Q(state__in=["settled", "set_off", "written_off", "cancelled"], closed_on__isnull=False)
                | Q(state__in=["found", "proposed", "ordered", "repaying"], closed_on__isnull=True),
                name="recovery_closed_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The recovery's page."""
        return reverse("payouts:recovery_show", args=[self.pk])

    @property
    def payee(self) -> Any:
        """Who has to pay; select `resident` and `enterprise` along where many are shown."""
        return self.enterprise or self.resident

    def move(self, verb: str) -> None:
        """The state that `verb` leads to; raises WrongState. Saving is the caller's."""
        self.state = RECOVERY.after(verb, self.state)


class RecoveryItem(models.Model):
    """One payment of which something has to come back. A payment stands in one recovery that counts."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="items")
    line = models.ForeignKey(Line, models.PROTECT, related_name="recovery_items")
    amount = MoneyField(_("amount"))
    counts = models.BooleanField(default=True)  # no longer once the recovery is cancelled

    class Meta:
        verbose_name = _("item of the recovery")
        verbose_name_plural = _("items of the recovery")
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(counts=True), name="recoveryitem_once_a_payment"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="recoveryitem_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}"


class RecoveryPart(models.Model):
    """One part of a repayment agreement (还款协议)."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="parts")
    agreement = models.PositiveSmallIntegerField()
    no = models.PositiveSmallIntegerField()
    due_on = models.DateField(_("due on"))
    amount = MoneyField(_("amount"))

    class Meta:
        verbose_name = _("part of the agreement")
        verbose_name_plural = _("parts of the agreement")
        constraints = [
            models.UniqueConstraint(fields=["recovery", "agreement", "no"], name="recoverypart_one_a_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="recoverypart_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.no}"


class RecoveryEntry(models.Model):
    """What makes the debt smaller: money in, an instalment set off, an amount written off. It counts once two people said so.

    `reference` is the bank's number of the money in, otherwise what the entry rests on.
    """

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind.choices)
    amount = MoneyField(_("amount"))
    on = models.DateField(_("day"))
    reference = models.CharField(_("rests on"), max_length=300)
    instalment = models.ForeignKey(Instalment, models.PROTECT, null=True, related_name="+", verbose_name=_("instalment"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("taken back by"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        verbose_name = _("entry of the recovery")
        verbose_name_plural = _("entries of the recovery")
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=Q(kind="paid_in", withdrawn_at__isnull=True), name="recoveryentry_money_once"
            ),
            models.UniqueConstraint(
                fields=["instalment"], condition=Q(withdrawn_at__isnull=True), name="recoveryentry_instalment_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")), name="recoveryentry_two_people"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, withdrawn_at__isnull=True),
                name="recoveryentry_confirmed_or_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(kind="set_off", instalment__isnull=False)
                | Q(kind__in=["paid_in", "write_off"], instalment__isnull=True),
                name="recoveryentry_sets_off_an_instalment",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="recoveryentry_is_something"),
            models.CheckConstraint(condition=~Q(reference=""), name="recoveryentry_rests_on_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
