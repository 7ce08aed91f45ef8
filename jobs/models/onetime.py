"""One-time codes: six digits to a mobile, by which somebody without an account shows that the number is theirs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedField
from core.models import LockedQuerySet
from jobs.states.onetime import CodePurpose


class OneTimeCode(models.Model):
    """One code to one mobile for one purpose. The row is the work order: notices hands `code` to the provider and wipes it.

    What is checked is the keyed hash. A code is open until it was used or a newer one took its place; each number has one
    open code a purpose.
    """

    purpose = models.CharField(_("purpose"), max_length=12, choices=CodePurpose.choices)
    mobile = EncryptedField(_("mobile"))
    mobile_hash = models.BinaryField(max_length=32)
    sender = models.BinaryField(max_length=32, null=True)  # blind index of the address that asked
    code = EncryptedField(null=True)  # until it is handed over
    code_hash = models.BinaryField(max_length=32)
    number = models.UUIDField(unique=True, db_default=models.Func(function="gen_random_uuid"))
    issued_at = models.DateTimeField(_("issued"))
    expires_at = models.DateTimeField(_("valid until"))
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    used = models.BooleanField(default=False)
    offers = models.PositiveSmallIntegerField(default=0)
    next_offer_at = models.DateTimeField()
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    trouble = models.CharField(_("trouble"), max_length=200, blank=True, default="")

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        indexes = [
            models.Index(fields=["mobile_hash", "-issued_at"], name="onetimecode_mobile"),
            models.Index(fields=["sender", "-issued_at"], name="onetimecode_sender"),
            models.Index(fields=["issued_at"], name="onetimecode_old"),
            models.Index(fields=["next_offer_at", "id"], condition=Q(sent_at__isnull=True), name="onetimecode_to_send"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mobile_hash", "purpose"], condition=Q(closed_at__isnull=True), name="onetimecode_one_open"
            ),
            models.CheckConstraint(condition=Q(tries__lte=5), name="onetimecode_five_tries"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="onetimecode_ends"),
            models.CheckConstraint(condition=Q(used=False) | Q(closed_at__isnull=False), name="onetimecode_used_once"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.number}"
