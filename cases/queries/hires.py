"""What hire records say: who works where, which months of a benefit a job takes, which running benefits it ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Claim, Hire, Resident
from cases.states import ClaimState, EndReason
from core import clock
from core.periods import add_months, month_of
from programmes.formulas import registry
from programmes.queries import labels, parameters, rulesets

_AGAINST = """
SELECT h.id FROM cases_hire h, unnest(%(months)s::date[]) AS part (month)
WHERE h.resident_id = %(resident)s AND h.voided_at IS NULL
    AND cases_job_covers(%(scheme)s, %(region)s, h.hired_on, h.left_on, part.month)
ORDER BY h.hired_on, h.id LIMIT 1
"""

_MONTH = "date_trunc('month', h.hired_on::timestamp)"
# A job that began after the claim was handed in ends it, however short it was; an older one where it covers a month.
_ENDS = f"""
FROM cases_claim claim JOIN cases_hire h ON h.resident_id = claim.resident_id AND h.voided_at IS NULL
WHERE claim.state IN ('granted', 'suspended') AND claim.scheme = ANY (%(schemes)s)
    AND EXISTS (
        SELECT FROM cases_instalment part WHERE part.claim_id = claim.id AND part.cancelled_on IS NULL
            AND part.month >= {_MONTH}
            AND (h.hired_on >= (claim.submitted_at AT TIME ZONE 'Asia/Shanghai')::date
                OR cases_job_covers(claim.scheme, claim.region_code, h.hired_on, h.left_on, part.month)))
"""
_FOUND = f"SELECT DISTINCT claim.id {_ENDS} ORDER BY claim.id"
# Asked again once the claims are held; of several jobs the first one ends the benefit.
_ENDING = f"""
SELECT DISTINCT ON (claim.id) claim.id, h.id, h.hired_on, least(claim.last_month, ({_MONTH}
    - CASE WHEN cases_job_covers(claim.scheme, claim.region_code, h.hired_on, NULL, {_MONTH}::date)
        THEN interval '1 month' ELSE interval '0' END)::date)
{_ENDS} AND claim.id = ANY (%(ids)s) ORDER BY claim.id, h.hired_on, h.id
"""


@dataclass(frozen=True)
class Ending:
    """A running claim that a hire record ends: by which record, from which day, and the last month that is paid."""

    claim_id: int
    hire_id: int
    hired_on: date
    last_month: date


def stopped() -> list[str]:
    """The programmes that a job ends, by their declarations."""
    return sorted(name for name, scheme in registry.SCHEMES.items() if scheme.stops_with_job)


def against(claim: Claim, months: Iterable[date]) -> Hire | None:
    """The first hire record that covers one of these months of the claim; None for a programme that goes on beside a job."""
    asked = sorted(set(months))
    if not asked or claim.resident_id is None or not registry.scheme(claim.scheme).stops_with_job:
        return None
    given = {"months": asked, "resident": claim.resident_id, "scheme": claim.scheme, "region": claim.region_code}
    with connection.cursor() as cursor:
        cursor.execute(_AGAINST, given)
        row = cursor.fetchone()
    return Hire.objects.get(pk=row[0]) if row else None


def last_month_paid(claim: Claim, hired_on: date) -> date:
    """The last month of benefit where a job begins on that day: the month before, or that of the hire where its law says so."""
    month = month_of(hired_on)
    if parameters.stated(claim.scheme, claim.region_code, month, "hire_month_paid") is False:
        return add_months(month, -1)
    return month


def found() -> list[int]:
    """The running claims that hire records end; nothing is held yet. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, {"schemes": stopped()})
        return [row[0] for row in cursor.fetchall()]


def ending(held: Sequence[int]) -> list[Ending]:
    """Those of the held claims that hire records end, each with the record and its last month."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDING, {"schemes": stopped(), "ids": list(held)})
        return [Ending(*row) for row in cursor.fetchall()]


def of_resident(resident: Resident) -> list[Hire]:
    """Every hire record of a person, the newest job first, what was struck out among them."""
    return list(resident.hires.select_related("recorded_by", "voided_by").order_by("-hired_on", "-pk"))


def works_now(resident: Resident) -> QuerySet[Hire]:
    """The jobs that a person has today."""
    today = clock.today()
    at_work = Q(left_on__isnull=True) | Q(left_on__gte=today)
    return Hire.objects.live().filter(at_work, resident=resident, hired_on__lte=today).order_by("hired_on", "pk")


def ended_by(hire: Hire) -> list[Claim]:
    """The claims that ended with this job."""
    with_it = Claim.objects.filter(resident_id=hire.resident_id, state=ClaimState.ENDED, end_reason=EndReason.EMPLOYED)
    return list(with_it.filter(ended_on=hire.hired_on).order_by("pk"))


def running(resident: Resident) -> list[Claim]:
    """What the person draws now and a job ends."""
    drawn = Claim.objects.filter(resident=resident, scheme__in=stopped())
    return list(drawn.filter(state__in=(ClaimState.GRANTED, ClaimState.SUSPENDED)).order_by("pk"))


def not_ended_yet(hire: Hire) -> list[Claim]:
    """What runs beside this job until the sweep has come: within the hour."""
    return [claim for claim in running(hire.resident) if against(claim, shown_months(claim))]


def shown_months(claim: Claim) -> list[date]:
    """The months for which the claim has something payable."""
    live = claim.instalments.filter(cancelled_on__isnull=True)
    return list(live.order_by("month").values_list("month", flat=True).distinct())


@dataclass(frozen=True)
class HireMonth:
    """What the law in force says of the month of the hire, for programmes that say the same; `unsure` is what is not certain."""

    programmes: str
    paid: bool
    unsure: str
    decided_by: str


def law_of_jobs(region_code: str) -> list[HireMonth]:
    """The same for every programme that a job ends, by the law of today. One query a programme."""
    told: dict[tuple[bool, str, str], list[str]] = {}
    for scheme in stopped():
        rules = rulesets.in_force(scheme, region_code, clock.today())
        entry = rules.content["parameters"].get("hire_month_paid") if rules else None
        if entry:
            said = (entry["value"], labels.in_language(entry, "unsure"), labels.in_language(entry, "decided_by"))
            told.setdefault(said, []).append(labels.scheme(scheme))
    return [HireMonth(_(", ").join(programmes), *said) for said, programmes in told.items()]
