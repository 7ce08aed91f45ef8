"""Accounts, journals and postings: posted once, never edited, balanced at commit by Postgres itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.money import MoneyField


class Kind(models.TextChoices):
    """What an account holds; in a posting a positive amount is a debit (借), a negative one a credit (贷)."""

    EXPENSE = "expense", _("Fund expense")
    PAYABLE = "payable", _("Benefits payable")
    CLEARING = "clearing", _("In transit at the bank")
    BANK = "bank", _("Bank deposit")


class Account(models.Model):
    """One pocket of one fund in one league; its balance is the sum of its postings and stored nowhere."""

    code = models.CharField(_("account"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    fund = models.CharField(_("fund"), max_length=8)
    league = models.CharField(_("league"), max_length=12)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(fields=["fund", "league", "kind"], name="account_one_a_fund_league_kind"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="account_known_kind"),
        ]

    def __str__(self) -> str:
        return self.code


class Journal(models.Model):
    """One event in the books under a key of its own; final. A correction is another journal that reverses it."""

    key = models.CharField(_("key"), max_length=80, unique=True)
    on = models.DateField(_("booking day"))
    memo = models.CharField(_("memo"), max_length=200)
    batch_number = models.CharField(_("batch"), max_length=24, blank=True, default="", db_index=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("reverses")
    )
    written_in = models.BigIntegerField(_("transaction"), default=0, editable=False)
    at = models.DateTimeField(_("moment"))

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")
        indexes = [models.Index(fields=["on", "id"], name="journal_on")]

    def __str__(self) -> str:
        return self.key


class Posting(models.Model):
    """One leg of a journal: a debit (positive) or a credit (negative) in yuan, never zero."""

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="postings", verbose_name=_("journal"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings", verbose_name=_("account"))
    amount = MoneyField(_("amount"))

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="posting_never_zero")]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
