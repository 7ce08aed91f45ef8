"""The machine's monthly work: a claim whose last month has passed is used up. Set-based."""

from django.db import connection, transaction

from cases.states import ClaimState, EndReason
from core import audit, clock
from stations.services.machine import machine_user

_END = """
WITH over AS (
    SELECT claim.id, last.month
    FROM cases_claim AS claim
    JOIN LATERAL (
        SELECT max(month) AS month FROM cases_instalment
        WHERE claim_id = claim.id AND cancelled_on IS NULL
    ) AS last ON last.month < %(month)s
    WHERE claim.state = %(granted)s
    FOR NO KEY UPDATE OF claim SKIP LOCKED
), ended AS (
    UPDATE cases_claim AS claim
    SET state = %(ended)s, end_reason = %(reason)s, ended_on = %(today)s, last_month = over.month
    FROM over WHERE claim.id = over.id
    RETURNING claim.id
)
INSERT INTO cases_claimstep (claim_id, verb, from_state, to_state, reason, actor_id, at)
SELECT id, 'end', %(granted)s, %(ended)s, '', %(actor)s, %(now)s FROM ended
"""


@transaction.atomic
def end_used_up() -> int:
    """Every granted claim whose last instalment month lies before this month is ended; returns how many. Idempotent."""
    machine = machine_user()
    with connection.cursor() as cursor:
        cursor.execute(
            _END,
            {
                "month": clock.this_month(),
                "today": clock.today(),
                "now": clock.now(),
                "granted": ClaimState.GRANTED,
                "ended": ClaimState.ENDED,
                "reason": EndReason.USED_UP,
                "actor": machine.pk,
            },
        )
        count = int(cursor.rowcount)
    if count:
        audit.record(machine, "claims.used_up", machine, count=count)
    return count
