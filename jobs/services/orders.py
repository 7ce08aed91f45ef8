"""Services on demand: ordered at the desk or by the public, assigned, answered by the provider's link, rated, called back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from cases.services import numbers
from cases.services.residents import checked_mobile
from core import audit, clock
from core.crypto import blind_index
from core.policies import Refused, require
from enterprises.models import Enterprise
from jobs.models import OrderAssignment, ServiceOrder
from jobs.policies import orders as policies
from jobs.queries import terms
from jobs.queries.providers import serving_in
from jobs.states.orders import GIVEN_BY, ORDER, Answer, Demand, Orderer, OrderWay, Service
from stations.models import Region, Station, User
from stations.services.machine import machine_user

SERIES = "FW"
#: Orders from one network address in an hour.
AN_HOUR = 10
NOT_HERE = _("Orders of this place are handled by another desk.")
CLOSED = _("This link does not lead on any more: the order has been answered or given to somebody else.")


@transaction.atomic
def order(
    *,
    token: UUID,
    service: str,
    orderer: str,
    region_code: str,
    contact_name: str,
    contact_mobile: str,
    agreed: bool,
    topic: str,
    demand: str = "",
    wish: str = "",
    wanted_on: date | None = None,
    place: str = "",
    body: str = "",
    resident_id: int | None = None,
    enterprise_id: int | None = None,
    station_id: int | None = None,
    address: str = "",
    actor: User | None = None,
) -> ServiceOrder:
    """The order waits to be assigned; the same sending twice is one order. Raises Refused by field."""
    known = ServiceOrder.objects.filter(submit_token=token).first()
    if known is not None:
        return known
    if (service == Service.DEMAND) != bool(demand):
        raise Refused(_("Choose a kind where a firm raises a demand, and none otherwise."), field="demand")
    if not agreed:
        raise Refused(_("Without consent nobody may be told how to reach you."), field="agreed")
    region = Region.objects.filter(pk=region_code, level=Region.Level.BANNER).first()
    if region is None:
        raise Refused(_("Choose a banner, county or district."), field="region_code")
    _refuse_unoffered(service, orderer, region)
    try:
        mobile = checked_mobile(contact_mobile)
    except Refused as wrong:
        raise Refused(wrong.sentence, field="contact_mobile") from None
    if not mobile:
        raise Refused(_("Give a mobile number under which you can be reached."), field="contact_mobile")
    if wanted_on is not None and wanted_on < clock.today():
        raise Refused(_("The day is today or later."), field="wanted_on")
    station = Station.objects.filter(pk=station_id, region_code__startswith=region.prefix).first() if station_id else None
    resident, unit = _who(orderer, actor, resident_id, enterprise_id)
    if orderer != Orderer.RESIDENT and unit is None and not body.strip():
        raise Refused(_("Name the unit or body."), field="body")
    sender = blind_index("address", address) if address else None
    recent = clock.now() - timedelta(hours=1)
    if sender is not None and ServiceOrder.objects.filter(sender=sender, ordered_at__gt=recent).count() >= AN_HOUR:
        raise Refused(_("Many orders came from your connection in a short time. Try again later, or go to a station."))
    try:
        with transaction.atomic():
            made = ServiceOrder.objects.create(
                number=numbers.take(SERIES, region.code),
                service=Service(service),
                demand=Demand(demand) if demand else "",
                way=OrderWay.DESK if actor else OrderWay.WEB,
                orderer=Orderer(orderer),
                resident=resident,
                enterprise=unit,
                body="" if orderer == Orderer.RESIDENT else (unit.name if unit else body.strip()),
                contact_name=contact_name.strip(),
                contact_mobile=mobile,
                agreed_at=clock.now(),
                topic=topic.strip(),
                wish=wish.strip(),
                wanted_on=wanted_on,
                place=place.strip(),
                region=region,
                region_code=station.region_code if station else region.code,
                station=station,
                ordered_at=clock.now(),
                entered_by=actor,
                sender=sender,
                submit_token=token,
                token=uuid4(),
            )
    except IntegrityError as error:
        raise Refused(_("This order is being taken in already. Wait a moment, then send it again.")) from error
    audit.record(
        actor or machine_user(), "order.placed", made, service=str(made.service), demand=str(made.demand), way=str(made.way)
    )
    return made


def _refuse_unoffered(service: str, orderer: str, region: Region) -> None:
    offered = terms.catalogue(terms.station(region.prefix, clock.today()))
    if service not in offered:
        names = str(_(", ")).join(str(Service(each).label) for each in offered)
        raise Refused(_("This service is not offered in that place. Offered are: %(names)s.") % {"names": names}, field="service")
    if orderer not in offered[service]:
        raise Refused(_("This service is not for those who order here. Choose another one."), field="service")


def _who(
    orderer: str, actor: User | None, resident_id: int | None, enterprise_id: int | None
) -> tuple[Resident | None, Enterprise | None]:
    """The person or unit of the portal for whom the desk orders; the public names itself and is linked to nobody."""
    if actor is None:
        return None, None
    resident = Resident.objects.visible_to(actor).filter(pk=resident_id).first() if resident_id else None
    unit = Enterprise.objects.visible_to(actor).filter(pk=enterprise_id).first() if enterprise_id else None
    return (resident if orderer == Orderer.RESIDENT else None), (unit if orderer == Orderer.UNIT else None)


@transaction.atomic
def assign(*, order_id: int, actor: User, provider_id: int) -> OrderAssignment:
    """The provider is asked; a link of its own opens the page on which the answer is given."""
    found = _locked(order_id, actor)
    state = ORDER.after("assign", found.state)
    provider = serving_in(found.region_id, *GIVEN_BY[found.service]).filter(pk=provider_id).first()
    if provider is None:
        raise Refused(_("Choose somebody who gives this service here."), field="provider_id")
    found.state = state
    found.save(update_fields=["state"])
    made = OrderAssignment.objects.create(
        order=found, provider=provider, token=uuid4(), assigned_by=actor, assigned_at=clock.now()
    )
    _record(actor, "order.assigned", found, provider=provider.pk)
    return made


@transaction.atomic
def withdraw(*, order_id: int, actor: User, reason: str) -> ServiceOrder:
    """The assignment ends and its link with it; somebody else can be asked."""
    found = _locked(order_id, actor)
    state = ORDER.after("withdraw", found.state)
    reason = _said(reason)
    found.assignments.filter(answer__in=(Answer.WAITING, Answer.TAKEN)).update(
        answer=Answer.WITHDRAWN, reason=reason, answered_at=clock.now()
    )
    found.state = state
    found.save(update_fields=["state"])
    _record(actor, "order.withdrawn", found, reason=reason)
    return found


@transaction.atomic
def cancel(*, order_id: int, actor: User, reason: str) -> ServiceOrder:
    """Nobody needs the service any more; an open assignment ends with it."""
    found = _locked(order_id, actor)
    found.state, found.state_note = ORDER.after("cancel", found.state), _said(reason)
    found.assignments.filter(answer__in=(Answer.WAITING, Answer.TAKEN)).update(
        answer=Answer.WITHDRAWN, reason=found.state_note, answered_at=clock.now()
    )
    found.save(update_fields=["state", "state_note"])
    _record(actor, "order.cancelled", found, reason=found.state_note)
    return found


@transaction.atomic
def answer(*, token: UUID, verb: str, note: str = "") -> OrderAssignment:
    """The provider takes the order, declines it with a reason, or says what was done; the machine writes it down.

    Raises Refused where the link does not lead on: answered, withdrawn or given to somebody else.
    """
    asked = OrderAssignment.objects.get(token=token)
    found: ServiceOrder = ServiceOrder.objects.locked(pk=asked.order_id)
    asked = OrderAssignment.objects.select_related("provider").get(token=token)
    asked.order = found
    waits = Answer.TAKEN if verb == "finish" else Answer.WAITING
    if asked.answer != waits or verb not in ("take", "decline", "finish"):
        raise Refused(CLOSED, code="wrong_state")
    found.state = ORDER.after(verb, found.state)
    now = clock.now()
    if verb == "take":
        asked.answer, asked.answered_at = Answer.TAKEN, now
    elif verb == "decline":
        asked.answer, asked.answered_at, asked.reason = Answer.DECLINED, now, _said(note, "note")
    else:
        asked.answer, asked.done_at, asked.done_note = Answer.DONE, now, _said(note, "note")
        found.done_at = now
    asked.save()
    found.save(update_fields=["state", "done_at"])
    _record(machine_user(), f"order.{DONE[verb]}", found, provider=asked.provider_id)
    return asked


DONE = {"take": "taken", "decline": "declined", "finish": "finished"}


@transaction.atomic
def rate(*, token: UUID, rating: int, note: str = "") -> ServiceOrder:
    """Whoever ordered rates what was done, once; a bad rating waits for a call back."""
    found: ServiceOrder = ServiceOrder.objects.locked(token=token)
    if found.rating is not None:
        raise Refused(_("This order was rated already. Thank you."), code="wrong_state")
    found.state = ORDER.after("rate", found.state)
    found.rating, found.rating_note, found.rated_at = rating, note.strip(), clock.now()
    found.save(update_fields=["state", "rating", "rating_note", "rated_at"])
    _record(machine_user(), "order.rated", found, rating=rating)
    return found


@transaction.atomic
def call_back(*, order_id: int, actor: User, note: str) -> ServiceOrder:
    """Somebody has spoken with whoever was not satisfied."""
    found = _locked(order_id, actor)
    if not found.is_bad or found.called_back_at is not None:
        raise Refused(_("Nobody waits for a call here."), code="wrong_state")
    found.called_back_at, found.called_back_by, found.call_back_note = clock.now(), actor, _said(note, "note")
    found.save(update_fields=["called_back_at", "called_back_by", "call_back_note"])
    _record(actor, "order.called_back", found)
    return found


def _locked(order_id: int, actor: User) -> ServiceOrder:
    found: ServiceOrder = ServiceOrder.objects.visible_to(actor).locked(pk=order_id)
    require(policies.can_handle(actor, found), NOT_HERE)
    return found


def _said(reason: str, field: str = "reason") -> str:
    if not reason.strip():
        raise Refused(_("Say it in a few words."), field=field)
    return reason.strip()


def _record(actor: User, verb: str, found: ServiceOrder, **data: Any) -> None:
    audit.record(actor, verb, found, state=str(found.state), **data)
