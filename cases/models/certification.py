"""Monthly certification (按月认证), where the rule in force asks for it: that the person still qualifies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.claim import Claim
from stations.models import User


class Certification(models.Model):
    """That the recipient reported for a month: still unemployed, still seeking work. One a claim and month."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="certifications")
    month = models.DateField(_("month"))
    certified_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    certified_at = models.DateTimeField()

    class Meta:
        verbose_name = _("monthly certification")
        verbose_name_plural = _("monthly certifications")
        constraints = [
            models.UniqueConstraint(fields=["claim", "month"], name="certification_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="certification_month_is_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
