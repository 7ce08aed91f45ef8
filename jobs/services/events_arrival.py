"""Checking in: one statement by key a visitor, without a lock on the event; and what visitors want of the stands."""

from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.crypto import blind_index
from core.identifiers import clean_mobile, is_mobile
from core.policies import Refused, require
from jobs.models import Event, Intent, Visitor
from jobs.policies.events import can_run
from jobs.services.events import NOT_YOURS
from jobs.services.events_visitors import BAD_MOBILE, CODE_LENGTH, checked, insert
from jobs.states.events import Came, VisitorState
from stations.models import User
from stations.services.machine import machine_user

_ARRIVE = """
UPDATE jobs_visitor SET arrived_at = %(now)s, arrived_how = %(how)s,
    state = CASE WHEN state IN ('waiting', 'gone') THEN 'door' ELSE state END
WHERE event_id = %(event)s AND {key} AND arrived_at IS NULL RETURNING id
"""
BY_MOBILE, BY_CODE = "mobile_hash = %(value)s", "code = %(value)s"


class Arrival(NamedTuple):
    """Who came; `first` is False where that was on record already."""

    visitor: Visitor
    first: bool


@transaction.atomic
def arrive(*, event_id: int, told: str, actor: User | None = None) -> Arrival:
    """Whoever has the code or the mobile `told` is there, once; without an actor it is the visitor's own telephone.

    Raises Refused: outside the hours, and with the code "unknown" where nobody of that mobile signed up.
    """
    now, event = clock.now(), _held(event_id, actor)
    key, value = _key(told)
    how = Came.DESK if actor else Came.PHONE
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVE.format(key=key), {"now": now, "how": how, "event": event.pk, "value": value})
        row = cursor.fetchone()
    same = {"mobile_hash": value} if key == BY_MOBILE else {"code": value}
    visitor = Visitor.objects.filter(event=event, **same).first()
    if visitor is None:
        if key == BY_CODE:
            raise Refused(_("Nobody has this code at this event. Enter the mobile number instead."), field="told")
        raise Refused(_("This number has not signed up. Enter your name and come in."), field="told", code="unknown")
    if row:
        _audit(actor, "visitor.arrived", visitor, event, how=str(how))
    return Arrival(visitor, bool(row))


@transaction.atomic
def walk_in(*, event_id: int, name: str, mobile: str, agreed: bool, actor: User | None = None) -> Arrival:
    """Somebody who had not signed up is there; at the desk also without a mobile. Twice is once."""
    now, event = clock.now(), _held(event_id, actor)
    if actor and not mobile.strip():
        called, number, whose = checked(name, "13000000000", agreed)[1], None, None
    else:
        number, called = checked(name, mobile, agreed)
        whose = blind_index("mobile", number)
    how = Came.DESK if actor else Came.PHONE
    try:
        made = insert(
            Visitor(
                event=event,
                state=VisitorState.DOOR,
                channel=how,
                name=called,
                mobile=number,
                mobile_hash=whose,
                consented_at=now,
                signed_up_at=now,
                arrived_at=now,
                arrived_how=how,
                entered_by=actor,
            )
        )
    except Refused as refused:
        if refused.code != "known":
            raise
        return arrive(event_id=event_id, told=str(number), actor=actor)
    _audit(actor, "visitor.arrived", made, event, how=str(how))
    return Arrival(made, True)


@transaction.atomic
def want(*, visitor_id: int, offer_id: int, actor: User | None = None) -> bool:
    """The visitor wants that post of a stand; returns whether that is new. Raises Refused where the visitor has not come."""
    visitor = Visitor.objects.select_related("event").get(pk=visitor_id)
    event = visitor.event
    if actor:
        require(can_run(actor, event), NOT_YOURS)
    _refuse_closed(event, actor, clock.now())
    try:
        with transaction.atomic():
            _intent, new = Intent.objects.get_or_create(
                visitor=visitor, offer_id=offer_id, defaults={"recorded_at": clock.now(), "recorded_by": actor}
            )
    except IntegrityError:
        raise Refused(_("Check in first; then say which posts you want.")) from None
    if new:
        _audit(actor, "visitor.wanted", visitor, event, offer=offer_id)
    return new


def _held(event_id: int, actor: User | None) -> Event:
    event: Event = Event.objects.get(pk=event_id)
    if actor:
        require(can_run(actor, event), NOT_YOURS)
    _refuse_closed(event, actor, clock.now())
    return event


def _refuse_closed(event: Event, actor: User | None, now: datetime) -> None:
    if actor and not event.desk_open(now):
        raise Refused(_("The desk enters who came from half an hour before the event until three days after it."), code="shut")
    if not actor and not event.door_open(now):
        raise Refused(_("Checking in is open from half an hour before the event until its end."), code="shut")


def _key(told: str) -> tuple[str, bytes | str]:
    """A code, also as a scanner reads it off the visitor's page, or a mobile."""
    text = told.strip().rstrip("/").rsplit("/", 1)[-1]
    number = clean_mobile(text)
    if is_mobile(number):
        return BY_MOBILE, blind_index("mobile", number)
    code = "".join(char for char in text.upper() if char.isalnum())
    if len(code) != CODE_LENGTH:
        raise Refused(BAD_MOBILE, field="told")
    return BY_CODE, code


def _audit(actor: User | None, verb: str, visitor: Visitor, event: Event, **data: str | int) -> None:
    audit.record(
        actor or machine_user(), verb, visitor, region=event.region_code, station_id=event.station_id, event=event.pk, **data
    )
