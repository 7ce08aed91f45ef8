"""What follows a decision when somebody does not agree: delivery of the letter, the appeal, and its outcome (C-11)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.claim import Claim
from cases.models.decision import Decision, Letter
from cases.states import AppealState, DeliveryWay, Outcome, Route
from stations.models import ScopedQuerySet, Station, User


class Delivery(models.Model):
    """That a letter reached the person (送达回证): the terms of an appeal run from that day. Append-only."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="delivery")
    on = models.DateField(_("delivered on"))
    way = models.CharField(_("way of delivery"), max_length=12, choices=DeliveryWay.choices)
    received_by = models.CharField(_("received by"), max_length=100)
    evidence = models.CharField(_("rests on"), max_length=300, blank=True, default="")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class Appeal(models.Model):
    """Somebody does not agree with a decision. The decision stays as it was made; what follows is another one.

    `file_by`, `accept_by` and `decide_by` are the last days as the law counts them. Where the outcome changes or revokes the
    decision, two people record it, and `follow_up` is the claim in which it is decided anew.
    """

    number = models.CharField(_("number"), max_length=30, unique=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals", verbose_name=_("decision"))
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="appeals", verbose_name=_("claim"))
    region_code = models.CharField(max_length=12)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, null=True, related_name="+")
    route = models.CharField(_("way of appeal"), max_length=12, choices=Route.choices)
    state = models.CharField(_("state"), max_length=12, choices=AppealState.choices, default=AppealState.FILED)
    filed_on = models.DateField(_("filed on"))
    filed_by = models.CharField(_("filed by"), max_length=100)
    authority = models.CharField(_("authority"), max_length=100)
    case_no = models.CharField(_("case number"), max_length=60, blank=True, default="")
    text = models.CharField(_("what is asked, and why"), max_length=2000)
    delivered_on = models.DateField(_("delivered on"), null=True)
    file_by = models.DateField(_("last day to file"), null=True)
    accept_by = models.DateField(_("last day to accept"), null=True)
    accepted_on = models.DateField(_("accepted on"), null=True)
    extended = models.BooleanField(_("term extended"), default=False)
    decide_by = models.DateField(_("last day to decide"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True, default="")
    outcome_on = models.DateField(_("decided on"), null=True)
    outcome_received_on = models.DateField(_("received on"), null=True)
    outcome_no = models.CharField(_("document number"), max_length=60, blank=True, default="")
    outcome_text = models.CharField(_("reason"), max_length=2000, blank=True, default="")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    follow_up = models.OneToOneField(Claim, on_delete=models.PROTECT, null=True, related_name="begun_by")

    objects: ScopedQuerySet["Appeal"] = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        indexes = [models.Index(fields=["state", "decide_by", "id"], name="appeal_state")]
        constraints = [
            models.UniqueConstraint(fields=["decision", "route"], condition=~Q(state="closed"), name="appeal_one_open_a_route"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | (Q(proposed_by__isnull=False) & ~Q(confirmed_by=F("proposed_by"))),
                name="appeal_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed")
                | Q(outcome__in=["upheld", "dismissed", "withdrawn"], outcome_on__isnull=False, closed_at__isnull=False)
                | Q(
                    outcome__in=["changed", "revoked"],
                    outcome_on__isnull=False,
                    closed_at__isnull=False,
                    confirmed_by__isnull=False,
                    follow_up__isnull=False,
                ),
                name="appeal_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(follow_up__isnull=True) | Q(state="closed", outcome__in=["changed", "revoked"]),
                name="appeal_decided_anew_when_changed",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The appeal's page."""
        return reverse("cases:appeal_show", args=[self.pk])

    @property
    def is_late(self) -> bool:
        """Whether it was filed after the last day: named, and for the authority to judge."""
        return self.file_by is not None and self.filed_on > self.file_by
