"""Hire records: that a resident is employed by a unit from a day on. One ends a benefit and begins a hiring subsidy."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models.resident import Resident
from core.models import LockedQuerySet
from enterprises.models import Enterprise, FileOrder
from stations.models import User


class HireFile(FileOrder):
    """One file of hire records out of the register of employment or of insurance."""

    class Meta:
        verbose_name = _("file of hire records")
        verbose_name_plural = _("files of hire records")

    @property
    def noun(self) -> str:
        """The word of the audit."""
        return "hires"


class HireQuerySet(LockedQuerySet["Hire"]):
    """The words of the desk for hire records."""

    def live(self) -> "HireQuerySet":
        """Those that were not struck out."""
        return self.filter(voided_at__isnull=True)


class Hire(models.Model):
    """That a resident is employed by a unit from `hired_on` to `left_on` (用工登记), None: still there.

    The unit is one of the registry, or an employer known by code and name alone. A record is never changed: the day of
    leaving is written once, and a wrong one is struck out by a second person with the reason.
    """

    class Source(models.TextChoices):
        """Who says so."""

        REGISTER = "register", _("file of the register")
        DESK = "desk", _("entered at the desk")
        LIST = "list", _("list of people of a grant")
        REFERRAL = "referral", _("referral of a station")

    class Contract(models.TextChoices):
        """The kind of labour contract (劳动合同法 art. 12); nothing where it is not known."""

        FIXED = "fixed", _("fixed term")
        OPEN = "open", _("without a fixed term")
        TASK = "task", _("until a task is done")
        NONE = "none", _("no written contract")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="hires", db_index=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="hires")
    credit_code = models.CharField(_("unified social credit code"), max_length=18)
    employer = models.CharField(_("employer"), max_length=100)
    hired_on = models.DateField(_("hired on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    contract = models.CharField(_("labour contract"), max_length=5, choices=Contract.choices, blank=True, default="")
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    file = models.ForeignKey(HireFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    document = models.CharField(_("what it rests on"), max_length=100, blank=True, default="")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(pgettext_lazy("hire", "recorded"))
    voided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    voided_at = models.DateTimeField(_("struck out"), null=True, blank=True)
    void_reason = models.CharField(_("reason"), max_length=300, blank=True, default="")

    objects = HireQuerySet.as_manager()

    class Meta:
        verbose_name = _("hire record")
        verbose_name_plural = _("hire records")
        indexes = [models.Index(fields=["resident", "hired_on"], name="hire_resident")]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "credit_code", "hired_on"], condition=Q(voided_at__isnull=True), name="hire_once"
            ),
            models.CheckConstraint(condition=Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"), name="hire_code_has_its_form"),
            models.CheckConstraint(condition=~Q(employer=""), name="hire_names_employer"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("hired_on")), name="hire_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_by=F("recorded_by")) & ~Q(void_reason="")),
                name="hire_struck_out_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.hired_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse("cases:hire_show", args=[self.pk])
