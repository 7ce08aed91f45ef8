"""Vacancies: work that a unit or a household offers, for so many people and until a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Resident
from cases.states import PersonGroup
from core import clock
from core.fields import EncryptedField
from core.money import MoneyField
from enterprises.formulas import unit_names
from enterprises.models import Enterprise
from jobs.models.occupation import Occupation
from jobs.models.vacancy_file import VacancyFile
from jobs.states.vacancies import PAY_WORDS, Employer, Hours, Insurance, PayDay, PayUnit, Post, Schooling, Source, VacancyState
from stations.models import Region, ScopedQuerySet, Station, User


def pairs_of(title: str, employer: str) -> list[str]:
    """The pairs of neighbouring characters by which a vacancy is found: those of its title and those of its employer."""
    return sorted({*unit_names.pairs(title), *unit_names.pairs(employer)})


class VacancyQuerySet(ScopedQuerySet["Vacancy"]):
    """Vacancies; those on show are open to everybody."""

    def on_show(self, on: date) -> "VacancyQuerySet":
        """What the public sees on that day: published, and its days not over."""
        return self.filter(state=VacancyState.PUBLISHED, valid_until__gte=on)


class Vacancy(models.Model):
    """Work offered by a unit or a household (岗位). Pay is in yuan for its `pay_unit`; `filled` people were hired so far.

    `region` is where the work is done, `station` the station that looks after the vacancy. A unit is one of the registry,
    or, where a department reports it, known by credit code and name. Coordinates are WGS 84.
    """

    number = models.CharField(_("number"), max_length=24, unique=True)
    employer_kind = models.CharField(_("offered by"), max_length=9, choices=Employer.choices, default=Employer.UNIT)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="vacancies", verbose_name=_("unit")
    )
    household = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("household of")
    )
    employer = models.CharField(_("name shown"), max_length=100)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True, default="")
    post = models.CharField(_("kind of post"), max_length=6, choices=Post.choices, default=Post.MARKET)
    source = models.CharField(_("source"), max_length=5, choices=Source.choices, default=Source.DESK)
    department = models.CharField(_("department that reported it"), max_length=60, blank=True, default="")
    title = models.CharField(pgettext_lazy("vacancy", "title"), max_length=60)
    words = ArrayField(models.CharField(max_length=2), default=list, editable=False)  # pairs of the title and of the employer
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT, related_name="+", verbose_name=_("occupation"))
    headcount = models.PositiveIntegerField(_("people wanted"))
    filled = models.PositiveIntegerField(_("people hired"), default=0)
    pay_from = MoneyField(_("pay from (CNY)"))
    pay_to = MoneyField(_("pay up to (CNY)"))
    pay_unit = models.CharField(_("pay for"), max_length=5, choices=PayUnit.choices, default=PayUnit.MONTH)
    pay_day = models.CharField(pgettext_lazy("vacancy", "paid"), max_length=7, choices=PayDay.choices, default=PayDay.MONTHLY)
    hours = models.CharField(_("hours"), max_length=8, choices=Hours.choices, default=Hours.FULL)
    hours_note = models.CharField(_("hours in words"), max_length=60, blank=True, default="")
    insurance = models.CharField(_("insurance"), max_length=8, choices=Insurance.choices)
    schooling = models.CharField(_("schooling"), max_length=7, choices=Schooling.choices, default=Schooling.ANY)
    welcome = ArrayField(
        models.CharField(max_length=20, choices=PersonGroup.choices), default=list, blank=True, verbose_name=_("groups welcome")
    )
    description = models.TextField(_("what is to be done"), max_length=1000, blank=True, default="")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("place of work"))
    region_code = models.CharField(max_length=12, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name=_("station"))
    address = models.CharField(_("address of the work"), max_length=200, blank=True, default="")
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(37), MaxValueValidator(54)],
    )  # fmt: skip
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True,
        validators=[MinValueValidator(97), MaxValueValidator(127)],
    )  # fmt: skip
    contact_name = models.CharField(_("contact"), max_length=25, blank=True, default="")
    contact_phone = EncryptedField(_("telephone of the contact"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"))
    state = models.CharField(_("state"), max_length=9, choices=VacancyState.choices, default=VacancyState.DRAFT)
    state_note = models.CharField(_("reason"), max_length=300, blank=True, default="")
    created_at = models.DateTimeField(pgettext_lazy("vacancy", "logged"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submit_token = models.UUIDField(unique=True, null=True, editable=False)  # of the form at the desk; files have none
    file = models.ForeignKey(VacancyFile, on_delete=models.PROTECT, null=True, editable=False, related_name="vacancies")
    source_key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # what makes a row of a file the same

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        indexes = [
            models.Index(
                fields=["region_code", "valid_until", "id"],
                name="vacancy_region",
                opclasses=["varchar_pattern_ops", "date_ops", "int8_ops"],
            ),
            models.Index(fields=["station", "state", "id"], name="vacancy_station"),
            models.Index(fields=["enterprise", "id"], name="vacancy_enterprise"),
            models.Index(fields=["occupation", "id"], name="vacancy_occupation", opclasses=["varchar_pattern_ops", "int8_ops"]),
            models.Index(fields=["published_at", "id"], name="vacancy_newest", condition=Q(state="published")),
            GinIndex(fields=["words"], name="vacancy_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(employer_kind="household", household__isnull=False, enterprise__isnull=True)
                | Q(employer_kind="unit", household__isnull=True, credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                name="vacancy_names_its_employer",
            ),
            models.CheckConstraint(condition=Q(headcount__range=(1, 10000)), name="vacancy_wants_somebody"),
            models.CheckConstraint(condition=Q(filled__lte=F("headcount")), name="vacancy_not_overfilled"),
            models.CheckConstraint(condition=Q(pay_from__gt=0, pay_to__gte=F("pay_from")), name="vacancy_says_its_pay"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False, latitude__range=(37, 54), longitude__range=(97, 127)),
                name="vacancy_inside_the_region",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("published", "filled")) | Q(published_at__isnull=False, published_by__isnull=False),
                name="vacancy_published_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(state_note=""), name="vacancy_refused_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The vacancy at the desk."""
        return reverse("jobs:vacancy_show", args=[self.pk])

    @property
    def wanted(self) -> int:
        """How many people are still wanted."""
        return self.headcount - self.filled

    @property
    def pay_words(self) -> str:
        """3,000–4,500 yuan a month."""
        ends = [f"{Decimal(end):,.2f}".rstrip("0").rstrip(".") for end in (self.pay_from, self.pay_to)]
        return str(PAY_WORDS[PayUnit(self.pay_unit)]) % {"pay": "–".join(dict.fromkeys(ends))}

    @property
    def place(self) -> str:
        """Where the work is, from the banner down; needs two parents of the region."""
        region, names = self.region, [self.region.name]
        while region.level > Region.Level.BANNER:
            region = region.parent
            names.append(region.name)
        return "".join(reversed(names))

    @property
    def over(self) -> bool:
        """Published, and its days gone by."""
        return self.state == VacancyState.PUBLISHED and self.valid_until < clock.today()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The region code is a copy of the region, kept for prefix search; the pairs are what a search is answered from."""
        self.region_code = self.region_id
        self.words = pairs_of(self.title, self.employer)
        super().save(*args, **kwargs)
