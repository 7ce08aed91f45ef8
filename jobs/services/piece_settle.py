"""The evening: the day's lines become each worker's pay, final; and a worker's word that a receipt is not right.

The money is the firm's. It goes from the firm, or from its deposit at the station, to the worker; no fund, ledger or payout
of this portal sees it. What stands here is a page of the payroll book, kept for three years at least (保障农民工工资支付条例
art. 15).
"""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.policies import Refused, constraint_of, require
from jobs.models import PieceDispute, PieceLine, PieceOrder, PiecePay, PieceSettlement
from jobs.policies import piece as policies
from jobs.queries import piece_days as query
from jobs.services.piece import NOT_HERE, write_movement
from jobs.states.piece import DisputeOutcome, Movement, Payer
from stations.models import User
from stations.services.machine import machine_user


@transaction.atomic
def settle(*, order_id: int, actor: User, on: date, payer: str, seen: str, reference: str = "") -> PieceSettlement:
    """The day is settled: each worker's pay stands, its lines are final, and a deposit that paid is less by what left it.

    `seen` is `Evening.seen` of the page that was confirmed. The same day twice gives the settlement that the first made.
    Raises Refused where the sheet changed since, an earlier day waits, nothing was entered, or the deposit is too small.
    """
    order = PieceOrder.objects.locked(pk=order_id)
    require(policies.can_work(actor, order), NOT_HERE)
    known = order.settlements.filter(on=on).first()
    if known:
        return known
    waiting = query.waiting_days(order)
    if on not in waiting:
        raise Refused(_("Nothing was entered for this day: there is nothing to settle."))
    if waiting[0] < on:
        raise Refused(_("Settle %(day)s first: evenings follow one another.") % {"day": waiting[0].isoformat()}, code="in_turn")
    evening = query.evening(order, on)
    if evening.seen != seen:
        raise Refused(
            _("The sheet was changed after this page was shown. Compare the sums below and confirm again."), code="stale"
        )
    made = PieceSettlement.objects.create(
        order=order, on=on, rate=order.rate, payer=Payer(payer), reference=reference.strip()[:60], workers=len(evening.rows),
        good=evening.good, rejected=evening.rejected, earned=evening.earned, advances=evening.advances, brought=evening.brought,
        paid=evening.paid, rest=evening.rest, settled_by=actor, settled_at=clock.now(),
    )  # fmt: skip
    PieceLine.objects.filter(order=order, on=on, settlement=None).update(settlement=made)
    PiecePay.objects.bulk_create(
        PiecePay(
            settlement=made, worker=row.worker, on=on, good=row.good, rejected=row.rejected, hours=row.hours,
            earned=row.pay.earned, advance=row.advance, brought=row.brought, paid=row.pay.paid, rest=row.pay.rest,
        )
        for row in evening.rows
    )  # fmt: skip
    if payer == Payer.DEPOSIT:
        write_movement(order, actor, Movement.SETTLED, -(made.paid + made.advances), on, settlement=made)
    audit.record(
        actor, "pieceorder.settled", order, settlement=made.pk, on=str(on), payer=str(payer), lines=made.workers,
        earned=str(made.earned), paid=str(made.paid),
    )  # fmt: skip
    return made


@transaction.atomic
def dispute(*, token: UUID, text: str) -> PieceDispute:
    """The worker who holds the receipt says that it is not right: on the station's list until it is answered. One at a time."""
    paid = PiecePay.objects.select_related("settlement__order").get(token=token)
    text = " ".join(text.split())
    if not text:
        raise Refused(_("Say what is not right."), field="text")
    try:
        with transaction.atomic():
            made = PieceDispute.objects.create(pay=paid, text=text[:500], received_at=clock.now())
    except IntegrityError as error:
        if constraint_of(error) == "piecedispute_one_open":
            raise Refused(_("Your word is with the station already and waits for an answer."), code="known") from None
        raise
    order = paid.settlement.order
    audit.record(
        machine_user(), "piecedispute.received", made, region=order.region_code, station_id=order.station_id, pay=paid.pk
    )
    return made


@transaction.atomic
def answer(*, dispute_id: int, actor: User, outcome: str, reason: str) -> PieceDispute:
    """The station looked into it; the worker reads outcome and reason on the receipt. Answered once."""
    found = (
        PieceDispute.objects.select_related("pay__settlement__order")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=dispute_id)
    )
    order = found.pay.settlement.order
    require(policies.can_keep(actor, order), NOT_HERE)
    if found.outcome:
        raise Refused(_("This was answered already. Reload the page to see how."), code="wrong_state")
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say what you found: the worker reads it."), field="reason")
    corrected = PieceLine.objects.filter(
        worker_id=found.pay.worker_id, corrects__on=found.pay.on, corrects__worker_id=found.pay.worker_id
    )
    if outcome == DisputeOutcome.ARREARS and found.arrears_id is None:
        raise Refused(_("The report of unpaid wages comes first."), field="outcome")
    if outcome == DisputeOutcome.CORRECTED and not corrected.exists():
        raise Refused(_("No correction of this day is on record: correct the line first."), field="outcome")
    found.outcome, found.reason = DisputeOutcome(outcome), reason[:500]
    found.decided_by, found.decided_at = actor, clock.now()
    found.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    audit.record(
        actor, "piecedispute.answered", found, region=order.region_code, station_id=order.station_id, outcome=str(outcome),
        reason=reason,
    )  # fmt: skip
    return found
