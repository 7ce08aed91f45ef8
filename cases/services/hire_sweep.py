"""The machine's answer to hire records: a job ends what the law stops with it (社会保险法 art. 51). Set-based.

Months that have begun stay as they are: payouts holds what is not on its way, and finds what was paid. Months not begun
are cancelled and stay the person's own.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction

from cases.models import Claim, ClaimStep, Hire, Resident
from cases.queries import hires as query
from cases.queries.hires import Ending
from cases.queries.rerating import hold
from cases.services import rights, steps
from cases.states import ClaimState, EndReason
from core import audit, clock
from core.periods import format_month
from stations.models import User
from stations.services.machine import machine_user

CHUNK = 500

_CANCEL = """
UPDATE cases_instalment part SET cancelled_on = %(today)s
FROM unnest(%(claims)s::bigint[], %(kept)s::date[]) AS row (claim_id, kept)
WHERE part.claim_id = row.claim_id AND part.month > row.kept AND part.cancelled_on IS NULL RETURNING part.claim_id
"""
_END = """
UPDATE cases_claim claim SET state = %(ended)s, end_reason = %(reason)s, ended_on = row.hired_on, last_month = row.last_month
FROM unnest(%(claims)s::bigint[], %(days)s::date[], %(months)s::date[]) AS row (claim_id, hired_on, last_month)
WHERE claim.id = row.claim_id
"""
_RESUME = """
UPDATE cases_suspension pause SET until_on = greatest(pause.from_on, row.hired_on)
FROM unnest(%(claims)s::bigint[], %(days)s::date[]) AS row (claim_id, hired_on)
WHERE pause.claim_id = row.claim_id AND pause.until_on IS NULL
"""
# Whoever is hired is unemployed no longer, whether a benefit runs or not.
_UNREGISTER = """
WITH hired AS (
    SELECT registration.id, min(job.hired_on) AS hired_on FROM cases_registration registration
    JOIN cases_hire job ON job.resident_id = registration.resident_id AND job.voided_at IS NULL
        AND job.hired_on >= registration.registered_on
    WHERE registration.ended_on IS NULL GROUP BY registration.id
)
UPDATE cases_registration registration SET ended_on = hired.hired_on, end_reason = %(reason)s
FROM hired WHERE registration.id = hired.id AND registration.ended_on IS NULL RETURNING registration.resident_id
"""


def end_employed(*, size: int = CHUNK) -> int:
    """Every running claim that a hire record ends is ended, and the registrations with them; returns how many claims.

    `size` claims a transaction with a fixed number of statements each. Idempotent; claims that somebody is acting on wait
    for the next sweep.
    """
    machine, found = machine_user(), query.found()
    count = sum(_chunk(machine, found[start : start + size]) for start in range(0, len(found), size))
    _unregister(machine)
    return count


@transaction.atomic
def _chunk(machine: User, ids: Sequence[int]) -> int:
    found = query.ending(hold(ids))
    if not found:
        return 0
    claims = Claim.objects.in_bulk([each.claim_id for each in found])
    jobs = Hire.objects.in_bulk([each.hire_id for each in found])
    kept = {each.claim_id: max(each.last_month, clock.this_month()) for each in found}
    cancelled = _cancel(kept)
    rights.release_all_after({claims[pk]: month for pk, month in kept.items()})
    _end(found)
    made = ClaimStep.objects.bulk_create(
        ClaimStep(
            claim=claims[each.claim_id], verb="end", from_state=claims[each.claim_id].state, to_state=ClaimState.ENDED,
            reason=f"{jobs[each.hire_id].employer} {each.hired_on:%Y-%m-%d}", actor=machine, at=clock.now(),
        )
        for each in found
    )  # fmt: skip
    told = [
        (
            claims[each.claim_id],
            {
                "step": step.pk, "before": claims[each.claim_id].state, "after": ClaimState.ENDED.value,
                "cause": EndReason.EMPLOYED.value, "on": str(each.hired_on), "last_month": format_month(each.last_month),
                "cancelled": cancelled.count(each.claim_id), "hire": each.hire_id,
            },
        )
        for each, step in zip(found, made, strict=True)
    ]  # fmt: skip
    audit.record_each(machine, steps.DONE["end"], told)
    return len(found)


def _cancel(kept: dict[int, date]) -> list[int]:
    """The claim of every month that was cancelled."""
    with connection.cursor() as cursor:
        cursor.execute(_CANCEL, {"claims": list(kept), "kept": list(kept.values()), "today": clock.today()})
        return [row[0] for row in cursor.fetchall()]


def _end(found: Sequence[Ending]) -> None:
    values: dict[str, Any] = {
        "claims": [each.claim_id for each in found],
        "days": [each.hired_on for each in found],
        "months": [each.last_month for each in found],
        "ended": ClaimState.ENDED.value,
        "reason": EndReason.EMPLOYED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RESUME, values)
        cursor.execute(_END, values)


@transaction.atomic
def _unregister(machine: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_UNREGISTER, {"reason": EndReason.EMPLOYED.value})
        people = [row[0] for row in cursor.fetchall()]
    if people:
        told = [(resident, {"reason": EndReason.EMPLOYED.value}) for resident in Resident.objects.in_bulk(people).values()]
        audit.record_each(machine, "resident.unregistered", told)
