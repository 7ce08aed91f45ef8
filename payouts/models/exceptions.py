"""What the bank said that nobody may guess about: one person proposes how to settle it, another confirms."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import LockedQuerySet
from core.money import MoneyField
from payouts.models.batch import Batch
from payouts.models.line import Line
from payouts.models.word import Answer
from payouts.states import ExceptionKind, Settlement
from stations.models import User, scope_filter
from stations.states import FINANCE_ROLES, Role

SAID = {"S": _("paid"), "F": _("failed"), "P": _("pending"), "R": _("returned")}


class BankExceptionQuerySet(LockedQuerySet["BankException"]):
    """Exceptions; finance people and auditors of the region see them."""

    def visible_to(self, user: Any) -> "BankExceptionQuerySet":
        """Those of the regions within the finance and audit posts that `user` holds."""
        return self.filter(scope_filter(user, (*FINANCE_ROLES, Role.AUDITOR), station="pk__isnull"))

    def open(self) -> "BankExceptionQuerySet":
        """Those that wait for a person."""
        return self.filter(confirmed_at__isnull=True)


class BankException(models.Model):
    """One line of an answer that was not applied. It keeps the row of the file, but of the account four digits only.

    `blocks` holds while the instalment of `line` may not be tried again: the try is dead by our books, and the bank says
    otherwise. It stays for good where two people settle that the money reached the person.
    """

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="exceptions", verbose_name=_("bank answer"))
    row_no = models.PositiveIntegerField(_("row of the file"))
    kind = models.CharField(_("kind"), max_length=24, choices=ExceptionKind.choices)
    key = models.CharField(_("line as the bank names it"), max_length=64)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="exceptions", verbose_name=_("batch"))
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="exceptions", db_constraint=False, db_index=False)
    region_code = models.CharField(max_length=12)
    said = models.CharField(_("what the bank says"), max_length=4, blank=True, default="")
    amount = MoneyField(_("amount"), null=True)
    last4 = models.CharField(_("last four of the account"), max_length=4, blank=True, default="")
    reason_code = models.CharField(max_length=16, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    on_day = models.DateField(_("booking day"))
    found_at = models.DateTimeField(_("found"))
    blocks = models.BooleanField(_("keeps the instalment from being paid again"), default=False)
    settlement = models.CharField(_("settlement"), max_length=10, choices=Settlement.choices, blank=True, default="")
    evidence = models.CharField(_("who said so, when, how"), max_length=500, blank=True, default="")
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"), null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = BankExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank exception")
        verbose_name_plural = _("bank exceptions")
        indexes = [
            models.Index(fields=["region_code", "id"], condition=Q(confirmed_at__isnull=True), name="bankexception_open"),
            models.Index(fields=["line"], name="bankexception_line"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["answer", "row_no"], name="bankexception_one_a_row"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (
                    Q(proposed_by__isnull=False, confirmed_at__isnull=False)
                    & ~Q(settlement="")
                    & ~Q(evidence="")
                    & ~Q(confirmed_by=F("proposed_by"))
                ),
                name="bankexception_two_people",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_by__isnull=False), name="bankexception_confirmed_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.get_kind_display()}"

    @property
    def said_words(self) -> str:
        """What the bank says of the line, in words; "" where it speaks of no line."""
        return str(SAID[self.said]) if self.said else ""
