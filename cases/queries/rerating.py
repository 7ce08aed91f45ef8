"""Which running claims rest on minimum wages that are no longer the newest, and what people have to settle of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from cases.formulas.rerating import Difference
from cases.models import Claim, Rerating
from cases.states import ClaimState
from core.periods import parse_month
from programmes.services.rerating import PublishedLaw
from stations.models import Region

#: The states in which something is or was drawn.
DRAWN = (ClaimState.GRANTED, ClaimState.SUSPENDED, ClaimState.ENDED)
#: An assessment may have been begun before a publication that was committed first; by a day the clocks agree.
_MARGIN = timedelta(days=1)

# A benefit that a job ends is not re-rated: it waits for the sweep that ends it.
_STALE = """
FROM cases_claim AS claim
JOIN LATERAL (
    SELECT id, result FROM cases_assessment
    WHERE claim_id = claim.id AND assessed_at < %(before)s AND id = (
        SELECT id FROM cases_assessment AS last WHERE last.claim_id = claim.id ORDER BY id DESC LIMIT 1)
) AS stored ON true
JOIN unnest(%(regions)s::text[], %(digests)s::text[], %(wages)s::jsonb[]) AS law (region, digest, wages)
    ON law.region = left(stored.result ->> 'region_code', 6)
WHERE claim.state = ANY (%(running)s)
    AND stored.result -> 'versions' -> 'wages' <> law.wages
    AND NOT EXISTS (SELECT FROM cases_rerating AS done WHERE done.claim_id = claim.id AND done.law = law.digest)
    AND NOT EXISTS (
        SELECT FROM cases_hire AS job JOIN cases_instalment AS part ON part.claim_id = claim.id AND part.cancelled_on IS NULL
        WHERE job.resident_id = claim.resident_id AND job.voided_at IS NULL
            AND cases_job_covers(claim.scheme, claim.region_code, job.hired_on, job.left_on, part.month))
    AND EXISTS (
        SELECT FROM jsonb_array_elements(law.wages) AS new
        JOIN cases_instalment AS part ON part.claim_id = claim.id AND part.cancelled_on IS NULL
            AND part.month >= (new ->> 'valid_from')::date
        WHERE NOT EXISTS (
            SELECT FROM jsonb_array_elements(stored.result -> 'versions' -> 'wages') AS old
            WHERE old - 'valid_to' = new - 'valid_to'))
"""

_FOUND = f"SELECT claim.id {_STALE} ORDER BY claim.id"

# What is skipped is held by somebody who is acting on it, or by another sweep; the next one finds it.
_HOLD = "SELECT id FROM cases_claim WHERE id = ANY (%(ids)s) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED"

# Asked again once they are held: between the first look and the lock another sweep may have dealt with a claim.
_HELD = f"SELECT stored.id, law.digest {_STALE} AND claim.id = ANY (%(ids)s)"


def parameters(law: PublishedLaw) -> dict[str, Any]:
    """What the statements ask of the law; one query, for the regions down to the banners."""
    codes = list(Region.objects.filter(level__lte=Region.Level.BANNER).order_by("code").values_list("code", flat=True))
    before = datetime.fromisoformat(law.newest) + _MARGIN if law.newest else None
    return {
        "before": before,
        "regions": [code[:6] for code in codes],
        "digests": [law.digest(code) for code in codes],
        "wages": [law.versions_text(code) for code in codes],
        "running": [ClaimState.GRANTED.value, ClaimState.SUSPENDED.value],
    }


def found(given: dict[str, Any]) -> list[int]:
    """The numbers of all claims that may need another amount; nothing is held yet."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, given)
        return [row[0] for row in cursor.fetchall()]


def hold(ids: Sequence[int]) -> list[int]:
    """Those of `ids` that nobody else holds, held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, {"ids": list(ids)})
        return [row[0] for row in cursor.fetchall()]


def stale(given: dict[str, Any], held: list[int]) -> dict[int, str]:
    """The newest assessments of the held claims that rest on older wages, with the digest of those published now."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {**given, "ids": held})
        return dict(cursor.fetchall())


def last(claim: Claim) -> Rerating | None:
    """The newest re-rating that changed or named something."""
    return claim.reratings.filter(assessment__isnull=False).order_by("-pk").first()


def to_settle(claim: Claim) -> list[Difference]:
    """Months that had begun and would have had another amount: the difference is settled by hand."""
    rerating = last(claim) if claim.state in DRAWN else None
    rows = rerating.by_hand if rerating else []
    return [Difference(parse_month(row["month"]), Decimal(row["before"]), Decimal(row["after"])) for row in rows]
