"""The unit, the account that money goes to, and the people who may act for it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Right
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import EncryptedField
from core.models import LockedQuerySet
from core.money import MoneyField
from enterprises.states import AccountState, Industry, SizeClass, UnitType
from stations.models import Region, ScopedQuerySet, Station, User


class Enterprise(models.Model):
    """A unit with a unified social credit code: one code, one row.

    `region` is the place of registration, a banner or below it; whoever holds a post over it sees the unit, and so do
    the staff of `station`, which looks after it. Staff of the size class are the people at work there, turnover and
    assets are in yuan; `size_rule` names the version of the rule that `size_class` was computed by.
    """

    credit_code = models.CharField(_("unified social credit code"), max_length=18, unique=True)
    name = models.CharField(_("name of the unit"), max_length=100)
    name_pairs = ArrayField(models.CharField(max_length=2), default=list, editable=False)
    sort_key = models.CharField(max_length=160, blank=True, default="", editable=False)
    unit_type = models.CharField(_("kind of unit"), max_length=20, choices=UnitType.choices, default=UnitType.ENTERPRISE)
    is_agency = models.BooleanField(_("labour dispatch agency"), default=False)
    industry = models.CharField(_("industry"), max_length=20, choices=Industry.choices)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("place of registration"))
    region_code = models.CharField(max_length=12, editable=False)
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("station that looks after it")
    )
    address = models.CharField(_("business address"), max_length=200, blank=True, default="")
    contact_name = models.CharField(_("contact"), max_length=25, blank=True, default="")
    contact_mobile = EncryptedField(_("mobile of the contact"), null=True, blank=True)
    staff = models.IntegerField(_("people at work"), null=True, blank=True)
    turnover = MoneyField(_("turnover of the year (CNY)"), null=True, blank=True)
    assets = MoneyField(_("total assets (CNY)"), null=True, blank=True)
    size_year = models.SmallIntegerField(_("year of these figures"), null=True, blank=True)
    size_class = models.CharField(_("size class"), max_length=6, choices=SizeClass.choices, blank=True, default="")
    size_rule = models.CharField(_("rule of the size class"), max_length=60, blank=True, default="")
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    created_at = models.DateTimeField(pgettext_lazy("enterprise", "logged"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submit_token = models.UUIDField(unique=True, null=True, editable=False)  # of the form at the desk

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("registry", "unit")
        verbose_name_plural = pgettext_lazy("registry", "units")
        indexes = [
            GinIndex(fields=["name_pairs"], name="enterprise_name_pairs"),
            models.Index(
                fields=["region_code", "sort_key", "id"],
                name="enterprise_region",
                opclasses=["varchar_pattern_ops", "varchar_ops", "int8_ops"],
            ),
            models.Index(fields=["station", "sort_key", "id"], name="enterprise_station"),
            models.Index(Right("credit_code", 4), name="enterprise_code_tail"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"), name="enterprise_code_has_its_form"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(founded_on__isnull=True) | Q(closed_on__gte=F("founded_on")),
                name="enterprise_closes_after_founding",
            ),
            models.CheckConstraint(
                condition=Q(size_class="") | (Q(size_year__isnull=False) & ~Q(size_rule="")), name="enterprise_size_has_its_rule"
            ),
            models.CheckConstraint(
                condition=(Q(staff__isnull=True) | Q(staff__gte=0))
                & (Q(turnover__isnull=True) | Q(turnover__gte=0))
                & (Q(assets__isnull=True) | Q(assets__gte=0)),
                name="enterprise_figures_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The unit's file."""
        return reverse("enterprises:enterprise_show", args=[self.pk])

    @property
    def short_code(self) -> str:
        """What tells units of one name apart on a page: the credit code, which is public."""
        return self.credit_code

    def save(self, *args, **kwargs) -> None:
        """The region code is a copy of the region, kept for prefix search."""
        self.region_code = self.region_id
        super().save(*args, **kwargs)


class CorporateAccount(models.Model):
    """An account of the unit. Money goes to the confirmed one; what one person proposed another confirms (E-7)."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="accounts")
    holder_name = models.CharField(_("holder"), max_length=100)
    bank_name = models.CharField(_("bank"), max_length=60)
    bank_code = models.CharField(_("bank code (CNAPS)"), max_length=12, blank=True, default="")
    number = EncryptedField(_("account number"))
    number_hash = models.BinaryField(max_length=32)
    last4 = models.CharField(_("last four"), max_length=4)
    state = models.CharField(_("state"), max_length=10, choices=AccountState.choices, default=AccountState.UNVERIFIED)
    reason = models.CharField(_("reason"), max_length=300)
    region_code = models.CharField(max_length=12, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(_("why it was closed"), max_length=300, blank=True, default="")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("corporate account")
        verbose_name_plural = _("corporate accounts")
        indexes = [
            models.Index(fields=["number_hash"], name="corporateaccount_hash"),
            models.Index(fields=["state", "recorded_at", "id"], name="corporateaccount_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enterprise"], condition=Q(state="verified"), name="corporateaccount_one_verified"),
            models.UniqueConstraint(fields=["enterprise"], condition=Q(state="unverified"), name="corporateaccount_one_proposed"),
            models.CheckConstraint(
                condition=~Q(state="verified") | (Q(verified_by__isnull=False) & ~Q(verified_by=F("recorded_by"))),
                name="corporateaccount_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="corporateaccount_closed_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_name} ****{self.last4}"


class Agent(models.Model):
    """A person who may act for the unit: from a day, until a day, by a document."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="agents")
    name = models.CharField(_("name"), max_length=25)
    id_number = EncryptedField(_("ID number"))
    id_hash = models.BinaryField(max_length=32)
    id_last4 = models.CharField(_("last four of the ID number"), max_length=4)
    mobile = EncryptedField(_("mobile"), null=True, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("letter of authority"), max_length=120)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("agent of the unit")
        verbose_name_plural = _("agents of the unit")
        indexes = [models.Index(fields=["id_hash"], name="agent_hash")]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "id_hash", "from_on"], name="agent_once_a_day"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="agent_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name
