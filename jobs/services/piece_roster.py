"""The roster of an order: who works on it, from when, until when; nobody under sixteen."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from cases.queries.residents import owner_of
from cases.services import residents
from core import audit, clock
from core.policies import Refused, constraint_of, require
from jobs.formulas.piece_pay import too_young
from jobs.models import PieceOrder, PieceWorker
from jobs.policies import piece as policies
from jobs.services.piece import NOT_HERE
from stations.models import User

CHILD = _("The person is not 16 yet: taking her or him on would be child labour (Labour Law, article 15). It is not allowed.")


@transaction.atomic
def add(
    *,
    order_id: int,
    actor: User,
    name: str,
    joined_on: date,
    mobile: str = "",
    id_number: str = "",
    born_on: date | None = None,
    text_agreed: bool = False,
) -> PieceWorker:
    """The person works on the order from `joined_on`.

    With an ID number it is that resident, logged at the station of the order where nobody knew the number; without one a
    person known by name, mobile and date of birth, until somebody brings the card. Raises Refused naming the field.
    """
    order = PieceOrder.objects.locked(pk=order_id)
    require(policies.can_work(actor, order), NOT_HERE)
    name = residents.checked_name(name)
    mobile = residents.checked_mobile(mobile)
    if joined_on > clock.today():
        raise Refused(_("The first day at work is today or has been."), field="joined_on")
    if joined_on < order.starts_on:
        raise Refused(_("The order began later than that day."), field="joined_on")
    person = resident_of(actor=actor, order=order, name=name, mobile=mobile, id_number=id_number, on=joined_on)
    if person:
        name, mobile, born_on = person.name, mobile or person.mobile, person.born_on
    if person and person.deceased_on:
        raise Refused(_("The register says that this person has died."), field="id_number")
    if not person and not mobile:
        raise Refused(_("Without an ID number the mobile number is needed: it tells people of one name apart."), field="mobile")
    if born_on is None:
        raise Refused(_("Without an ID number the date of birth is needed: nobody under 16 may work here."), field="born_on")
    if too_young(born_on, joined_on):
        raise Refused(CHILD, field="id_number" if person else "born_on", code="child")
    number = (order.workers.aggregate(most=Max("number"))["most"] or 0) + 1
    made = PieceWorker(
        order=order, number=number, resident=person, name=name, mobile=mobile, born_on=born_on, joined_on=joined_on,
        added_by=actor, added_at=clock.now(), text_agreed_at=clock.now() if text_agreed else None,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if constraint_of(error) in ("pieceworker_resident_once", "pieceworker_person_once"):
            raise Refused(_("This person stands on the roster already."), field="name", code="known") from None
        raise
    audit.record(
        actor, "pieceworker.added", made, region=order.region_code, station_id=order.station_id, order=order.pk,
        resident=person.pk if person else None,
    )  # fmt: skip
    return made


@transaction.atomic
def leave(*, worker_id: int, actor: User, left_on: date) -> PieceWorker:
    """The person worked until that day; lines of a later day are refused. May come back."""
    worker = _locked(worker_id, actor)
    if not worker.joined_on <= left_on <= clock.today():
        raise Refused(_("The last day lies between the first day at work and today."), field="left_on")
    if worker.lines.filter(on__gt=left_on).exists():
        raise Refused(_("The sheet of a later day has a line of this person."), field="left_on")
    worker.left_on = left_on
    worker.save(update_fields=["left_on"])
    _record(actor, "pieceworker.left", worker, on=str(left_on))
    return worker


@transaction.atomic
def come_back(*, worker_id: int, actor: User) -> PieceWorker:
    """The person works again."""
    worker = _locked(worker_id, actor)
    require(policies.can_work(actor, worker.order), NOT_HERE)
    if worker.left_on:
        worker.left_on = None
        worker.save(update_fields=["left_on"])
        _record(actor, "pieceworker.returned", worker)
    return worker


@transaction.atomic
def agree(*, worker_id: int, actor: User, agreed: bool) -> PieceWorker:
    """The person wants the evening's receipt by text message from now on, or no more: consent is taken back as easily."""
    worker = _locked(worker_id, actor)
    if agreed and not worker.mobile:
        raise Refused(_("No mobile number is on the roster: there is nowhere to send it."))
    if agreed != (worker.text_agreed_at is not None):
        worker.text_agreed_at = clock.now() if agreed else None
        worker.save(update_fields=["text_agreed_at"])
        _record(actor, "pieceworker.text_agreed" if agreed else "pieceworker.text_ended", worker)
    return worker


@transaction.atomic
def identify(*, worker_id: int, actor: User, id_number: str) -> PieceWorker:
    """The card has come: the person known by name and mobile is that resident from now on, logged where need be."""
    worker = _locked(worker_id, actor)
    if worker.resident_id:
        raise Refused(_("It is known already who this is."))
    if not id_number.strip():
        raise Refused(_("Enter the ID number."), field="id_number")
    person = resident_of(
        actor=actor, order=worker.order, name=worker.name, mobile=worker.mobile, id_number=id_number, on=worker.joined_on
    )
    assert person is not None  # noqa: S101 - a number was given
    if too_young(person.born_on, worker.joined_on):
        raise Refused(CHILD, field="id_number", code="child")
    worker.resident, worker.born_on = person, person.born_on
    try:
        with transaction.atomic():
            worker.save(update_fields=["resident", "born_on"])
    except IntegrityError as error:
        if constraint_of(error) == "pieceworker_resident_once":
            raise Refused(_("This person stands on the roster already."), field="id_number", code="known") from None
        raise
    _record(actor, "pieceworker.identified", worker, resident=person.pk)
    return worker


def resident_of(*, actor: User, order: PieceOrder, name: str, mobile: str, id_number: str, on: date) -> Resident | None:
    """The resident of that number and name, logged now where need be; None for no number."""
    if not id_number.strip():
        return None
    number = residents.checked_number(id_number)
    if too_young(number.born_on, on):  # before anybody is logged
        raise Refused(CHILD, field="id_number", code="child")
    known = owner_of(number.text)
    if known is None:
        return residents.log(actor=actor, station_id=order.station_id, name=name, id_number=number.text, mobile=mobile)
    if known.name != name:
        raise Refused(_("This ID number belongs to somebody of another name. Compare both with the card."), field="name")
    return known


def _locked(worker_id: int, actor: User) -> PieceWorker:
    """The worker with the order, the order held first, as whoever settles holds it."""
    order = PieceOrder.objects.locked(pk=PieceWorker.objects.values_list("order_id", flat=True).get(pk=worker_id))
    require(policies.can_keep(actor, order), NOT_HERE)
    worker: PieceWorker = PieceWorker.objects.locked(pk=worker_id)
    worker.order = order
    return worker


def _record(actor: User, verb: str, worker: PieceWorker, **data: object) -> None:
    order = worker.order
    audit.record(actor, verb, worker, region=order.region_code, station_id=order.station_id, order=order.pk, **data)
