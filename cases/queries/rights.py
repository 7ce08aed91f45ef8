"""Which exclusive rights a grant would take, and what other claims hold of them already (E-9)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from cases.models import Claim, ExclusiveRight
from cases.queries import succession
from core.periods import add_months
from programmes.formulas import registry
from programmes.formulas.declaration import Exclusive

_NAMED = 5


def wanted(claim: Claim, months: Iterable[date], granted_on: date, people: Sequence[int] = ()) -> list[ExclusiveRight]:
    """The rights, unsaved, that a grant of `months` on that day takes for the applicant and for the listed `people`."""
    paid = sorted(set(months))
    return [
        ExclusiveRight(claim=claim, key=right.key, during=span, **holder)
        for right in registry.scheme(claim.scheme).exclusive
        for holder in _holders(claim, right, people)
        for span in _spans(right, paid, granted_on)
    ]


def held_by_others(claim: Claim, rows: Sequence[ExclusiveRight]) -> list[str]:
    """The numbers of the claims that hold some of these rights, on a list with the person's name; the first few."""
    named = [
        f"{right.resident.name} ({right.claim.number})" if claim.enterprise_id and right.resident else right.claim.number
        for right in others(claim, rows)
    ]
    return list(dict.fromkeys(named))


def others(claim: Claim, rows: Sequence[ExclusiveRight]) -> list[ExclusiveRight]:
    """What other claims hold of these rights, the first few of each. One query for each key and span, however many people."""
    mine = succession.before(claim) if rows else []
    by_span: dict[tuple[str, Any], list[ExclusiveRight]] = {}
    for row in rows:
        by_span.setdefault((row.key, row.during), []).append(row)
    found: list[ExclusiveRight] = []
    for (key, span), same in by_span.items():
        whose = Q(resident_id__in=[row.resident_id for row in same if row.resident_id])
        whose |= Q(enterprise_id__in=[row.enterprise_id for row in same if row.enterprise_id])
        held = ExclusiveRight.objects.filter(whose, key=key, during__overlap=span, released_on__isnull=True)
        held = held.exclude(claim_id__in=[claim.pk, *mine]).select_related("claim", "resident").defer("resident__id_number")
        found += held.order_by("pk")[:_NAMED]
    return found


_KEPT_OUT = """
SELECT DISTINCT w.claim FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::daterange[])
    AS w (claim, resident, enterprise, key, span)
JOIN cases_exclusiveright r ON r.key = w.key AND r.during && w.span AND r.released_on IS NULL AND r.claim_id <> w.claim
    AND (r.resident_id = w.resident OR r.enterprise_id = w.enterprise)
"""


def kept_out(rows: Sequence[ExclusiveRight]) -> set[int]:
    """The claims of `rows` that cannot have one of them, since another claim holds it. One query."""
    columns = (
        [row.claim_id for row in rows], [row.resident_id for row in rows], [row.enterprise_id for row in rows],
        [row.key for row in rows], [f"[{row.during.lower or ''},{row.during.upper or ''})" for row in rows],
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_OUT, columns)
        return {claim for (claim,) in cursor.fetchall()}


def _holders(claim: Claim, right: Exclusive, people: Sequence[int]) -> list[dict[str, Any]]:
    if right.holder == "listed":
        return [{"resident_id": pk} for pk in people]
    if right.holder != "applicant":
        return [{"resident_id": pk} for pk in named_holders(claim, right)]
    return [{"enterprise_id": claim.enterprise_id} if claim.enterprise_id else {"resident_id": claim.resident_id}]


def named_holders(claim: Claim, right: Exclusive) -> list[int]:
    """The person of the claim whose number is told in the fact that the right names; nobody where there is none."""
    number = str(claim.facts.get(right.holder) or "")
    return list(Claim.objects.filter(number=number, resident__isnull=False).values_list("resident_id", flat=True))


def _spans(right: Exclusive, months: Sequence[date], granted_on: date) -> list[DateRange]:
    """For ever, the calendar year, or each unbroken run of months."""
    if right.span == "ever":
        return [DateRange(None, None, "[)")]
    if right.span == "year":
        return [DateRange(date(granted_on.year, 1, 1), date(granted_on.year + 1, 1, 1), "[)")]
    runs: list[tuple[date, date]] = []
    for month in months:
        after = add_months(month, 1)
        if runs and runs[-1][1] == month:
            runs[-1] = (runs[-1][0], after)
        else:
            runs.append((month, after))
    return [DateRange(first, after, "[)") for first, after in runs]
