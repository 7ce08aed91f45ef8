"""Grants without an application (免申即享): a round over a region, what it found of every unit, and who checked it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.claim import Claim
from cases.states import Step
from cases.states.screening import Finding, RoundState, Why
from core.models import LockedQuerySet
from core.money import MoneyField
from enterprises.models import Enterprise
from programmes.queries.labels import rules_name
from stations.models import Region, ScopedQuerySet, Station, User, posts_of
from stations.states import CASE_ROLES


class ScreeningRoundQuerySet(LockedQuerySet["ScreeningRound"]):
    """The words of the desk for rounds."""

    def visible_to(self, user: object) -> "ScreeningRoundQuerySet":
        """Rounds that touch the regions of `user`'s posts: those over them, and those within them."""
        condition = Q(pk__in=[])
        for post in posts_of(user):
            if post.role in CASE_ROLES:
                here = post.station.region_code[:6] if post.station else post.scope_prefix
                wider = [here[:length] for length in (2, 4, 6) if length <= len(here)]
                condition |= Q(prefix__in=wider) | Q(prefix__startswith=here)
        return self.filter(condition)


class ScreeningRound(models.Model):
    """One programme, occasion and region: every unit of the region is screened, nobody applies.

    `wanted_at` is the work order: a screening was asked for then and is not done yet. `on` is the day by which facts and
    rules are judged, that of the first order; `launch_at` is the other work order: the votes are given, and claims of the
    units that agreed are not made yet. `year` the insurance year that was frozen, where the programme reads one.
    `run` counts the screenings that came to another result: votes and samples count within a run. The digest is taken over
    what the last one found. `answer_until` is the last day on which asked units answer; `silent` says whether silence counts
    as a yes after it, `apply_until` until when the others may still apply by themselves.
    `returned_by` and its fellows tell of the return to the first check that began this run; another result forgets it.
    """

    number = models.CharField(_("number"), max_length=30, unique=True)
    scheme = models.CharField(_("programme"), max_length=40)
    occasion = models.CharField(_("what it is about"), max_length=60, blank=True, default="")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    region_code = models.CharField(max_length=12)
    prefix = models.CharField(max_length=12)
    year = models.SmallIntegerField(_("insurance year"), null=True, blank=True)
    on = models.DateField(_("judged by"))
    state = models.CharField(_("state"), max_length=20, choices=RoundState.choices, default=RoundState.ORDERED)
    wanted_at = models.DateTimeField(_("screening asked for"), null=True, blank=True)
    launch_at = models.DateTimeField(_("last vote given"), null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True, default="")
    run = models.PositiveIntegerField(default=0)
    screened_at = models.DateTimeField(_("screened"), null=True, blank=True)
    units = models.PositiveIntegerField(_("units screened"), default=0)
    rules_label = models.CharField(max_length=80, blank=True, default="")
    rules_region = models.CharField(max_length=6, blank=True, default="")
    rules_digest = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(_("digest"), max_length=64, blank=True, default="")
    asked_on = models.DateField(_("units asked on"), null=True, blank=True)
    answer_until = models.DateField(_("answers until"), null=True, blank=True)
    silent = models.BooleanField(_("silence counts as a yes"), default=False)
    apply_until = models.DateField(_("may apply until"), null=True, blank=True)
    ordered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("round begun by"))
    ordered_at = models.DateTimeField(_("begun"))
    returned_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("returned by")
    )
    returned_at = models.DateTimeField(_("returned to the first check"), null=True, blank=True)
    return_reason = models.CharField(_("reason of the return"), max_length=500, blank=True, default="")

    objects = ScreeningRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round without applications")
        verbose_name_plural = _("rounds without applications")
        indexes = [
            models.Index(OpClass(F("prefix"), name="varchar_pattern_ops"), "id", name="screeninground_region"),
            models.Index(fields=["wanted_at"], condition=Q(wanted_at__isnull=False), name="screeninground_wanted"),
            models.Index(fields=["launch_at"], condition=Q(launch_at__isnull=False), name="screeninground_launch"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "occasion", "region_code"], name="screeninground_once"),
            models.CheckConstraint(
                condition=Q(state=RoundState.ORDERED) | (Q(screened_at__isnull=False) & ~Q(rules_digest="")),
                name="screeninground_names_its_rules",
            ),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True, answer_until__isnull=True) | Q(answer_until__gte=F("asked_on")),
                name="screeninground_time_to_answer",
            ),
            models.CheckConstraint(
                condition=Q(returned_by__isnull=True, returned_at__isnull=True, return_reason="")
                | (Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(return_reason="")),
                name="screeninground_return_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def rules_name(self) -> str:
        """The version of the rules in words."""
        return rules_name(self.rules_label)


class ScreenedUnit(models.Model):
    """What a round found of one unit: one a unit, programme and occasion, whichever round it is.

    Half a million rows a round, written by COPY: no row foreign keys, a statement trigger proves round and unit, which are
    never deleted. `reasons` are codes of unmet conditions and of `Why`, `fact` the name of the one that is missing. Facts
    and findings are JSON: with the rules of the round they work out to the same answer. `held_by` is who took the unit
    out, or recorded a word of the unit that stops it; another screening leaves such rows and those on their way (`claim`).
    """

    round = models.ForeignKey(ScreeningRound, on_delete=models.PROTECT, related_name="rows", db_constraint=False, db_index=False)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="screened", db_constraint=False, db_index=False
    )
    scheme = models.CharField(max_length=40)
    occasion = models.CharField(max_length=60)
    region_code = models.CharField(max_length=12)
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    outcome = models.CharField(_("what was found"), max_length=9, choices=Finding.choices)
    reasons = ArrayField(models.CharField(max_length=40), verbose_name=_("reasons"), default=list)
    fact = models.CharField(_("fact that is missing"), max_length=40, blank=True, default="")
    amount = MoneyField(_("amount"))
    staff = models.IntegerField(_("staff"), null=True)
    size = models.CharField(_("size class"), max_length=6, blank=True, default="")
    facts = models.JSONField()
    findings = models.JSONField()  # of each condition: code, met, fact, figure
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.CharField(_("reason in words"), max_length=300, blank=True, default="")
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    held_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("screened unit")
        verbose_name_plural = _("screened units")
        indexes = [models.Index(fields=["round", "outcome", "amount", "id"], name="screenedunit_round")]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "scheme", "occasion"], name="screenedunit_once"),
            models.UniqueConstraint(fields=["claim"], condition=Q(claim__isnull=False), name="screenedunit_of_one_claim"),
            models.CheckConstraint(
                condition=Q(outcome=Finding.QUALIFIED, reasons=[]) | (~Q(outcome=Finding.QUALIFIED) & ~Q(reasons=[])),
                name="screenedunit_says_why",
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=True) | Q(outcome=Finding.QUALIFIED), name="screenedunit_on_its_way_qualifies"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="screenedunit_not_negative"),
        ]

    @property
    def why(self) -> list[str]:
        """The codes of `Why` among the reasons."""
        return [code for code in self.reasons if code in Why.values]


