"""Insurance: what every unit owed and paid each month, and the counts of a year that grants are worked out from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.money import MoneyField
from enterprises.models.enterprise import Enterprise
from enterprises.models.orders import FileOrder
from enterprises.states import FileKind, Line
from stations.models import User


class InsuranceImport(FileOrder):
    """One file of insurance months or of units; it may speak of units of its region only."""

    kind = models.CharField(_("about"), max_length=10, choices=FileKind.choices, default=FileKind.MONTHS)
    confirmed = models.BooleanField(default=False)  # what would come of it was seen

    class Meta:
        verbose_name = _("file of the registry")
        verbose_name_plural = _("files of the registry")

    @property
    def noun(self) -> str:
        """Months and units have their own words."""
        return "insurance" if self.kind == FileKind.MONTHS else "units"

    @property
    def shown_first(self) -> bool:
        """A file of units is taken in once it was confirmed."""
        return self.kind == FileKind.UNITS and not self.confirmed


class InsuranceMonth(models.Model):
    """What the register of premiums says of a unit, a month and a line of insurance.

    Six million rows a year and line, so the table is partitioned by year, has no surrogate key and no row foreign keys:
    the import proves unit and file a statement at a time, and units and files are never deleted.
    `month` is its first day. Premiums are in yuan and are what was owed; `paid_on` is the day on which the money came
    (its month's first day where only the month is known), NULL while it is owed; a waived month owes nothing.
    `undivided`: the file gave one amount for unit and staff together; it stands in `premium_unit`, whose own part is not known.
    """

    pk = models.CompositePrimaryKey("enterprise_id", "month", "line")
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="insurance_months", db_constraint=False, db_index=False
    )
    month = models.DateField(_("month"))
    line = models.SmallIntegerField(_("line of insurance"), choices=Line.choices, default=Line.UNEMPLOYMENT)
    insured_staff = models.IntegerField(_("insured staff"))
    premium_unit = MoneyField(_("premium of the unit"))
    premium_staff = MoneyField(_("premium of the staff"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    waived = models.BooleanField(_("waived"), default=False)
    undivided = models.BooleanField(_("unit and staff in one amount"), default=False)
    source = models.ForeignKey(InsuranceImport, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        verbose_name = _("insurance month")
        verbose_name_plural = _("insurance months")
        constraints = [
            models.CheckConstraint(
                condition=Q(insured_staff__gte=0, premium_unit__gte=0, premium_staff__gte=0), name="insurancemonth_not_negative"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="insurancemonth_is_a_month"),
            models.CheckConstraint(
                condition=Q(waived=False) | Q(premium_unit=0, premium_staff=0), name="insurancemonth_waived_owes_nothing"
            ),
        ]


class InsuranceYear(models.Model):
    """The raw counts of a unit's year, from which the formulas of B-2 work out the layoff rate and the base.

    Counted from the months of unemployment insurance: `months_paid_in_full` (waived ones count as paid),
    `insured_reference` (insured at the end of the year before), `staff_year_start` (insured in January),
    `staff_year_end` (insured in December), `insured_average` (sum of the months ÷ 12), `premium_paid` (yuan, received in
    the year for the months of the year: neither arrears of earlier years nor waived months). Declared or imported:
    `laid_off`, `natural_attrition`, `benefit_drawers`; NULL is “not known”, which is not zero. From `frozen_on` on
    neither months nor counts change any more: a grant stands on them.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="insurance_years")
    year = models.SmallIntegerField(_("year"))
    months_paid_in_full = models.SmallIntegerField(_("months paid in full"), default=0)
    insured_reference = models.IntegerField(_("insured at the end of the year before"), null=True, blank=True)
    staff_year_start = models.IntegerField(_("insured at the start of the year"), null=True, blank=True)
    staff_year_end = models.IntegerField(_("insured at the end of the year"), null=True, blank=True)
    insured_average = models.DecimalField(_("insured on average"), max_digits=10, decimal_places=2, null=True, blank=True)
    laid_off = models.IntegerField(_("laid off"), null=True, blank=True)
    natural_attrition = models.IntegerField(_("left of their own accord or by nature"), null=True, blank=True)
    benefit_drawers = models.IntegerField(_("began to draw unemployment benefit"), null=True, blank=True)
    premium_paid = MoneyField(_("premium paid for the year"), default=0)
    counted_at = models.DateTimeField(_("counted"))
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declared_at = models.DateTimeField(null=True, blank=True)
    frozen_on = models.DateField(pgettext_lazy("insurance year", "frozen on"), null=True, blank=True)

    class Meta:
        verbose_name = _("insurance year")
        verbose_name_plural = _("insurance years")
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "year"], name="insuranceyear_once"),
            models.CheckConstraint(condition=Q(months_paid_in_full__range=(0, 12)), name="insuranceyear_twelve_months"),
            models.CheckConstraint(
                condition=Q(premium_paid__gte=0)
                & (Q(laid_off__isnull=True) | Q(laid_off__gte=0))
                & (Q(natural_attrition__isnull=True) | Q(natural_attrition__gte=0))
                & (Q(benefit_drawers__isnull=True) | Q(benefit_drawers__gte=0)),
                name="insuranceyear_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)
