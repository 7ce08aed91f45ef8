"""What was lent is owed from the day on which the bank paid it: the grant, by two people, says when it comes back."""

from django.db import connection, transaction
from django.utils.translation import gettext_lazy

from cases.models import Claim
from cases.services import numbers
from core import audit, clock
from ledger.services import journal
from payouts.formulas import shared_parts
from payouts.models import Recovery, RecoveryItem, RecoveryPart
from payouts.queries import lent
from payouts.services.recoveries import order_key
from payouts.states import Cause, RecoveryState
from stations.models import User
from stations.services.machine import machine_user


@transaction.atomic
def open_loans() -> int:
    """Every payment that was lent stands as a debt with its plan, and in the books as a receivable; returns how many are new.

    Idempotent: a payment is opened once for ever. The search is one statement; what it finds is rare, a few a year.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('payouts.lent'))")
        if not cursor.fetchone()[0]:
            return 0
    found = lent.unopened()
    claims = Claim.objects.in_bulk({each.claim_id for each in found})
    machine = machine_user()
    for each in found:
        _open(each, claims[each.claim_id], machine)
    return len(found)


def _open(each: lent.Lent, claim: Claim, machine: User) -> None:
    parts = shared_parts(amount=each.amount, plan=each.plan)
    loan = Recovery.objects.create(
        number=numbers.take("HK", claim.region_code), claim=claim, resident_id=claim.resident_id,
        enterprise_id=claim.enterprise_id, fund=each.fund, league_code=f"{claim.region_code[:4]}00",
        region_code=claim.region_code, station_id=claim.station_id, cause=Cause.LOAN, state=RecoveryState.REPAYING,
        amount=each.amount, reason=each.decision, found_by=machine, found_at=clock.now(), proposed_by_id=each.checked_by_id,
        proposed_at=clock.now(), ordered_by_id=each.decided_by_id, ordered_on=clock.today(), due_on=parts[-1][0],
        agreement=1, agreed_on=clock.today(), agreed_by=machine,
    )  # fmt: skip
    RecoveryItem.objects.create(recovery=loan, line_id=each.line_id, amount=each.amount)
    RecoveryPart.objects.bulk_create(
        RecoveryPart(recovery=loan, agreement=1, no=no, due_on=due_on, amount=amount)
        for no, (due_on, amount) in enumerate(parts, 1)
    )
    journal.post(
        key=order_key(loan), on=clock.today(), memo=gettext_lazy("Lent without interest"), fund=loan.fund,
        league=loan.league_code, postings=[("receivable", loan.amount), ("expense", -loan.amount)],
    )  # fmt: skip
    audit.record(machine, "recovery.lent", loan, claim=claim.number, amount=str(loan.amount), count=len(parts))
