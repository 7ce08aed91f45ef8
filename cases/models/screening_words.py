"""What units are told of a round and say to it: their answer about the account, and objections of those left out."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.screening import ScreenedUnit
from cases.states import ObjectionChannel, ObjectionOutcome
from cases.states.screening import SAID, Answer, AnswerWay
from core.fields import EncryptedField
from core.models import LockedQuerySet
from enterprises.models import CorporateAccount
from stations.models import User, scope_filter
from stations.states import CASE_ROLES


class UnitAnswer(models.Model):
    """The question whether the account is right, put to a qualified unit, and its answer. One a unit and round.

    `token` opens the unit's own page and is not to be guessed. `account` is the one that was asked about; none where the
    programme pays nobody. What a person said names who said it for the unit and how; silence is the machine's word.
    """

    unit = models.OneToOneField(ScreenedUnit, on_delete=models.PROTECT, related_name="answer")
    token = models.UUIDField(unique=True, default=uuid.uuid4)
    account = models.ForeignKey(CorporateAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_on = models.DateField(_("asked on"))
    until = models.DateField(_("answer until"))
    answer = models.CharField(_("answer"), max_length=9, choices=Answer.choices, blank=True, default="")
    name = models.CharField(_("who answered for the unit"), max_length=60, blank=True, default="")
    way = models.CharField(_("how the answer came"), max_length=9, choices=AnswerWay.choices, blank=True, default="")
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by"))

    objects = LockedQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer of a unit")
        verbose_name_plural = _("answers of units")
        indexes = [models.Index(fields=["until", "id"], condition=Q(answer=""), name="unitanswer_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("asked_on")), name="unitanswer_time_to_answer"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="unitanswer_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=list(SAID)) | (~Q(name="") & ~Q(way="")), name="unitanswer_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()


class UnitNotice(models.Model):
    """That a unit which a round left out is told why, and how to object or to apply by itself. One a unit and round.

    `token` opens the unit's own page, which always says how the unit stands now; it is not to be guessed.
    """

    unit = models.OneToOneField(ScreenedUnit, on_delete=models.PROTECT, related_name="told")
    token = models.UUIDField(unique=True, default=uuid.uuid4)
    told_on = models.DateField(_("told on"))

    class Meta:
        verbose_name = _("word to a unit that was left out")
        verbose_name_plural = _("words to units that were left out")
        indexes = [models.Index(fields=["told_on"], name="unitnotice_told")]

    def __str__(self) -> str:
        return f"{self.told_on:%Y-%m-%d}"


class ExclusionObjectionQuerySet(LockedQuerySet["ExclusionObjection"]):
    """The words of the desk for objections to an exclusion."""

    def open(self) -> "ExclusionObjectionQuerySet":
        """Those that nobody has decided yet."""
        return self.filter(outcome=ObjectionOutcome.OPEN)

    def visible_to(self, user: object) -> "ExclusionObjectionQuerySet":
        """Objections of units within the posts of `user`."""
        return self.filter(scope_filter(user, CASE_ROLES, "unit__region_code", "unit__station_id"))


class ExclusionObjection(models.Model):
    """A unit says that it should not have been left out; another person than the one who entered it decides.

    Upheld, the unit was screened again from the registers as they are then and is not left out any more.
    """

    unit = models.ForeignKey(ScreenedUnit, on_delete=models.PROTECT, related_name="objections")
    name = EncryptedField(_("who objects for the unit"))
    contact = EncryptedField(_("how to reach them"))
    text = models.CharField(_("what is objected"), max_length=1000)
    channel = models.CharField(_("channel"), max_length=4, choices=ObjectionChannel.choices)
    received_at = models.DateTimeField(_("objection received"))
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("entered by"))
    outcome = models.CharField(_("what became of it"), max_length=9, choices=ObjectionOutcome.choices, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("objection decided by")
    )
    decided_at = models.DateTimeField(_("objection decided"), null=True)

    objects = ExclusionObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to an exclusion")
        verbose_name_plural = _("objections to exclusions")
        indexes = [models.Index(fields=["received_at", "id"], condition=Q(outcome=""), name="exclusionobjection_open")]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(outcome=""), name="exclusionobjection_one_open"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="") & ~Q(reason="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="exclusionobjection_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(entered_by__isnull=True) | ~Q(decided_by=F("entered_by")),
                name="exclusionobjection_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d}"
