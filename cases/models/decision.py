"""The decision, what it makes payable month by month, and the pauses in between."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from cases.models.claim import Assessment, Claim
from cases.models.resident import Resident
from cases.states import LetterKind
from core.models import LockedQuerySet
from core.money import MoneyField
from enterprises.models import Enterprise
from programmes.queries.labels import period as period_name
from stations.models import User


class Decision(models.Model):
    """The bureau's answer to a claim, by two people; the letter says how to appeal (C-11)."""

    number = models.CharField(_("number"), max_length=30, unique=True)
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="decision")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    granted = models.BooleanField(_("granted"))
    amount = MoneyField(_("amount"))
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    left_out = models.JSONField(_("left out"), default=list)  # periods paid for under an earlier claim
    worth = MoneyField(_("worth"), default=Decimal("0.00"))  # forgiven or deferred without a payment
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    #: The term's last day, where a further grant may follow it.
    renewable_on = models.DateField(_("to be renewed by"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"))
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            models.Index(fields=["renewable_on"], condition=Q(renewable_on__isnull=False), name="decision_renewable"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(renewable_on__isnull=True) | Q(granted=True), name="decision_refused_is_not_renewed"
            ),
            models.CheckConstraint(condition=~Q(checked_by=F("decided_by")), name="decision_two_people"),
            models.CheckConstraint(
                condition=Q(granted=True, amount__gte=0) | Q(granted=False, amount=0, worth=0),
                name="decision_refused_pays_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def taken_off(self) -> Decimal:
        """What was granted before an appeal, on its way or paid, and is too much by this decision, in yuan. One query."""
        return sum(self.lessened.values_list("amount", flat=True), Decimal("0.00"))


class InstalmentQuerySet(LockedQuerySet["Instalment"]):
    """The words of the desk for sets of instalments."""

    def unused(self) -> "QuerySet[Instalment, dict[str, Any]]":
        """Claims and months that were cancelled and not written anew: the person keeps them (社会保险法 art. 46)."""
        live = Instalment.objects.filter(claim_id=OuterRef("claim_id"), period=OuterRef("period"), cancelled_on__isnull=True)
        return self.filter(cancelled_on__isnull=False).exclude(Exists(live)).order_by().values("claim_id", "month").distinct()


class Rerating(models.Model):
    """That a running claim was looked at under newly published minimum wages, once a claim and law. Append-only.

    `months` are those not begun whose instalments were replaced, `by_hand` those begun that would have had another
    amount and were left to people; each holds month, before and after. Without either there is no new assessment.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reratings")
    law = models.CharField(max_length=64)  # the digest of the published wages
    before = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="rerating")
    months = models.JSONField(default=list)
    by_hand = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("re-rating")
        verbose_name_plural = _("re-ratings")
        constraints = [
            models.UniqueConstraint(fields=["claim", "law"], name="rerating_once"),
            models.CheckConstraint(
                condition=Q(assessment__isnull=True, months=[], by_hand=[])
                | (Q(assessment__isnull=False) & ~Q(months=[], by_hand=[])),
                name="rerating_rests_on_assessment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class Instalment(models.Model):
    """What is payable at one time: one an (applicant, programme, period) for ever.

    `period` names what is paid for: the month of a benefit that runs (2026-11), a stage, a year, a certificate, a list.
    `month` is the first day of the month from which it is payable.

    A cancelled instalment was never paid and frees its month for a later claim or for another amount. Payouts
    looks for instalments that have no line; nothing here knows whether it was paid.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="instalments")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="instalments")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="instalments")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="instalments")
    scheme = models.CharField(max_length=40)
    fund = models.CharField(max_length=10)
    region_code = models.CharField(max_length=12)
    month = models.DateField(_("month"))
    period = models.CharField(_("period"), max_length=60)
    amount = MoneyField(_("amount"))
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    rerating = models.ForeignKey(  # None: written by the decision
        Rerating, on_delete=models.PROTECT, null=True, blank=True, related_name="instalments", db_index=False
    )

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        indexes = [
            models.Index(fields=["month", "id"], condition=Q(cancelled_on__isnull=True), name="instalment_month"),
            models.Index(fields=["claim", "month"], name="instalment_claim"),
            models.Index(  # what a budget holds is read off the index
                fields=["scheme", "month"],
                include=["amount", "region_code"],
                condition=Q(cancelled_on__isnull=True),
                name="instalment_budget",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "scheme", "period"],
                condition=Q(cancelled_on__isnull=True),
                name="instalment_once_for_ever",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "scheme", "period"],
                condition=Q(cancelled_on__isnull=True, enterprise__isnull=False),
                name="instalment_once_for_ever_unit",
            ),
            models.CheckConstraint(
                condition=Q(resident__isnull=False, enterprise__isnull=True) | Q(resident__isnull=True, enterprise__isnull=False),
                name="instalment_of_one_payee",
            ),
            models.CheckConstraint(condition=~Q(period=""), name="instalment_names_period"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_pays_something"),
            models.CheckConstraint(condition=Q(month__day=1), name="instalment_month_is_first_day"),
        ]

    def __str__(self) -> str:
        return self.period

    @property
    def period_words(self) -> str:
        """What it is for, as a reader wants it."""
        return period_name(self.period)


class Lessened(models.Model):
    """What a decision on appeal takes off an instalment of the decision before that could not be cancelled any more.

    Payouts looks for what was paid of it: that much has to come back. Append-only.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lessened")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="lessened")
    amount = MoneyField(_("amount"))

    class Meta:
        verbose_name = _("amount taken off on appeal")
        verbose_name_plural = _("amounts taken off on appeal")
        constraints = [
            models.UniqueConstraint(fields=["decision", "instalment"], name="lessened_once_a_decision"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="lessened_by_something"),
        ]

    def __str__(self) -> str:
        return f"{self.instalment_id} {self.amount}"


class Suspension(models.Model):
    """A pause of a granted claim (中止); no two overlap, and instalments of its months are held."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="suspensions")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    suspended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    resumed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = [
            models.CheckConstraint(
                condition=Q(resumed_by__isnull=True) | ~Q(resumed_by=F("suspended_by")), name="suspension_two_people"
            ),
            ExclusionConstraint(
                name="suspension_no_overlap",
                expressions=[
                    ("claim", RangeOperators.EQUAL),
                    (Func("from_on", "until_on", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m-%d}"


class Letter(models.Model):
    """A letter as it was issued: the bytes are kept, so a reprint is the same paper. Append-only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind.choices)
    about = models.CharField(max_length=20, blank=True, default="")  # which of several, e.g. the day of a suspension
    number = models.CharField(_("number"), max_length=30, unique=True)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [models.UniqueConstraint(fields=["claim", "kind", "about"], name="letter_once")]

    def __str__(self) -> str:
        return self.number
