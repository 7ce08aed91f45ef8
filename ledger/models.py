"""Accounts, journals and postings: posted once, never edited, balanced at commit by Postgres itself."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.money import MoneyField
from stations.models import User


class Kind(models.TextChoices):
    """What an account holds; in a posting a positive amount is a debit (借), a negative one a credit (贷)."""

    EXPENSE = "expense", _("Fund expense")
    PAYABLE = "payable", _("Benefits payable")
    CLEARING = "clearing", _("In transit at the bank")
    BANK = "bank", _("Bank deposit")
    RECEIVABLE = "receivable", _("To be recovered")
    WRITEOFF = "writeoff", _("Written off")


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

    @property
    def said(self) -> str:
        """The memo in the reader's language; a month before it stays as it is."""
        month, _space, words = self.memo.partition(" ")
        return f"{month} {gettext(words)}" if words and month[:4].isdigit() else gettext(self.memo)


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


class Budget(models.Model):
    """What a programme may grant in one league (or the whole region) in one year, in yuan.

    What is reserved is not stored: it is the sum of what was granted and not cancelled, which Postgres asks while it
    holds this row. `version` goes up with every confirmed plan.
    """

    scheme = models.CharField(_("programme"), max_length=40)
    league = models.CharField(_("league"), max_length=12)  # 150000: the whole region
    year = models.PositiveSmallIntegerField(_("year"))
    planned = MoneyField(_("plan"))
    binding = models.BooleanField(_("binding"), default=True)  # what the law owes is paid whatever was planned
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "league", "year"], name="budget_one_a_programme_league_year"),
            models.CheckConstraint(condition=models.Q(planned__gte=0), name="budget_not_negative"),
            models.CheckConstraint(condition=models.Q(league__regex=r"^15[0-9]{2}00$"), name="budget_league_code"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.league} {self.year}"


class BudgetPlan(models.Model):
    """A plan that one finance person proposed and another confirms; the newest confirmed one is the budget. Append-only
    but for the confirmation."""

    scheme = models.CharField(_("programme"), max_length=40)
    league = models.CharField(_("league"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    planned = MoneyField(_("plan"))
    document = models.CharField(_("document"), max_length=200)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("plan proposed"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    confirmed = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("plan of a budget")
        verbose_name_plural = _("plans of budgets")
        indexes = [models.Index(fields=["scheme", "league", "year", "id"], name="budgetplan_budget")]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "league", "year"], condition=models.Q(decided_at__isnull=True), name="budgetplan_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="budgetplan_two_people",
            ),
            models.CheckConstraint(condition=models.Q(planned__gte=0), name="budgetplan_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.league} {self.year} {self.planned}"
