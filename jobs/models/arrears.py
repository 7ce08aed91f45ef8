"""Wage arrears: a report, what was sent along, what was recovered. Who reported is sealed."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import EncryptedField
from core.money import MoneyField
from enterprises.models import Enterprise
from jobs.formulas import arrears_terms
from jobs.models.provider import Provider
from jobs.states.arrears import (
    CLOCKED,
    ArrearsOutcome,
    ArrearsState,
    CallWay,
    FileKind,
    Need,
    PayWay,
    ReportWay,
    RightBody,
)
from stations.models import Region, ScopedQuerySet, Station, User


class ArrearsCase(models.Model):
    """Wages that somebody says are owed (欠薪). Name, mobile, ID number and the words of the reporter are encrypted.

    The employer is named in the reporter's words; `enterprise` is set by an officer who found it in the registry. `term_from`
    and `due_on` are the term that runs now. `recovered` is the sum of the parts that were not struck out. Sums are in yuan.
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=ArrearsState.choices, default=ArrearsState.RECEIVED)
    state_note = models.CharField(_("reason"), max_length=500, blank=True, default="")
    way = models.CharField(pgettext_lazy("arrears", "reported"), max_length=4, choices=ReportWay.choices)
    reporter_name = EncryptedField(_("reporter"))
    reporter_mobile = EncryptedField(pgettext_lazy("arrears", "mobile"))
    mobile_hash = models.BinaryField(max_length=32)
    reporter_id = EncryptedField(_("ID number of the reporter"), null=True, blank=True)
    needs = ArrayField(models.CharField(max_length=9, choices=Need.choices), default=list, verbose_name=_("needs a helper"))
    call_way = models.CharField(_("how to reach the person"), max_length=8, choices=CallWay.choices, default=CallWay.CALL)
    call_when = models.CharField(_("when to reach the person"), max_length=60, blank=True, default="")
    called_at = models.DateTimeField(_("helper called"), null=True, blank=True)
    employer = models.CharField(_("employer"), max_length=100, blank=True, default="")
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="arrears", verbose_name=_("unit")
    )
    site = models.CharField(_("place of work or building site"), max_length=200, blank=True, default="")
    is_site = models.BooleanField(_("building site"), default=False)
    amount = MoneyField(_("wages owed"), null=True, blank=True)
    month_from = models.DateField(_("first month owed"), null=True, blank=True)
    month_to = models.DateField(_("last month owed"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("workers"), default=1)
    story = EncryptedField(_("what happened"), null=True, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("banner of the work"))
    region_code = models.CharField(max_length=12, editable=False)
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("station")
    )
    received_at = models.DateTimeField(pgettext_lazy("arrears", "received at"))
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sender = models.BinaryField(max_length=32, null=True)  # blind index of the address it came from
    code_hash = models.BinaryField(max_length=32)  # of the number and the secret code on the receipt
    submit_token = models.UUIDField(unique=True, editable=False)
    link_token = models.UUIDField(unique=True, null=True, editable=False)  # of the page that a text message names
    text_agreed_at = models.DateTimeField(_("text message agreed to"), null=True)
    term_from = models.DateField()
    due_on = models.DateField(pgettext_lazy("arrears", "due on"), null=True)
    accepted_on = models.DateField(_("accepted on"), null=True)
    handler = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("handled by"))
    mediator = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="arrears", verbose_name=_("mediator")
    )
    mediate_by = models.DateField(_("mediation until"), null=True)
    inspect_by = models.DateField(_("inspection until"), null=True)
    extended = models.BooleanField(_("inspection extended"), default=False)
    order_no = models.CharField(_("number of the order"), max_length=60, blank=True, default="")
    settled_on = models.DateField(_("settled on"), null=True)
    settled_sum = MoneyField(_("sum settled"), null=True)
    pay_by = models.DateField(_("to be paid by"), null=True)
    recovered = MoneyField(_("recovered"), default=0)
    handed_to = models.CharField(_("handed on to"), max_length=12, choices=RightBody.choices, blank=True, default="")
    handed_on = models.DateField(_("handed on on"), null=True)
    outcome = models.CharField(pgettext_lazy("arrears", "outcome"), max_length=10, choices=ArrearsOutcome.choices, blank=True)
    closed_on = models.DateField(pgettext_lazy("arrears", "closed on"), null=True)
    supervisor = models.CharField(_("supervised by"), max_length=60, blank=True, default="")
    supervised_until = models.DateField(_("to be cleared until"), null=True)

    objects: ScopedQuerySet["ArrearsCase"] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("wage arrears")
        verbose_name_plural = _("wage arrears")
        indexes = [
            models.Index(
                fields=["region_code", "due_on", "id"],
                name="arrears_region",
                opclasses=["varchar_pattern_ops", "date_ops", "int8_ops"],
            ),
            models.Index(fields=["station", "due_on", "id"], name="arrears_station"),
            models.Index(fields=["sender", "received_at"], name="arrears_sender"),
            models.Index(fields=["enterprise", "id"], name="arrears_enterprise"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(employer="") | Q(needs__len__gt=0), name="arrears_names_employer_or_asks_help"),
            models.CheckConstraint(
                condition=Q(state__in=("received", "refused"))
                | Q(accepted_on__isnull=False, handler__isnull=False, inspect_by__isnull=False),
                name="arrears_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | (~Q(state_note="") & ~Q(handed_to="")), name="arrears_refused_names_right_body"
            ),
            models.CheckConstraint(
                condition=~Q(state="mediation") | Q(mediator__isnull=False, mediate_by__isnull=False),
                name="arrears_mediated_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | Q(settled_sum__isnull=False, settled_sum__gt=0, pay_by__isnull=False),
                name="arrears_settled_for_a_sum",
            ),
            models.CheckConstraint(
                condition=~Q(state="handed_on") | (~Q(handed_to="") & Q(handed_on__isnull=False)),
                name="arrears_handed_on_to_a_body",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (~Q(outcome="") & Q(closed_on__isnull=False)), name="arrears_closed_with_outcome"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="paid") | Q(settled_sum__isnull=False, recovered__gte=models.F("settled_sum")),
                name="arrears_paid_means_paid",
            ),
            models.CheckConstraint(condition=Q(recovered__gte=0), name="arrears_recovered_not_negative"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="arrears_of_a_sum"),
            models.CheckConstraint(condition=Q(workers__range=(1, 100000)), name="arrears_of_somebody"),
            models.CheckConstraint(
                condition=Q(month_from__isnull=True, month_to__isnull=True)
                | Q(month_from__isnull=False, month_to__isnull=False, month_to__gte=models.F("month_from")),
                name="arrears_months_in_order",
            ),
            models.CheckConstraint(
                condition=Q(supervisor="", supervised_until__isnull=True)
                | (~Q(supervisor="") & Q(supervised_until__isnull=False)),
                name="arrears_supervised_by_and_until",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The matter at the bureau."""
        return reverse("jobs:arrears_show", args=[self.pk])

    @property
    def unit_name(self) -> str:
        """The employer as the registry has it, else as the reporter named it."""
        return self.enterprise.name if self.enterprise_id else self.employer

    @property
    def limit_on(self) -> date | None:
        """The last day within the two years of 劳动保障监察条例 art. 20."""
        return arrears_terms.limit_on(self.month_to)

    @property
    def clocked(self) -> bool:
        """Whether a term runs."""
        return self.state in CLOCKED and self.due_on is not None

    @property
    def needs_said(self) -> list[str]:
        """What a helper is needed for, in words."""
        return [str(Need(need).label) for need in self.needs]


class ArrearsFile(models.Model):
    """A voice note or photo of the reporter; its bytes are encrypted and stand outside the web root under a random name."""

    case = models.ForeignKey(ArrearsCase, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=5, choices=FileKind.choices)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=120, unique=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of the reporter")
        verbose_name_plural = _("files of the reporter")
        constraints = [models.UniqueConstraint(fields=["case", "sha256"], name="arrearsfile_once")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ArrearsPayment(models.Model):
    """A part of the wages that reached the worker. What was entered by mistake is struck out and stays readable."""

    case = models.ForeignKey(ArrearsCase, on_delete=models.PROTECT, related_name="payments")
    amount = MoneyField(_("sum"))
    paid_on = models.DateField(pgettext_lazy("arrears", "paid on"))
    way = models.CharField(_("way of payment"), max_length=12, choices=PayWay.choices)
    note = models.CharField(_("rests on"), max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(_("struck out because"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("part recovered")
        verbose_name_plural = _("parts recovered")
        indexes = [models.Index(fields=["paid_on", "id"], name="arrearspayment_paid_on")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="arrearspayment_of_a_sum"),
            models.CheckConstraint(
                condition=Q(voided_by__isnull=True, voided_at__isnull=True, void_reason="")
                | (Q(voided_by__isnull=False, voided_at__isnull=False) & ~Q(void_reason="")),
                name="arrearspayment_voided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.paid_on:%Y-%m-%d}"


class ArrearsStep(models.Model):
    """What was done, by whom, when and why; the reporter is never named in it."""

    case = models.ForeignKey(ArrearsCase, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("step of wage arrears")
        verbose_name_plural = _("steps of wage arrears")

    def __str__(self) -> str:
        return self.verb


class ArrearsTry(models.Model):
    """That somebody asked for the state with a wrong code: after some of them number and connection rest for an hour."""

    number = models.CharField(max_length=24)
    sender = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("wrong code")
        verbose_name_plural = _("wrong codes")
        indexes = [
            models.Index(fields=["number", "at"], name="arrearstry_number"),
            models.Index(fields=["sender", "at"], name="arrearstry_sender"),
        ]

    def __str__(self) -> str:
        return self.number
