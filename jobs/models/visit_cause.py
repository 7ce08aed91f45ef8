"""What was begun because of a visit: recorded when it is begun, never guessed afterwards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Claim
from jobs.models.order import ServiceOrder
from jobs.models.vacancy import Vacancy
from jobs.models.visit import Visit
from jobs.models.wish import Wish
from stations.models import User

#: What can be begun from a visit. A report of unpaid wages is not among them: it would name who reported.
KINDS = ("claim", "vacancy", "order", "wish")


def _one_of() -> Q:
    condition = Q()
    for chosen in KINDS:
        condition |= Q(**{f"{kind}__isnull": kind != chosen for kind in KINDS})
    return condition


class VisitCause(models.Model):
    """That a claim, a vacancy, an order or a wish was begun from what a visit found; each has one visit as its cause."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="causes", verbose_name=_("visit"))
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="visit_cause")
    vacancy = models.OneToOneField(Vacancy, on_delete=models.PROTECT, null=True, blank=True, related_name="visit_cause")
    order = models.OneToOneField(ServiceOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="visit_cause")
    wish = models.OneToOneField(Wish, on_delete=models.PROTECT, null=True, blank=True, related_name="visit_cause")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("what came of a visit")
        verbose_name_plural = _("what came of visits")
        constraints = [models.CheckConstraint(condition=_one_of(), name="visitcause_of_one_thing")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.pk}"
