"""The law as rows: dated rule sets that Postgres keeps as they were published, and the days off of each year."""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from core.models import LockedQuerySet
from programmes.formulas.minimum_wage import WageTable
from programmes.states import RuleState
from stations.models import User, posts_of
from stations.states import Role


class RuleSetQuerySet(LockedQuerySet["RuleSet"]):
    """Rule sets."""

    def published(self) -> "RuleSetQuerySet":
        """Those that are or were or will be the law."""
        return self.filter(state=RuleState.PUBLISHED)

    def on(self, day: date) -> "RuleSetQuerySet":
        """Those whose validity covers `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def concerning(self, region_code: str) -> "RuleSetQuerySet":
        """Those of the regions that contain `region_code`: the whole region, the league, the banner."""
        return self.filter(region_code__in=[region_code[:length] for length in (2, 4, 6)])

    def visible_to(self, user: Any) -> "RuleSetQuerySet":
        """The law for everybody; what is not yet or never became law for those who write rules there and for auditors."""
        condition = Q(state=RuleState.PUBLISHED)
        for post in posts_of(user):
            if post.role in (Role.RULES_PUBLISHER, Role.AUDITOR):
                condition |= Q(region_code__startswith=post.scope_prefix)
        return self.filter(condition)


class RuleSet(models.Model):
    """The figures of one scheme for one region from a day on, with their sources.

    Once published, Postgres refuses every change but one: an open end is closed on the eve of a published successor.
    The digest covers everything but that end. `region_code` is the division code without trailing zeros (15, 1505, 150502).
    """

    scheme = models.CharField(_("scheme"), max_length=40)
    region_code = models.CharField(_("region code"), max_length=6)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RuleState.choices, default=RuleState.DRAFT)
    document = models.TextField(_("document"))
    document_no = models.CharField(_("document number"), max_length=80, blank=True, default="")
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("based on")
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("drafted by"))
    drafted_at = models.DateTimeField(_("time of drafting"))
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("time of publication"), null=True, blank=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["scheme", "region_code", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(region_code__regex=r"^15([0-9]{2}){0,2}$"), name="ruleset_region_code"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="ruleset_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("drafted_by")), name="ruleset_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state=RuleState.PUBLISHED, published_by__isnull=False, published_at__isnull=False)
                | (~Q(state=RuleState.PUBLISHED) & Q(published_by__isnull=True, published_at__isnull=True)),
                name="ruleset_published_by_somebody",
            ),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="ruleset_digest_form"),
            ExclusionConstraint(
                name="ruleset_one_in_force",
                expressions=[
                    ("scheme", RangeOperators.EQUAL),
                    ("region_code", RangeOperators.EQUAL),
                    (Func("valid_from", "valid_to", models.Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state=RuleState.PUBLISHED),
                violation_error_message=_("Another published rule set of this scheme and region covers some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How an assessment names the version, e.g. `unemployment_benefit@2025-07-01`."""
        return f"{self.scheme}@{self.valid_from.isoformat()}"

    def as_wages(self) -> WageTable:
        """The same as a minimum wage table."""
        return WageTable(self.label, self.region_code, self.valid_from, self.valid_to, self.content, self.digest)


class Holiday(models.Model):
    """A weekday on which offices are closed, or a weekend day on which they are open, by the State Council's notice."""

    class Kind(models.TextChoices):
        OFF = "off", _("day off")
        WORK = "work", _("working weekend day")

    day = models.DateField(_("day"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    name = models.CharField(_("occasion"), max_length=40)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holiday calendar")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["off", "work"]), name="holiday_kind"),
            models.CheckConstraint(
                condition=~Q(kind="work") | Q(day__week_day__in=[1, 7]),
                name="holiday_work_on_a_weekend",
                violation_error_message=_("only a Saturday or Sunday can be a working weekend day"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.name}"
