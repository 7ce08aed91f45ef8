"""What every large file is that a page receives and a worker takes in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.states import ImportState
from stations.models import ScopedQuerySet, User


class FileOrder(models.Model):
    """One file: how far it is read and what came of its rows.

    `path` is where the file lies in the private store until it is taken in, `refused_path` where its refused rows lie with
    their reasons; `report` counts the refused rows by reason.
    """

    region_code = models.CharField(_("region"), max_length=12)  # the file may speak of this region only
    station_id = models.BigIntegerField(null=True, editable=False)
    file_name = models.CharField(_("file"), max_length=200)
    file_hash = models.CharField(max_length=64)
    file_size = models.BigIntegerField(default=0)
    path = models.CharField(max_length=200, blank=True, default="")
    refused_path = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    rows_read = models.BigIntegerField(default=0)
    rows_expected = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    report = models.JSONField(default=dict)
    failure = models.CharField(max_length=300, blank=True, default="")
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(_("sent"))
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name

    @property
    def noun(self) -> str:
        """What the audit calls such a file; its folder in the private store is named so too."""
        raise NotImplementedError

    @property
    def shown_first(self) -> bool:
        """Whether somebody has yet to see what would come of it before it is taken in."""
        return False
