"""Rights that a grant takes and that nobody else's grant can have at the same time (E-9)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.claim import Claim
from cases.models.resident import Resident
from enterprises.models import Enterprise


class ExclusiveRight(models.Model):
    """What a granted claim holds for a person or a unit under a key, for the days `during`.

    No two rights of one holder and key overlap unless one of them is released: Postgres holds that, for any two sessions.
    A right that is given back in part ends earlier; one that is given back whole is released.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="rights")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=40)
    during = DateRangeField()
    released_on = models.DateField(_("released on"), null=True, blank=True)

    class Meta:
        verbose_name = _("exclusive right")
        verbose_name_plural = _("exclusive rights")
        constraints = [
            ExclusionConstraint(
                name="exclusiveright_person",
                expressions=[
                    ("resident", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(released_on__isnull=True, resident__isnull=False),
            ),
            ExclusionConstraint(
                name="exclusiveright_unit",
                expressions=[
                    ("enterprise", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(released_on__isnull=True, enterprise__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(resident__isnull=False, enterprise__isnull=True) | Q(resident__isnull=True, enterprise__isnull=False),
                name="exclusiveright_of_one_holder",
            ),
            models.CheckConstraint(condition=Q(during__isempty=False), name="exclusiveright_holds_something"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.during}"
