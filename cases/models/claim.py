"""A claim on its way from the desk to the decision: who did which step, on which facts."""

import uuid

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Reverse
from django.utils.translation import gettext_lazy as _

from cases.models.resident import Resident
from cases.states import ACCEPTED_STATES, OPEN_STATES, Channel, ClaimState, EndReason, PaperKind, Step
from enterprises.models import Enterprise
from programmes.queries.applicable import paper_name
from programmes.queries.labels import rules_name
from stations.models import ScopedQuerySet, Station, User


class ClaimQuerySet(ScopedQuerySet["Claim"]):
    """The words of the desk for sets of claims."""

    def open(self) -> "ClaimQuerySet":
        """Claims that still bind the person and the programme."""
        return self.filter(state__in=OPEN_STATES)


class Claim(models.Model):
    """The claim of a resident or an enterprise to one programme. One open claim an applicant, programme and occasion.

    `occasion` tells claims apart that may stand side by side: the certificate, the year, the list of people; it is empty
    for benefits that run, and while a claim is a draft.

    Until acceptance `due_on` is the last day to accept or to ask for corrections; the clock of the decision
    (社会保险经办条例: ten working days) starts at acceptance. `clock_paused_on` is set while the applicant or an outside
    body owes something; `blue_on`, `yellow_on` and `due_on` move by the working days lost when the clock goes on.
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("resident")
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("enterprise")
    )
    scheme = models.CharField(_("programme"), max_length=40)
    occasion = models.CharField(_("what it is about"), max_length=60, blank=True, default="")
    state = models.CharField(_("state"), max_length=20, choices=ClaimState.choices, default=ClaimState.DRAFT)
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("station")
    )
    region_code = models.CharField(max_length=12)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    facts = models.JSONField(_("facts"), default=dict)
    facts_version = models.PositiveIntegerField(default=1)  # goes up when facts change: older votes are void
    agreed_at = models.DateTimeField(_("applicant agreed"), null=True, blank=True)
    submit_token = models.UUIDField(unique=True, default=uuid.uuid4)
    created_at = models.DateTimeField(_("begun"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    clock_days = models.PositiveSmallIntegerField(_("working days allowed"), null=True, blank=True)
    statutory_days = models.PositiveSmallIntegerField(_("working days by law"), null=True, blank=True)
    blue_on = models.DateField(null=True, blank=True)  # half of the time is gone from this day on
    yellow_on = models.DateField(null=True, blank=True)  # four fifths are gone
    due_on = models.DateField(_("due on"), null=True, blank=True)
    clock_paused_on = models.DateField(_("clock stopped on"), null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=1)  # goes up at each return: votes count within a round
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=20, choices=EndReason.choices, blank=True, default="")
    last_month = models.DateField(_("last month of benefit"), null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [
            models.Index(
                fields=["region_code", "state", "due_on", "id"],
                name="claim_region_state",
                opclasses=["varchar_pattern_ops", "varchar_ops", "date_ops", "int8_ops"],
            ),
            models.Index(fields=["station", "state", "id"], name="claim_station_state"),
            models.Index(fields=["state", "due_on", "id"], name="claim_state_due"),  # the list of claims
            models.Index(fields=["state", "due_on", "submitted_at", "id"], name="claim_state_clock"),  # the workbench
            models.Index(fields=["due_on", "id"], name="claim_due"),
            models.Index(OpClass(Reverse("number"), name="text_pattern_ops"), name="claim_number_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "scheme", "occasion"], condition=Q(state__in=OPEN_STATES), name="claim_one_open"
            ),
            models.UniqueConstraint(
                fields=["enterprise", "scheme", "occasion"], condition=Q(state__in=OPEN_STATES), name="claim_one_open_unit"
            ),
            models.CheckConstraint(
                condition=Q(resident__isnull=False, enterprise__isnull=True, station__isnull=False)
                | Q(resident__isnull=True, enterprise__isnull=False),
                name="claim_of_one_applicant",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"]) | Q(submitted_at__isnull=False, agreed_at__isnull=False),
                name="claim_submitted_with_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ACCEPTED_STATES) | Q(accepted_on__isnull=False),
                name="claim_accepted_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="claim_ended_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def applicant(self) -> Resident | Enterprise:
        """Whose claim it is; select `resident` and `enterprise` along where many claims are shown."""
        found = self.enterprise or self.resident
        if found is None:
            raise ValueError("a claim without an applicant")
        return found

    @property
    def place(self) -> str:
        """Where it was taken in: the station, or the window of the banner."""
        return self.station.name if self.station else str(_("service window"))


class ClaimStep(models.Model):
    """One move of a claim: who moved it, from where to where, and why. Append-only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=24)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True, default="")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of the claim")
        verbose_name_plural = _("steps of the claim")
        indexes = [models.Index(fields=["claim", "id"], name="claimstep_claim")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d}"


class Assessment(models.Model):
    """What the rules say to the facts of a claim: stored so that it recomputes to the same answer. Append-only.

    `excluded` is what stood against a grant beside the conditions on that day (domain E-9): rights that other claims hold,
    and facts for the record; it is looked up again at each vote.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assessments")
    facts_version = models.PositiveIntegerField()
    on = models.DateField(_("rules in force on"))
    facts = models.JSONField()
    result = models.JSONField()  # as programmes gives it: eligible, amount, instalments, failed, findings, rules
    rules_label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    eligible = models.BooleanField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    excluded = models.JSONField(default=list)
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        indexes = [models.Index(fields=["claim", "id"], name="assessment_claim")]

    def __str__(self) -> str:
        return self.rules_label

    @property
    def rules_name(self) -> str:
        """The version of the rules in words."""
        return rules_name(self.rules_label)

    @property
    def grantable(self) -> bool:
        """Whether every condition is met and nothing excludes the grant."""
        return self.eligible and not self.excluded


class NumberSeries(models.Model):
    """The last number given out in a series such as `SY150502-2026`; taken by one INSERT ... ON CONFLICT."""

    key = models.CharField(max_length=24, primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key}-{self.last:06d}"


class Vote(models.Model):
    """One person's word at one step. No step twice by the same person; void when the facts change after it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="votes")
    round = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=12, choices=Step.choices)
    facts_version = models.PositiveIntegerField()
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    grants = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True, default="")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["claim", "round", "step"], condition=Q(void_at__isnull=True), name="vote_one_a_step"),
            models.UniqueConstraint(
                fields=["claim", "actor"], condition=Q(void_at__isnull=True), name="vote_no_two_by_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.actor_id}"


class CorrectionNotice(models.Model):
    """The one notice that names everything that is missing (一次性告知): a claim gets no second one."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="correction")
    points = models.JSONField()
    sent_on = models.DateField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("correction notice")
        verbose_name_plural = _("correction notices")
        constraints = [models.CheckConstraint(condition=Q(due_on__gte=F("sent_on")), name="correctionnotice_due_after_sent")]

    def __str__(self) -> str:
        return f"{self.due_on:%Y-%m-%d}"


class Attachment(models.Model):
    """A paper of the claim; the file lies outside the web root and opens only through a permission check."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(_("what it is"), max_length=40)
    file_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=120, unique=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.file_name

    @property
    def kind_label(self) -> str:
        """What it is, in words; the code itself where no word is known."""
        return str(PaperKind(self.kind).label) if self.kind in PaperKind.values else paper_name(self.kind)
