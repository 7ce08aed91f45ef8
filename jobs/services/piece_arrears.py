"""A disputed receipt for piece work goes on as a report of unpaid wages: what is on record is not asked again.

The report is sealed as every other one: no page of the piece order names it, and its own page names the receipt only to
whoever knows who reported.
"""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.crypto import blind_index
from core.policies import Refused, require
from core.templatetags.portal import day
from jobs.models import PieceDispute
from jobs.policies import piece as policies
from jobs.services import arrears, piece_settle
from jobs.services.arrears import Receipt
from jobs.services.piece import NOT_HERE
from jobs.states.piece import DisputeOutcome
from stations.models import User
from stations.services.machine import machine_user


@transaction.atomic
def report(
    *,
    token: UUID,
    amount: Decimal | None = None,
    mobile: str = "",
    text_agreed: bool = False,
    address: str = "",
) -> Receipt:
    """The worker who holds the receipt, and has said what is not right, reports the wages as unpaid. Twice gives the same."""
    said = PieceDispute.objects.filter(pay__token=token).order_by("-pk").values_list("pk", flat=True).first()
    if said is None:
        raise Refused(_("Say first what is not right."))
    return _report(said, None, amount=amount, mobile=mobile, text_agreed=text_agreed, address=address)


@transaction.atomic
def hand_on(*, dispute_id: int, actor: User, reason: str) -> Receipt:
    """The desk answers that wages were not paid; the report is taken in on the worker's behalf, its receipt is for the worker."""
    found = PieceDispute.objects.select_related("pay__settlement__order").get(pk=dispute_id)
    require(policies.can_keep(actor, found.pay.settlement.order), NOT_HERE)
    receipt = _report(dispute_id, actor)
    piece_settle.answer(dispute_id=dispute_id, actor=actor, outcome=DisputeOutcome.ARREARS, reason=reason)
    return receipt


def _report(
    dispute_id: int,
    actor: User | None,
    *,
    amount: Decimal | None = None,
    mobile: str = "",
    text_agreed: bool = False,
    address: str = "",
) -> Receipt:
    said = (
        PieceDispute.objects.select_related("pay__worker__resident", "pay__settlement__order__enterprise")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=dispute_id)
    )
    if said.arrears is not None:
        return Receipt(said.arrears, arrears.code_of(said.arrears.submit_token))
    pay, worker, order = said.pay, said.pay.worker, said.pay.settlement.order
    month = pay.on.replace(day=1)
    receipt = arrears.report(
        token=_token(said), actor=actor, region_code=order.region_code[:6], station_id=order.station_id, name=worker.name,
        mobile=worker.mobile or (worker.resident.mobile if worker.resident else "") or mobile,
        id_number=str(worker.resident.id_number) if worker.resident else "", employer=order.enterprise.name,
        site=f"{order.station.name} {order.article}", month_from=month, month_to=month, amount=amount, story=_story(said),
        text_agreed=text_agreed, address=address,
    )  # fmt: skip
    case = receipt.case
    case.enterprise = order.enterprise
    case.save(update_fields=["enterprise"])
    said.arrears = case
    said.save(update_fields=["arrears"])
    # The audit of the piece order says that there is a report, not which: the number would name who reported.
    audit.record(actor or machine_user(), "piecedispute.reported", said, region=order.region_code, station_id=order.station_id)
    return receipt


def _token(said: PieceDispute) -> UUID:
    """The same for the same complaint, so that a second press finds the report that the first one made."""
    return UUID(bytes=blind_index("piece dispute", str(said.pk))[:16], version=4)


def _story(said: PieceDispute) -> str:
    pay, order = said.pay, said.pay.settlement.order
    words = _("Receipt of %(day)s: %(good)s good pieces at %(rate)s yuan, earned %(earned)s, advance %(advance)s, paid %(paid)s.")
    facts = words % {
        "day": day(pay.on), "good": pay.good, "rate": order.plain_rate, "earned": pay.earned, "advance": pay.advance,
        "paid": pay.paid,
    }  # fmt: skip
    return f"{said.text}\n{facts}"
