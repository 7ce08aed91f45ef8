"""Acceptance while papers are missing (容缺受理): what the applicant promised to bring, and by when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.claim import Claim
from stations.models import User


class PaperPromise(models.Model):
    """What of the programme's papers was not there when the claim was accepted. One a claim; a later acceptance replaces it.

    `papers` were promised by `due_on`: nothing is granted while one of them is missing, and `kept_on` is the day on which
    the last one came. `compared` were not asked for, because the office found what they prove by comparing data
    (优化营商环境条例 art. 36; domain C-9). Both hold kinds of papers as the programme declares them.
    """

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="promise")
    papers = models.JSONField(default=list)
    compared = models.JSONField(default=list)
    due_on = models.DateField(_("promised by"), null=True, blank=True)
    kept_on = models.DateField(_("kept on"), null=True, blank=True)
    made_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("promise of papers")
        verbose_name_plural = _("promises of papers")
        indexes = [
            models.Index(fields=["due_on"], condition=Q(due_on__isnull=False, kept_on__isnull=True), name="paperpromise_open")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(papers=[]) | Q(due_on__isnull=False), name="paperpromise_has_day"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.due_on:%Y-%m-%d}" if self.due_on else f"{self.claim_id}"
