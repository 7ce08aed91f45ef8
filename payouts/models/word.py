"""The bank's word on lines and batches, and doubt where it has not given it. Rows here are only ever added."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import LockedQuerySet
from payouts.models.batch import Batch
from payouts.models.line import Line
from payouts.states import DoubtWord, Outcome
from stations.models import User, scope_filter
from stations.states import FINANCE_ROLES, Role


class AnswerQuerySet(LockedQuerySet["Answer"]):
    """Files of the bank."""

    def visible_to(self, user: Any) -> "AnswerQuerySet":
        """Those of the regions within the finance and audit posts that `user` holds."""
        return self.filter(scope_filter(user, (*FINANCE_ROLES, Role.AUDITOR), station="pk__isnull"))


class Answer(models.Model):
    """One file of the bank, taken in once: its hash is unique. The figures count its lines by what became of them."""

    file_hash = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16)
    name = models.CharField(_("file"), max_length=200)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="answers")
    region_code = models.CharField(max_length=12, default="150000")  # of its batch; the whole land where it has many
    received_at = models.DateTimeField(_("received"))
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("received by"))
    on_day = models.DateField(_("booking day"), null=True)
    lines = models.PositiveIntegerField(_("lines"), default=0)
    paid = models.PositiveIntegerField(_("paid"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    pending = models.PositiveIntegerField(_("pending"), default=0)
    returned = models.PositiveIntegerField(_("returned"), default=0)
    repeated = models.PositiveIntegerField(_("said before"), default=0)
    excepted = models.PositiveIntegerField(_("exceptions"), default=0)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank answer")
        verbose_name_plural = _("bank answers")

    def __str__(self) -> str:
        return self.name


class Result(models.Model):
    """Paid or failed: one a line for ever, append-only. A second, other word is an exception for a person."""

    line = models.OneToOneField(Line, models.PROTECT, primary_key=True, related_name="result", db_constraint=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    outcome = models.SmallIntegerField(_("outcome"), choices=Outcome.choices)
    needs_account = models.BooleanField(default=False)  # payable again only after a second person confirmed an account
    on_day = models.DateField(_("booked on"))
    at = models.DateTimeField(_("moment"))
    reason_code = models.CharField(max_length=16, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        indexes = [models.Index(fields=["line"], condition=Q(outcome=2), name="result_failed")]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="result_known_outcome"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.FAILED) | Q(needs_account=False), name="result_paid_needs_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.get_outcome_display()}"


class Return(models.Model):
    """Money that came back after it was paid (退票). Append-only."""

    line = models.OneToOneField(Line, models.PROTECT, primary_key=True, related_name="returned", db_constraint=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", db_constraint=False)
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+")
    on_day = models.DateField(_("booked on"))
    at = models.DateTimeField(_("moment"))
    reason_code = models.CharField(max_length=16, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")

    def __str__(self) -> str:
        return f"{self.line_id} {self.on_day}"


class Doubt(models.Model):
    """Whether money left is not known. One person writes down what the bank says, another confirms it (E-7)."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="doubts", verbose_name=_("batch"))
    line = models.ForeignKey(
        Line, models.PROTECT, null=True, blank=True, related_name="doubts", verbose_name=_("line"), db_constraint=False
    )
    cause = models.CharField(_("cause"), max_length=40)
    opened_at = models.DateTimeField(_("opened"))
    said = models.CharField(_("the bank's word"), max_length=12, choices=DoubtWord.choices, blank=True, default="")
    evidence = models.CharField(_("who said so, when, how"), max_length=500, blank=True, default="")
    said_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written down by"))
    said_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("doubt")
        verbose_name_plural = _("doubts")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (Q(said_by__isnull=False, confirmed_at__isnull=False) & ~Q(said="") & ~Q(confirmed_by=F("said_by"))),
                name="doubt_two_people",
            ),
            models.UniqueConstraint(
                fields=["batch"], condition=Q(line__isnull=True, confirmed_at__isnull=True), name="doubt_one_open_a_batch"
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(line__isnull=False, confirmed_at__isnull=True), name="doubt_one_open_a_line"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.cause}"
