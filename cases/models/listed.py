"""The people whom an enterprise lists in its claim, and the files that brought them."""

import json
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.claim import Claim
from cases.models.resident import Resident
from core.fields import EncryptedField
from core.money import MoneyField
from stations.models import User


class ListedPerson(models.Model):
    """One person on the list of a claim: once a list.

    `facts` is what the enterprise says of the person. `result` is what the newest assessment of the claim found about the
    person, `eligible` and `amount` the same as columns; None and nothing before the first assessment.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="people")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="listed")
    facts = models.JSONField(_("facts"), default=dict)
    result = models.JSONField(null=True, blank=True)
    eligible = models.BooleanField(_("meets every condition"), null=True)
    amount = MoneyField(_("amount"), default=Decimal("0.00"))
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("person on the list")
        verbose_name_plural = _("people on the list")
        indexes = [models.Index(fields=["claim", "id"], name="listedperson_claim")]
        constraints = [
            models.UniqueConstraint(fields=["claim", "resident"], name="listedperson_once"),
            models.CheckConstraint(condition=Q(amount=0) | Q(amount__gt=0, eligible=True), name="listedperson_paid_if_eligible"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.resident_id}"


class ListFile(models.Model):
    """One file of people taken into a claim's list: how many rows came to what.

    `content`, encrypted, holds the refused rows (JSON lists of row, codes and cells) until they are forgotten.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="list_files")
    file_name = models.CharField(_("file"), max_length=200)
    file_hash = models.CharField(max_length=64)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    content = EncryptedField(null=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("file of the list")
        verbose_name_plural = _("files of the list")

    def __str__(self) -> str:
        return self.file_name

    def refused_rows(self) -> list[tuple[int, list[str], dict[str, Any]]]:
        """Number, codes and cells by header of every refused row, as long as they are kept."""
        return [tuple(row) for row in json.loads(self.content)] if self.content else []