class ScreeningVote(models.Model):
    """One person's word on a run of a round: no step twice, no person twice, nobody who ordered it or told its answers."""

    round = models.ForeignKey(ScreeningRound, on_delete=models.PROTECT, related_name="votes")
    run = models.PositiveIntegerField()
    step = models.CharField(max_length=12, choices=Step.choices)
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True, default="")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("vote on a round")
        verbose_name_plural = _("votes on a round")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "run", "step"], condition=Q(void_at__isnull=True), name="screeningvote_one_a_step"
            ),
            models.UniqueConstraint(
                fields=["round", "run", "actor"], condition=Q(void_at__isnull=True), name="screeningvote_no_two_by_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.actor_id}"


class SampledUnit(models.Model):
    """A unit drawn by lot in a run: whoever votes opens every one of them first."""

    round = models.ForeignKey(ScreeningRound, on_delete=models.PROTECT, related_name="sample")
    run = models.PositiveIntegerField()
    unit = models.ForeignKey(ScreenedUnit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("unit of a sample")
        verbose_name_plural = _("units of a sample")
        constraints = [models.UniqueConstraint(fields=["round", "run", "unit"], name="sampledunit_once")]

    def __str__(self) -> str:
        return f"{self.unit_id}"


class SampleLook(models.Model):
    """That somebody opened a unit of the sample, the first time. Append-only."""

    sampled = models.ForeignKey(SampledUnit, on_delete=models.PROTECT, related_name="looks")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("look at a sample")
        verbose_name_plural = _("looks at a sample")
        constraints = [models.UniqueConstraint(fields=["sampled", "actor"], name="samplelook_once")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
