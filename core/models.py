"""What the floor keeps: the audit, which Postgres lets nobody change, and the locked queryset."""

from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

T = TypeVar("T", bound=models.Model)


class LockedQuerySet(models.QuerySet[T]):
    """A queryset whose rows can be taken for update, without locking what they point at."""

    def locked(self, **lookup: Any) -> T:
        """The one row, held FOR NO KEY UPDATE until the transaction ends; raises DoesNotExist."""
        return self.select_for_update(of=("self",), no_key=True).get(**lookup)


class AuditEntry(models.Model):
    """Who did what to which thing, and when. Append-only: Postgres refuses UPDATE, DELETE and TRUNCATE."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("moment"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    verb = models.CharField(_("act"), max_length=60)
    subject_type = models.CharField(_("kind of thing"), max_length=60)
    subject_id = models.CharField(_("thing"), max_length=40)
    region_code = models.CharField(_("region"), max_length=12, blank=True, default="")
    station_id = models.BigIntegerField(_("station"), null=True, blank=True)
    request_id = models.CharField(_("request"), max_length=40, blank=True, default="")
    data = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_subject"),
            models.Index(fields=["actor", "id"], name="audit_actor"),
            models.Index(fields=["verb", "id"], name="audit_verb"),
            models.Index(fields=["region_code", "id"], name="audit_region", opclasses=["varchar_pattern_ops", "int8_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.verb} {self.subject_type}:{self.subject_id}"


class AuditSeal(models.Model):
    """A link of the hash chain over the entries with id in (after_id, last_id]."""

    at = models.DateTimeField()
    after_id = models.BigIntegerField(unique=True)
    last_id = models.BigIntegerField(unique=True)
    entries = models.IntegerField()
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    chain_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")

    def __str__(self) -> str:
        return f"({self.after_id}, {self.last_id}] {self.chain_hash[:12]}"
