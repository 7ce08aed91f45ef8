"""The machine's look-out for overpayments: what it finds waits for people, and nothing is asked of anybody before."""

from django.db import connection, transaction

from cases.models import Claim
from payouts.queries import overpaid
from payouts.services.recoveries import write
from stations.services.machine import machine_user


@transaction.atomic
def find_overpayments() -> int:
    """Every overpayment that nobody has looked at yet stands as found; returns how many are new. Idempotent.

    What people dismissed is not found again. The search is one statement; what it finds is rare, a few a day.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('payouts.overpaid'))")
        if not cursor.fetchone()[0]:
            return 0
    found = overpaid.everywhere()
    claims = Claim.objects.in_bulk({each.claim_id for each in found})
    machine = machine_user()
    for each in found:
        write(claims[each.claim_id], each.cause, each.fund, each.lines, machine, "")
    return len(found)
