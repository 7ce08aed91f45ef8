"""The line: one try to pay one instalment. Written once; what becomes of it is told by rows beside it."""

from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cases.models import Instalment
from core.fields import EncryptedField
from core.models import LockedQuerySet
from core.money import MoneyField
from payouts.models.batch import Batch
from payouts.states import Hold, LineState, Outcome, Settlement, Standing
from stations.models import scope_filter
from stations.states import FINANCE_ROLES, Role

KEY_DIGITS = 7


class LineQuerySet(LockedQuerySet["Line"]):
    """Lines, and the words that finance people use for them."""

    def visible_to(self, user: Any) -> "LineQuerySet":
        """Those of the regions within the finance and audit posts that `user` holds."""
        return self.filter(scope_filter(user, (*FINANCE_ROLES, Role.AUDITOR), station="pk__isnull"))

    def held(self) -> "LineQuerySet":
        """Lines that wait for something to be put right."""
        return self.filter(standing=Standing.HELD)

    def sealed(self) -> "LineQuerySet":
        """Lines that count in their batch."""
        return self.filter(standing=Standing.SEALED)

    def with_state(self) -> "LineQuerySet":
        """Each with `.state` (LineState), judged in this order: paid as two people settled it, own standing, return, result,
        doubt or open exception, batch."""
        doubts = self.model._meta.get_field("doubts").related_model._default_manager
        doubt = doubts.filter(line=OuterRef("pk"), confirmed_at__isnull=True)
        exceptions = self.model._meta.get_field("exceptions").related_model._default_manager.filter(line=OuterRef("pk"))
        unclear = exceptions.filter(confirmed_at__isnull=True)
        after_all = exceptions.filter(confirmed_at__isnull=False, settlement=Settlement.PAID, blocks=True)
        told = (
            (LineState.PAID, Exists(after_all)),
            (LineState.WITHDRAWN, Q(standing=Standing.WITHDRAWN) | Q(batch__state="cancelled")),
            (LineState.HELD, Q(standing=Standing.HELD)),
            (LineState.RETURNED, Q(returned__isnull=False)),
            (LineState.PAID, Q(result__outcome=Outcome.PAID)),
            (LineState.FAILED, Q(result__outcome=Outcome.FAILED)),
            (LineState.DOUBTFUL, Q(batch__state="doubtful") | Exists(doubt) | Exists(unclear)),
            (LineState.SENT, Q(batch__state__in=["sent", "answered", "closed"])),
            (LineState.SENDING, Q(batch__state="sending")),
        )
        whens = [When(condition, then=Value(state.value)) for state, condition in told]
        return self.annotate(state=Case(*whens, default=Value(LineState.SEALED.value), output_field=CharField()))


class Line(models.Model):
    """One try to pay one instalment, with name, account and amount as they were when it was sealed.

    Row foreign keys are off on purpose: they are two thirds of the cost of a million lines. The statement trigger
    `line_refers` proves the same set-wise, and neither batches nor instalments are ever deleted.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="lines", db_constraint=False, db_index=False)
    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="lines", db_constraint=False, db_index=False)
    resident_id = models.BigIntegerField(null=True)
    enterprise_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)  # of cases for a person, of enterprises for a unit
    line_no = models.IntegerField(_("no."), null=True)
    attempt = models.SmallIntegerField(_("try"), default=1)
    standing = models.SmallIntegerField(choices=Standing.choices)
    hold_reason = models.SmallIntegerField(_("reason"), choices=Hold.choices, default=Hold.NONE)
    amount = MoneyField(_("amount"))
    month = models.DateField(_("month"))
    made_at = models.DateTimeField()
    fund = models.CharField(max_length=10)
    scheme = models.CharField(_("programme"), max_length=40)
    league_code = models.CharField(max_length=12)
    region_code = models.CharField(max_length=12)
    holder_name = models.CharField(_("account holder"), max_length=100, blank=True)
    last4 = models.CharField(max_length=4, blank=True)
    cnaps = models.CharField(max_length=12, blank=True)
    account_hash = models.BinaryField(max_length=32, null=True)
    account_cipher = EncryptedField(null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        indexes = [
            models.Index(fields=["league_code", "fund", "id"], condition=~Q(standing=1), name="line_held"),
            BrinIndex(fields=["month"], name="line_month"),  # costs nothing; months lie together on disk
        ]
        constraints = [
            models.UniqueConstraint(fields=["instalment", "attempt"], name="line_one_a_try"),
            models.UniqueConstraint(fields=["batch", "line_no"], name="line_one_a_number"),
            models.CheckConstraint(
                condition=Q(standing=0, batch__isnull=True, line_no__isnull=True, hold_reason__gt=0)
                | Q(standing=1, batch__isnull=False, line_no__gt=0, hold_reason=0, account_cipher__isnull=False)
                | Q(standing=2, batch__isnull=False, line_no__gt=0, hold_reason__gt=0),
                name="line_held_or_numbered",
            ),
            models.CheckConstraint(condition=Q(standing=0) | Q(amount__gt=0), name="line_pays_something"),
        ]

    def __str__(self) -> str:
        return self.key if self.batch_id else f"{self.month:%Y-%m}"

    @property
    def state_label(self) -> str:
        """The state in words, where `with_state` told it."""
        return LineState(self.state).label

    @property
    def word(self) -> Any:
        """The bank's Result, or None; select `result` along where many lines are shown."""
        return getattr(self, "result", None)

    @property
    def money_back(self) -> Any:
        """The Return, or None; select `returned` along where many lines are shown."""
        return getattr(self, "returned", None)

    @property
    def key(self) -> str:
        """The bank's name of the line (行标识): unique for ever, never used for a second try; empty while held."""
        return f"{self.batch.number}-{self.line_no:0{KEY_DIGITS}d}" if self.batch else ""
