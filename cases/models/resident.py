"""The resident and what is known of the person: numbers are encrypted, look-ups go by blind index."""

import json

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.states import AccountState, ChangeKind, ChangeState, PersonGroup
from core.fields import EncryptedField
from stations.models import Region, ScopedQuerySet, Station, User


class Resident(models.Model):
    """A person logged at a station. One person, one number, one row: the blind index is unique."""

    class Sex(models.TextChoices):
        MALE = "male", _("male")
        FEMALE = "female", _("female")

    name = models.CharField(_("name"), max_length=25)
    name_pairs = ArrayField(models.CharField(max_length=2), default=list, editable=False)
    initials = models.CharField(max_length=25, blank=True, default="", editable=False)
    sort_key = models.CharField(max_length=160, blank=True, default="", editable=False)
    id_number = EncryptedField(_("ID number"))
    id_hash = models.BinaryField(max_length=32, unique=True)
    id_last4 = models.CharField(_("last four of the ID number"), max_length=4)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex.choices)
    born_on = models.DateField(_("date of birth"))
    mobile = models.CharField(_("mobile"), max_length=11, blank=True, default="")
    community = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("community")
    )
    address = models.CharField(_("address"), max_length=200, blank=True, default="")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name=_("station"))
    region_code = models.CharField(max_length=12, editable=False)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    deceased_on = models.DateField(_("died on"), null=True, blank=True)
    created_at = models.DateTimeField(_("logged"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submit_token = models.UUIDField(unique=True, null=True, editable=False)  # of the form at the desk; imports have none

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        indexes = [
            models.Index(fields=["name", "id"], name="resident_name", opclasses=["varchar_pattern_ops", "int8_ops"]),
            models.Index(fields=["initials"], name="resident_initials", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["id_last4", "id"], name="resident_last4"),
            models.Index(fields=["mobile"], name="resident_mobile"),
            models.Index(
                fields=["region_code", "sort_key", "id"],
                name="resident_region",
                opclasses=["varchar_pattern_ops", "varchar_ops", "int8_ops"],
            ),
            models.Index(fields=["station", "sort_key", "id"], name="resident_station"),
            GinIndex(fields=["name_pairs"], name="resident_name_pairs"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The person's page."""
        return reverse("cases:resident_show", args=[self.pk])

    @property
    def short_code(self) -> str:
        """What tells people of one name apart on a page: the last four of the number."""
        return f"****{self.id_last4}"


class ResidentGroup(models.Model):
    """That the person belongs to a group (C-6 and others) from a day on."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="groups")
    group = models.CharField(_("group"), max_length=20, choices=PersonGroup.choices)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("group of the person")
        verbose_name_plural = _("groups of people")
        constraints = [
            models.UniqueConstraint(fields=["resident", "group"], condition=Q(until_on__isnull=True), name="residentgroup_once")
        ]

    def __str__(self) -> str:
        return self.get_group_display()


class Registration(models.Model):
    """Unemployment registration (失业登记): benefit runs from its day (社会保险法 art. 50)."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="registrations")
    registered_on = models.DateField(_("registered unemployed on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=20, blank=True, default="")
    seeking_work = models.BooleanField(_("seeks work"), default=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("unemployment registration")
        verbose_name_plural = _("unemployment registrations")
        constraints = [
            models.UniqueConstraint(fields=["resident"], condition=Q(ended_on__isnull=True), name="registration_one_open"),
            models.UniqueConstraint(fields=["resident", "registered_on"], name="registration_once_a_day"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("registered_on")),
                name="registration_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registered_on:%Y-%m-%d}"


class BankAccount(models.Model):
    """An account of the person; money goes to the current one, and only once a second person confirmed it."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="accounts")
    number = EncryptedField(_("account number"))
    number_hash = models.BinaryField(max_length=32)
    last4 = models.CharField(_("last four"), max_length=4)
    holder_name = models.CharField(_("holder"), max_length=60)
    bank_name = models.CharField(_("bank"), max_length=60)
    bank_code = models.CharField(_("bank code (CNAPS)"), max_length=12, blank=True, default="")
    state = models.CharField(max_length=10, choices=AccountState.choices, default=AccountState.UNVERIFIED)
    is_current = models.BooleanField(_("in use"), default=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        indexes = [models.Index(fields=["number_hash"], name="bankaccount_hash")]
        constraints = [
            models.UniqueConstraint(fields=["resident"], condition=Q(is_current=True), name="bankaccount_one_in_use"),
            models.CheckConstraint(
                condition=~Q(state="verified") | (Q(verified_by__isnull=False) & ~Q(verified_by=F("recorded_by"))),
                name="bankaccount_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_name} ****{self.last4}"


class SpouseLink(models.Model):
    """That `resident` is married to `spouse`. A marriage is two rows, one each way, so each person has one at most."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="spouse_links")
    spouse = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("marriage")
        verbose_name_plural = _("marriages")
        constraints = [
            models.CheckConstraint(condition=~Q(resident=F("spouse")), name="spouselink_two_people"),
            models.UniqueConstraint(fields=["resident"], condition=Q(until_on__isnull=True), name="spouselink_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} {self.spouse_id}"


class ChangeRequest(models.Model):
    """A change of ID number or account that one person asked for and another decides (E-7)."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="change_requests")
    kind = models.CharField(_("what changes"), max_length=20, choices=ChangeKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=ChangeState.choices, default=ChangeState.OPEN)
    proposed = EncryptedField(pgettext_lazy("change", "proposed"))  # JSON text: the new number and what goes with it
    proposed_hint = models.CharField(max_length=80)  # masked, for lists
    reason = models.CharField(_("reason"), max_length=300)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    region_code = models.CharField(max_length=12)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.CharField(_("note of the second person"), max_length=300, blank=True, default="")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        constraints = [
            models.UniqueConstraint(fields=["resident", "kind"], condition=Q(state="open"), name="changerequest_one_open"),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "declined"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("requested_by"))),
                name="changerequest_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.proposed_hint}"


class ImportRun(models.Model):
    """One intake workbook taken in: what came of each row.

    `report` holds [row, status, codes] lists; `content`, encrypted, the file itself while it is a preview (base64) and
    afterwards the refused rows (JSON lists of row, codes and cells).
    """

    PREVIEW, DONE, DISCARDED = "preview", "done", "discarded"

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    region_code = models.CharField(max_length=12)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="preview")
    created = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    report = models.JSONField(default=list)
    content = EncryptedField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name

    def refused_rows(self) -> list[tuple[int, list[str], dict[str, str]]]:
        """Number, codes and cells of every refused row of a finished import."""
        return [tuple(row) for row in json.loads(self.content)] if self.state == self.DONE and self.content else []
