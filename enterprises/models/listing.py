"""Honours and lists with their days: a row ends, it is never taken away."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import LockedQuerySet
from enterprises.models.enterprise import Enterprise
from enterprises.states import ADVERSE, ListingKind
from stations.models import User


class ListingQuerySet(LockedQuerySet[Any]):
    """Honours and lists."""

    def in_force(self, day: date) -> "ListingQuerySet":
        """Those that hold on `day`."""
        return self.within(day, day)

    def within(self, first: date, last: date) -> "ListingQuerySet":
        """Those that hold on any day from `first` to `last`."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=first), from_on__lte=last)


class Listing(models.Model):
    """That the unit holds an honour or stands on a list, from a day until a day (both counted), by a document.

    A list that closes programmes is left only with a second person: one asks for the last day, another confirms it.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="listings")
    kind = models.CharField(_("honour or list"), max_length=20, choices=ListingKind.choices)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    issued_by = models.CharField(_("given by"), max_length=100, blank=True, default="")
    document_no = models.CharField(_("document number"), max_length=80)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("recorded"))
    end_asked_on = models.DateField(_("last day asked for"), null=True, blank=True)
    end_reason = models.CharField(_("why it ends"), max_length=300, blank=True, default="")
    end_asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_asked_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("honour or list")
        verbose_name_plural = _("honours and lists")
        indexes = [models.Index(fields=["kind", "until_on"], name="listing_kind")]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "from_on"], name="listing_once_a_day"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="listing_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=list(ADVERSE))
                | Q(ended_by__isnull=True)
                | (Q(end_asked_by__isnull=False) & ~Q(ended_by=F("end_asked_by"))),
                name="listing_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_adverse(self) -> bool:
        """Whether it closes programmes."""
        return self.kind in ADVERSE
