"""The counts of a year: counted from its months, declared where no month tells them, frozen once a grant stands on them."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.policies import Refused, require
from enterprises.models import Enterprise, InsuranceYear
from enterprises.policies import can_judge
from stations.models import Region, User

FROZEN = _("This year is frozen: a grant stands on its counts.")

# Premiums count where they came in the year for the months of the year: arrears of earlier years paid late do not, nor do
# months of this year paid in a later one.
_COUNT = """
INSERT INTO enterprises_insuranceyear (enterprise_id, year, months_paid_in_full, insured_reference, staff_year_start,
    staff_year_end, insured_average, premium_paid, counted_at)
SELECT month.enterprise_id, %(year)s,
    count(*) FILTER (WHERE month.month >= %(january)s AND (month.paid_on IS NOT NULL OR month.waived)),
    max(month.insured_staff) FILTER (WHERE month.month = %(before)s),
    max(month.insured_staff) FILTER (WHERE month.month = %(january)s),
    max(month.insured_staff) FILTER (WHERE month.month = %(december)s),
    round(sum(month.insured_staff) FILTER (WHERE month.month >= %(january)s) / 12.0, 2),
    coalesce(sum(month.premium_unit + month.premium_staff) FILTER (
        WHERE month.month >= %(january)s AND month.paid_on BETWEEN %(january)s AND %(new_year)s), 0),
    %(now)s
FROM enterprises_insurancemonth month
WHERE month.line = 210 AND month.month BETWEEN %(before)s AND %(december)s AND month.enterprise_id IN ({units})
GROUP BY month.enterprise_id HAVING max(month.month) >= %(january)s
ON CONFLICT (enterprise_id, year) DO UPDATE SET months_paid_in_full = excluded.months_paid_in_full,
    insured_reference = excluded.insured_reference, staff_year_start = excluded.staff_year_start,
    staff_year_end = excluded.staff_year_end, insured_average = excluded.insured_average,
    premium_paid = excluded.premium_paid, counted_at = excluded.counted_at
WHERE enterprises_insuranceyear.frozen_on IS NULL
"""


def count_set(cursor: Any, *, year: int, units: str) -> int:
    """Count the year of every unit that the SELECT `units` (it may name %(year)s) gives; frozen years stay. One statement."""
    cursor.execute(
        _COUNT.format(units=units),
        {
            "year": year,
            "before": date(year - 1, 12, 1),
            "january": date(year, 1, 1),
            "december": date(year, 12, 1),
            "new_year": date(year, 12, 31),
            "now": clock.now(),
        },
    )
    return int(cursor.rowcount)


@transaction.atomic
def declare(
    *,
    year_id: int,
    actor: User,
    laid_off: int | None,
    natural_attrition: int | None,
    benefit_drawers: int | None,
    document: str,
) -> InsuranceYear:
    """Write down the counts that no month tells, from a document; None is “not known”, which is not zero.

    A frozen year takes what nobody knew before, and nothing else.
    """
    row = InsuranceYear.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=year_id)
    unit = row.enterprise
    require(can_judge(actor, unit), _("Acceptance, first check or second check of the place declare the counts."))
    values = {"laid_off": laid_off, "natural_attrition": natural_attrition, "benefit_drawers": benefit_drawers}
    known = [name for name in values if getattr(row, name) is not None]
    if row.frozen_on and (len(known) == len(values) or any(values[name] != getattr(row, name) for name in known)):
        raise Refused(FROZEN, code="frozen")
    for name, value in values.items():
        if value is not None and value < 0:
            raise Refused(_("A count is not negative."), field=name)
    document = document.strip()
    if not document:
        raise Refused(_("Name the document."), field="document")
    before = {name: getattr(row, name) for name in values}
    row.laid_off, row.natural_attrition, row.benefit_drawers = laid_off, natural_attrition, benefit_drawers
    row.declared_by, row.declared_at = actor, clock.now()
    row.save(update_fields=[*values, "declared_by", "declared_at"])
    audit.record(actor, "enterprise.year_declared", unit, year=row.year, before=before, after=values, document=document)
    return row


@transaction.atomic
def freeze(*, year: int, enterprise_ids: list[int], actor: User) -> int:
    """From today on neither months nor counts of that year change for these units: a grant stands on them.

    For the app that grants; who may grant is its question. Returns how many years were frozen by this call.
    """
    held = InsuranceYear.objects.filter(year=year, enterprise__in=enterprise_ids, frozen_on__isnull=True)
    found = sorted(held.select_for_update(of=("self",)).values_list("enterprise_id", flat=True))
    count = held.update(frozen_on=clock.today())
    audit.record_set(actor, "enterprise.year_frozen", Enterprise, found, year=year)
    return count


_FREEZE = """
UPDATE enterprises_insuranceyear y SET frozen_on = %(today)s FROM enterprises_enterprise u
WHERE u.id = y.enterprise_id AND u.region_code LIKE %(below)s AND y.year = %(year)s AND y.frozen_on IS NULL
"""


@transaction.atomic
def freeze_region(*, year: int, region: Region, actor: User) -> int:
    """As `freeze` for every unit registered in the region, by one statement and with one entry of the audit."""
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE, {"today": clock.today(), "below": f"{region.prefix}%", "year": year})
        count = int(cursor.rowcount)
    if count:
        audit.record(actor, "enterprise.years_frozen", region, region=region.code, year=year, units=count)
    return count


@transaction.atomic
def open_again(*, year: int, enterprise_id: int, actor: User, reason: str) -> bool:
    """The unit's year can be corrected again; False where it was not frozen. The caller knows that no grant stands on it."""
    unit = Enterprise.objects.locked(pk=enterprise_id)
    opened = InsuranceYear.objects.filter(enterprise=unit, year=year, frozen_on__isnull=False).update(frozen_on=None)
    if opened:
        audit.record(actor, "enterprise.year_opened", unit, year=year, reason=reason)
    return bool(opened)


@transaction.atomic
def count_again(*, year: int, enterprise_ids: list[int]) -> int:
    """Count the year of these units from their months; frozen years stay as they are."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS counted_unit (id bigint) ON COMMIT DROP")
        cursor.execute("TRUNCATE counted_unit")
        cursor.execute("INSERT INTO counted_unit SELECT unnest(%s::bigint[])", [enterprise_ids])
        return count_set(cursor, year=year, units="SELECT id FROM counted_unit")
