"""The steps of a matter of unpaid wages, from acceptance to its end. Each locks, asks whether it may, moves, writes, records."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from core import clock
from core.money import ZERO
from core.policies import Refused, require
from enterprises.models import Enterprise
from jobs.formulas import arrears_terms
from jobs.models import ArrearsCase, ArrearsPayment
from jobs.policies import arrears as policies
from jobs.queries import terms
from jobs.queries.providers import serving_in
from jobs.services.arrears import write_step
from jobs.states.arrears import ARREARS, HANDED_TO, ArrearsOutcome, ArrearsState, PayWay, RightBody
from jobs.states.providers import ProviderKind
from programmes.formulas.rulebook import Rulebook
from programmes.services import calendar
from stations.models import User

NOT_YOURS = _("This step is for whoever handles the matter, or for a post that you do not hold.")


@transaction.atomic
def accept(*, case_id: int, actor: User, note: str = "") -> ArrearsCase:
    """The bureau takes the matter on; `actor` handles it and the promised days run, sixty working days at most."""
    case = _locked(case_id, actor, "accept")
    today = clock.today()
    case.accepted_on, case.handler = today, actor
    case.inspect_by = arrears_terms.inspect_by(today, False, calendar.load())
    return _moved(case, "accept", actor, note, begun_on=today, due_on=_promised(case))


@transaction.atomic
def refuse(*, case_id: int, actor: User, body: str, reason: str) -> ArrearsCase:
    """Not accepted, with the reason and the body that is in charge, both of which the reporter reads."""
    case = _locked(case_id, actor, "refuse")
    case.state_note, case.handed_to = _said(reason), RightBody(body)
    return _moved(case, "refuse", actor, case.state_note, body=str(case.handed_to))


@transaction.atomic
def mediate(*, case_id: int, actor: User, mediator_id: int, note: str = "") -> ArrearsCase:
    """A mediator has the matter for the days of mediation, fifteen at most."""
    case = _locked(case_id, actor, "mediate")
    mediator = serving_in(case.region_id, ProviderKind.MEDIATOR).filter(pk=mediator_id).first()
    if mediator is None:
        raise Refused(_("Choose a mediator who serves in this place."), field="mediator_id")
    days = _terms(case).integer("arrears_mediation_days")
    case.mediator, case.mediate_by = mediator, arrears_terms.mediate_by(clock.today(), days)
    return _moved(case, "mediate", actor, note, begun_on=clock.today(), due_on=case.mediate_by, mediator=mediator.pk)


@transaction.atomic
def inspect(*, case_id: int, actor: User, order_no: str, reason: str) -> ArrearsCase:
    """The inspection orders the employer to pay; the term is that of the acceptance."""
    case = _locked(case_id, actor, "inspect")
    if not order_no.strip():
        raise Refused(_("Give the number of the order."), field="order_no")
    case.order_no = order_no.strip()
    return _moved(case, "inspect", actor, _said(reason), begun_on=case.accepted_on, due_on=_promised(case))


@transaction.atomic
def extend(*, case_id: int, actor: User, reason: str) -> ArrearsCase:
    """The inspection has thirty working days more, once, by the word of somebody who does not handle the matter."""
    case = _locked(case_id, actor, "extend")
    if case.extended:
        raise Refused(_("The inspection was extended already; the law allows it once."))
    case.extended = True
    case.inspect_by = arrears_terms.inspect_by(case.accepted_on or clock.today(), True, calendar.load())
    due_on = case.due_on if case.state == ArrearsState.MEDIATION else case.inspect_by
    return _moved(case, "extend", actor, _said(reason), begun_on=case.term_from, due_on=due_on)


@transaction.atomic
def settle(*, case_id: int, actor: User, settled_sum: Decimal, pay_by: date, note: str = "") -> ArrearsCase:
    """Agreed or ordered: so much, to be paid by that day."""
    case = _locked(case_id, actor, "settle")
    if settled_sum <= 0:
        raise Refused(_("The sum is more than nothing."), field="settled_sum")
    today = clock.today()
    if pay_by < today:
        raise Refused(_("The day of payment is today or later."), field="pay_by")
    case.settled_on, case.settled_sum, case.pay_by = today, settled_sum, pay_by
    return _moved(case, "settle", actor, note, begun_on=today, due_on=pay_by, amount=str(settled_sum), pay_by=str(pay_by))


@transaction.atomic
def pay(*, case_id: int, actor: User, amount: Decimal, paid_on: date, way: str, note: str = "") -> ArrearsPayment:
    """A part of the wages has reached the worker; the sum recovered follows."""
    case = _locked(case_id, actor, "pay")
    if amount <= 0:
        raise Refused(_("The sum is more than nothing."), field="amount")
    if not clock.day_of(case.received_at) <= paid_on <= clock.today():
        raise Refused(_("The day lies between the report and today."), field="paid_on")
    made = ArrearsPayment.objects.create(
        case=case, amount=amount, paid_on=paid_on, way=PayWay(way), note=note.strip(), recorded_by=actor, recorded_at=clock.now()
    )
    _count(case)
    write_step(case, "pay", actor, note, amount=str(amount), paid_on=str(paid_on), payment=made.pk)
    return made


@transaction.atomic
def void(*, payment_id: int, actor: User, reason: str) -> ArrearsPayment:
    """A part that was entered by mistake does not count any more and stays readable."""
    seen = ArrearsPayment.objects.get(pk=payment_id, case__in=ArrearsCase.objects.visible_to(actor))
    case = _locked(seen.case_id, actor, "pay")
    payment = ArrearsPayment.objects.get(pk=payment_id)
    if payment.voided_at is not None:
        raise Refused(_("This part was struck out already."))
    payment.voided_by, payment.voided_at, payment.void_reason = actor, clock.now(), _said(reason)[:200]
    payment.save(update_fields=["voided_by", "voided_at", "void_reason"])
    _count(case)
    write_step(case, "void", actor, reason, amount=str(payment.amount), payment=payment.pk)
    return payment


@transaction.atomic
def close(*, case_id: int, actor: User, outcome: str, reason: str = "") -> ArrearsCase:
    """The matter is at its end. Paid means that what was settled has been recovered; anything else needs a reason."""
    case = _locked(case_id, actor, "close")
    chosen = ArrearsOutcome(outcome)
    if chosen == ArrearsOutcome.PAID and (case.settled_sum is None or case.recovered < case.settled_sum):
        raise Refused(
            _("Less was recovered than was settled: record the parts first, or choose another outcome."), field="outcome"
        )
    if chosen == ArrearsOutcome.PART and not case.recovered:
        raise Refused(_("Nothing was recovered: record the parts first, or choose another outcome."), field="outcome")
    if chosen != ArrearsOutcome.PAID:
        case.state_note = _said(reason)
    case.outcome, case.closed_on = chosen, clock.today()
    return _moved(case, "close", actor, reason, outcome=str(chosen))


@transaction.atomic
def hand_on(*, case_id: int, actor: User, body: str, on: date, reason: str) -> ArrearsCase:
    """The matter is at arbitration, court, police or another inspection from that day."""
    case = _locked(case_id, actor, "hand_on")
    if RightBody(body) not in HANDED_TO:
        raise Refused(_("Choose to whom it goes."), field="body")
    if not clock.day_of(case.received_at) <= on <= clock.today():
        raise Refused(_("The day lies between the report and today."), field="on")
    case.handed_to, case.handed_on, case.state_note = RightBody(body), on, _said(reason)
    return _moved(case, "hand_on", actor, reason, body=str(body), on=str(on))


@transaction.atomic
def take_over(*, case_id: int, actor: User, reason: str) -> ArrearsCase:
    """A colleague handles the matter from now on and knows the reporter; whoever did does so no more."""
    case = _locked(case_id, actor, "take_over")
    before, case.handler = case.handler_id, actor
    return _moved(case, "take_over", actor, _said(reason), begun_on=case.term_from, due_on=case.due_on, before=before)


@transaction.atomic
def supervise(*, case_id: int, actor: User, supervisor: str, until: date, reason: str) -> ArrearsCase:
    """The matter is under supervision (挂牌督办): who watches, and until when it is to be cleared."""
    case = _locked(case_id, actor, "supervise")
    if not supervisor.strip():
        raise Refused(_("Say who supervises."), field="supervisor")
    if until < clock.today():
        raise Refused(_("The day is today or later."), field="until")
    case.supervisor, case.supervised_until = supervisor.strip(), until
    return _moved(case, "supervise", actor, _said(reason), begun_on=case.term_from, due_on=case.due_on, until=str(until))


@transaction.atomic
def lift(*, case_id: int, actor: User, reason: str) -> ArrearsCase:
    """The supervision is over."""
    case = _locked(case_id, actor, "lift")
    if not case.supervisor:
        raise Refused(_("The matter is not under supervision."))
    case.supervisor, case.supervised_until = "", None
    return _moved(case, "lift", actor, _said(reason), begun_on=case.term_from, due_on=case.due_on)


@transaction.atomic
def link(*, case_id: int, actor: User, enterprise_id: int) -> ArrearsCase:
    """The employer is a unit of the registry. Its own page names the matter and never the reporter."""
    case = _locked(case_id, actor, "link")
    unit = Enterprise.objects.visible_to(actor).filter(pk=enterprise_id).first()
    if unit is None:
        raise Refused(_("Choose a unit from the list."), field="enterprise_id")
    case.enterprise = unit
    return _moved(case, "link", actor, unit.name, begun_on=case.term_from, due_on=case.due_on, enterprise=unit.pk)


@transaction.atomic
def note_call(*, case_id: int, actor: User, note: str) -> ArrearsCase:
    """The helper has reached the person who cannot hear, read or speak Chinese; what was said stands on the timeline."""
    case: ArrearsCase = ArrearsCase.objects.visible_to(actor).locked(pk=case_id)
    require(policies.knows_story(actor, case), NOT_YOURS)
    case.called_at = clock.now()
    case.save(update_fields=["called_at"])
    write_step(case, "call", actor, _said(note))
    return case


def _locked(case_id: int, actor: User, verb: str) -> ArrearsCase:
    case: ArrearsCase = ArrearsCase.objects.visible_to(actor).locked(pk=case_id)
    ARREARS.after(verb, case.state)
    require(policies.can(actor, verb, case), NOT_YOURS)
    return case


def _moved(
    case: ArrearsCase,
    verb: str,
    actor: User,
    note: str,
    *,
    begun_on: date | None = None,
    due_on: date | None = None,
    **data: Any,
) -> ArrearsCase:
    case.state = ARREARS.after(verb, case.state)
    case.term_from, case.due_on = begun_on or clock.today(), due_on
    case.save()
    write_step(case, verb, actor, note, **data)
    return case


def _terms(case: ArrearsCase) -> Rulebook:
    return terms.station(case.region_code, clock.today())


def _promised(case: ArrearsCase) -> date:
    days = _terms(case).integer("arrears_promise_working_days")
    return arrears_terms.promised_by(case.accepted_on or clock.today(), days, case.extended, calendar.load())


def _count(case: ArrearsCase) -> None:
    counted = case.payments.filter(voided_at__isnull=True).aggregate(total=Sum("amount"))["total"]
    case.recovered = counted or ZERO
    case.save(update_fields=["recovered"])


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    return reason.strip()
