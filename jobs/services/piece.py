"""Orders of piece work and the firm's deposit: what is given out, put right, ended, paid in and given back.

The money is the firm's: nothing here touches the ledger or a payout.
"""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.services import numbers
from core import audit, clock
from core.policies import Refused, constraint_of, require
from enterprises.queries.registry import by_code
from jobs.models import PieceDeposit, PieceLine, PieceOrder
from jobs.policies import piece as policies
from jobs.states.piece import PIECE_ORDER, Movement
from stations.models import Station, User

NOT_HERE = _("This order is kept by another station.")


@transaction.atomic
def create(
    *,
    actor: User,
    station_id: int,
    credit_code: str,
    article: str,
    measure: str,
    rate: Decimal,
    quantity: int,
    starts_on: date,
    due_on: date,
    quality: str,
    token: UUID | None = None,
) -> PieceOrder:
    """The unit of that code gives work out at the station; `rate` is yuan for a good piece, up to four decimals.

    The same sending twice, known by its `token`, gives the order that the first made. Raises Refused naming the field.
    """
    station = Station.objects.get(pk=station_id)
    require(
        policies.can_open(actor, station), _("Only the staff of an open station, or acceptance of its banner, log orders there.")
    )
    known = PieceOrder.objects.filter(submit_token=token, created_by=actor).first() if token else None
    if known:
        return known
    unit = by_code(credit_code)
    if unit is None:
        raise Refused(_("No unit of this code is registered. Log the unit first."), field="credit_code")
    if unit.closed_on and unit.closed_on < clock.today():
        raise Refused(_("The register says that this unit is closed."), field="credit_code")
    _refuse_days(starts_on, due_on)
    made = PieceOrder(
        number=numbers.take("JJ", station.region_code), enterprise=unit, station=station, region_code=station.region_code,
        article=article.strip(), measure=measure.strip(), rate=rate, quantity=quantity, starts_on=starts_on, due_on=due_on,
        quality=quality.strip(), created_at=clock.now(), created_by=actor, submit_token=token,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        known = PieceOrder.objects.filter(submit_token=token, created_by=actor).first() if token else None
        if known:  # the first sending ended a moment ago
            return known
        raise
    audit.record(actor, "pieceorder.logged", made, enterprise=unit.pk, rate=str(rate), quantity=quantity)
    return made


@transaction.atomic
def change(*, order_id: int, actor: User, quantity: int, due_on: date, quality: str) -> PieceOrder:
    """More or fewer pieces, another day, other words for quality. Another rate is another order."""
    order = PieceOrder.objects.locked(pk=order_id)
    require(policies.can_work(actor, order), NOT_HERE)
    _refuse_days(order.starts_on, due_on)
    before = {"quantity": order.quantity, "due_on": str(order.due_on)}
    order.quantity, order.due_on, order.quality = quantity, due_on, quality.strip()
    order.save(update_fields=["quantity", "due_on", "quality"])
    audit.record(actor, "pieceorder.changed", order, before=before, quantity=quantity, due_on=str(due_on))
    return order


@transaction.atomic
def move(*, order_id: int, actor: User, verb: str, reason: str = "") -> PieceOrder:
    """Close, reopen or call the order off. Raises Refused where days wait to be settled, or money lies in the deposit."""
    order = PieceOrder.objects.locked(pk=order_id)
    require(policies.can_keep(actor, order), NOT_HERE)
    state = PIECE_ORDER.after(verb, order.state)
    reason = reason.strip()
    if verb == "cancel" and not reason:
        raise Refused(_("Say why the order is called off."), field="reason")
    if verb == "cancel" and order.settlements.exists():
        raise Refused(_("A day of this order was settled: close it instead."))
    if verb != "reopen" and PieceLine.objects.filter(order=order, settlement=None).exclude(good=0, advance=0).exists():
        raise Refused(_("A day of this order waits to be settled: settle it first, or empty its sheet."))
    if verb != "reopen" and order.deposit:
        raise Refused(
            _("%(left)s yuan of the firm's deposit are left: give them back first.") % {"left": f"{order.deposit:,.2f}"}
        )
    order.state, order.state_note = state, reason[:300]
    order.save(update_fields=["state", "state_note"])
    audit.record(actor, f"pieceorder.{VERBS[verb]}", order, reason=reason)
    return order


VERBS = {"close": "closed", "reopen": "reopened", "cancel": "cancelled"}


@transaction.atomic
def deposit(*, order_id: int, actor: User, kind: str, amount: Decimal, reference: str, token: UUID | None = None) -> PieceDeposit:
    """The firm paid `amount` yuan in, or got it back; the deposit has moved by it. Raises Refused where too little is left."""
    order = PieceOrder.objects.locked(pk=order_id)
    require(policies.can_keep(actor, order), NOT_HERE)
    known = PieceDeposit.objects.filter(submit_token=token, order=order).first() if token else None
    if known:
        return known
    if amount <= 0:
        raise Refused(_("Enter an amount above zero."), field="amount")
    if kind == Movement.PAID_IN:
        PIECE_ORDER.after("close", order.state)  # a finished order takes no money any more
    moved = amount if kind == Movement.PAID_IN else -amount
    made = write_movement(order, actor, kind, moved, clock.today(), reference=reference.strip()[:60], submit_token=token)
    audit.record(actor, f"piecedeposit.{made.kind}", order, amount=str(amount))
    return made


def write_movement(order: PieceOrder, actor: User, kind: str, amount: Decimal, on: date, **fields: Any) -> PieceDeposit:
    """One movement, and the deposit by it; Postgres refuses to fall below zero, which comes back as Refused."""
    try:
        with transaction.atomic():
            made = PieceDeposit.objects.create(
                order=order, kind=kind, amount=amount, on=on, recorded_by=actor, recorded_at=clock.now(), **fields
            )
    except IntegrityError as error:
        if constraint_of(error) != "pieceorder_deposit_not_below_zero":
            raise
        left = PieceOrder.objects.values_list("deposit", flat=True).get(pk=order.pk)
        raise Refused(
            _("The deposit holds %(left)s yuan, which is not enough.") % {"left": f"{left:,.2f}"},
            field="payer" if kind == Movement.SETTLED else "amount",
            code="deposit",
        ) from None
    order.refresh_from_db(fields=["deposit"])
    return made


def _refuse_days(starts_on: date, due_on: date) -> None:
    if due_on < starts_on:
        raise Refused(_("The day of delivery does not lie before the first day."), field="due_on")
