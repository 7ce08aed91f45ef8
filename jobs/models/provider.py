"""Providers: experts, mediators, mentors and volunteers, who serve without an account."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import EncryptedField
from jobs.states.providers import ProviderKind
from stations.models import Region, ScopedQuerySet, Station, User


class ProviderQuerySet(ScopedQuerySet["Provider"]):
    """Those who serve; whoever has stopped stays on record."""

    def serving(self) -> "ProviderQuerySet":
        """Those who take orders now."""
        return self.filter(ended_on__isnull=True)


class Provider(models.Model):
    """Somebody who serves in a region: an expert, a (retired) mediator, a mentor, a volunteer, a roving team."""

    kind = models.CharField(_("kind of provider"), max_length=9, choices=ProviderKind.choices)
    name = models.CharField(pgettext_lazy("provider", "name"), max_length=60)
    body = models.CharField(_("comes from"), max_length=100, blank=True, default="")
    mobile = EncryptedField(pgettext_lazy("provider", "mobile"))
    topics = ArrayField(models.CharField(max_length=30), default=list, verbose_name=_("topics"))
    speaks_mongolian = models.BooleanField(_("speaks Mongolian"), default=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("serves in"))
    region_code = models.CharField(max_length=12, editable=False)
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("station")
    )
    ended_on = models.DateField(_("stopped on"), null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        indexes = [
            models.Index(
                fields=["region_code", "kind", "name", "id"],
                name="provider_region",
                opclasses=["varchar_pattern_ops", "varchar_ops", "varchar_ops", "int8_ops"],
            )
        ]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="provider_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The provider at the desk."""
        return reverse("jobs:provider_show", args=[self.pk])
