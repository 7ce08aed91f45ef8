"""What publishing a minimum wage would do to the running plans, before anybody publishes it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from cases.states import ClaimState
from core import clock
from core.money import ZERO
from programmes.models import RuleSet
from programmes.queries.rulesets import WAGES
from programmes.services.rerating import rates_under

# A narrower region's own table goes before the new one in the months that it covers.
_FORETOLD = """
SELECT count(DISTINCT claim.id) FILTER (WHERE part.month > %(now)s), count(*) FILTER (WHERE part.month > %(now)s),
    coalesce(sum(rate.amount - part.amount) FILTER (WHERE part.month > %(now)s), 0),
    count(DISTINCT claim.id) FILTER (WHERE part.month <= %(now)s),
    coalesce(sum(rate.amount - part.amount) FILTER (WHERE part.month <= %(now)s), 0)
FROM cases_claim AS claim
JOIN LATERAL (SELECT result FROM cases_assessment WHERE claim_id = claim.id ORDER BY id DESC LIMIT 1) AS stored ON true
CROSS JOIN LATERAL jsonb_array_elements(stored.result -> 'instalments') AS plan
JOIN cases_instalment AS part ON part.claim_id = claim.id AND part.cancelled_on IS NULL
    AND part.month = to_date(plan ->> 'month', 'YYYY-MM')
JOIN unnest(%(labels)s::text[], %(regions)s::text[], %(digests)s::text[], %(percents)s::numeric[], %(uplifts)s::numeric[],
        %(amounts)s::numeric[]) AS rate (label, region, digest, percent, uplift, amount)
    ON rate.label = stored.result #>> '{versions,rules,label}' AND rate.region = stored.result #>> '{versions,rules,region_code}'
    AND rate.digest = stored.result #>> '{versions,rules,digest}' AND rate.percent = (plan #>> '{how,percent}')::numeric
    AND rate.uplift = (plan #>> '{how,uplift}')::numeric
WHERE claim.state = ANY (%(running)s) AND starts_with(stored.result ->> 'region_code', %(region)s)
    AND part.month >= %(since)s AND (%(until)s::date IS NULL OR part.month <= %(until)s) AND rate.amount <> part.amount
    AND NOT EXISTS (
        SELECT FROM programmes_ruleset AS own WHERE own.scheme = %(wages)s AND own.state = 'published'
        AND length(own.region_code) > length(%(region)s) AND starts_with(stored.result ->> 'region_code', own.region_code)
        AND own.valid_from <= part.month AND (own.valid_to IS NULL OR own.valid_to >= part.month))
"""


@dataclass(frozen=True)
class Foretold:
    """Claims and months that would get another amount, by how many yuan in all; and months begun, which people settle."""

    claims: int = 0
    months: int = 0
    more: Decimal = ZERO
    begun_claims: int = 0
    begun_more: Decimal = ZERO


def foretell(ruleset: RuleSet) -> Foretold:
    """What the re-rating would do if `ruleset` were published today; nothing for what is no minimum wage."""
    rates = list(rates_under(ruleset)) if ruleset.scheme == WAGES else []
    if not rates:
        return Foretold()
    labels, regions, digests, percents, uplifts, amounts = (list(column) for column in zip(*rates, strict=True))
    now: date = clock.this_month()
    given = {
        "labels": labels, "regions": regions, "digests": digests, "percents": percents, "uplifts": uplifts, "amounts": amounts,
        "running": [ClaimState.GRANTED.value, ClaimState.SUSPENDED.value], "region": ruleset.region_code, "now": now,
        "since": ruleset.valid_from, "until": ruleset.valid_to, "wages": WAGES,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FORETOLD, given)
        return Foretold(*cursor.fetchone())
