"""Signing up without an account, giving up, and being recognised by a one-time code."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from core import audit, clock
from core.crypto import blind_index
from core.identifiers import clean_mobile, is_mobile
from core.policies import Refused, constraint_of
from jobs.models import Event, Visitor
from jobs.services import events, onetime
from jobs.states.events import Came, VisitorState
from jobs.states.onetime import SENTENCES, Checked, CodePurpose
from stations.services.machine import machine_user

#: Without I, O, 0 and 1, which are read for one another on paper and aloud.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6
#: From one network address in an hour; a family or a station signs several people up.
AN_HOUR = 30

BAD_MOBILE = _("A mobile number has eleven digits and begins with 1.")
SHUT = _("This event takes no sign-ups: it is not held, or it is over.")


@transaction.atomic
def sign_up(*, event_id: int, name: str, mobile: str, agreed: bool, address: str = "") -> Visitor:
    """The visitor has a place, or stands on the waiting list where none is free. Once a mobile and event.

    Raises Refused naming the field; whoever signed up before gets no second code here, since anybody may know a number.
    """
    number, called = checked(name, mobile, agreed)
    event = Event.objects.locked(pk=event_id)
    now = clock.now()
    if not event.sign_up_open(now):
        raise Refused(SHUT, code="shut")
    sender = blind_index("address", address) if address else None
    if sender and Visitor.objects.filter(sender=sender, signed_up_at__gt=now - timedelta(hours=1)).count() >= AN_HOUR:
        raise Refused(_("Many people signed up from your connection in a short time. Try again later, or simply come."))
    state = VisitorState.WAITING if event.free == 0 else VisitorState.PLACED
    whose = blind_index("mobile", number)
    back = Visitor.objects.filter(event=event, mobile_hash=whose, state=VisitorState.GONE).first()
    if back is not None:
        back.state, back.name, back.signed_up_at, back.consented_at, back.sender = state, called, now, now, sender
        back.token, back.code = _new_token(), new_code()
        back.save(update_fields=["state", "name", "signed_up_at", "consented_at", "sender", "token", "code"])
        visitor = back
    else:
        visitor = insert(
            Visitor(
                event=event,
                state=state,
                channel=Came.WEB,
                name=called,
                mobile=number,
                mobile_hash=whose,
                sender=sender,
                consented_at=now,
                signed_up_at=now,
            )
        )
    audit.record(
        machine_user(), "visitor.signed_up", visitor, region=event.region_code, station_id=event.station_id, event=event.pk,
        state=str(state),
    )  # fmt: skip
    return visitor


@transaction.atomic
def give_up(*, token: UUID) -> Visitor:
    """The place is free, and whoever waits longest has it. Giving up twice changes nothing."""
    seen = Visitor.objects.get(token=token)
    event = Event.objects.locked(pk=seen.event_id)
    visitor = Visitor.objects.locked(pk=seen.pk)
    if visitor.arrived_at:
        raise Refused(_("You have checked in already."))
    if visitor.state == VisitorState.GONE:
        return visitor
    visitor.state = VisitorState.GONE
    visitor.save(update_fields=["state"])
    audit.record(
        machine_user(), "visitor.gave_up", visitor, region=event.region_code, station_id=event.station_id, event=event.pk
    )
    if event.sign_up_open(clock.now()):
        events.move_up(event)
    return visitor


@transaction.atomic
def send_code(*, event_id: int, mobile: str, address: str = "") -> None:
    """A one-time code is on its way if that number signed up; the answer is the same where it did not."""
    number = clean_mobile(mobile)
    if not is_mobile(number):
        raise Refused(BAD_MOBILE, field="mobile")
    if Visitor.objects.filter(event=event_id, mobile_hash=blind_index("mobile", number)).exists():
        try:
            onetime.issue(purpose=CodePurpose.LINK, mobile=number, address=address)
        except Refused as refused:
            if refused.code != "too_often":
                raise


@transaction.atomic
def recognise(*, event_id: int, mobile: str, code: str, link: bool) -> tuple[Visitor | None, str]:
    """The visitor whose mobile took the code, or None and why not. With `link` the row names the resident's file.

    The file is linked where one resident alone has this mobile and bears the name; otherwise the row stays as it is.
    """
    answer = onetime.check(purpose=CodePurpose.LINK, mobile=mobile, code=code)
    if answer != Checked.RIGHT:
        return None, str(SENTENCES[answer])
    number = clean_mobile(mobile)
    found = Visitor.objects.filter(event=event_id, mobile_hash=blind_index("mobile", number)).select_related("event").first()
    if found is None:
        return None, str(SENTENCES[Checked.SPENT])
    if link and found.resident_id is None:
        _link(found, number)
    return found, ""


def _link(visitor: Visitor, number: str) -> None:
    same = list(Resident.objects.filter(mobile=number, deceased_on__isnull=True)[:20])
    mine = [one for one in same if one.name == str(visitor.name)]
    if len(mine) != 1:
        return
    visitor.resident, visitor.linked_at = mine[0], clock.now()
    try:
        with transaction.atomic():
            visitor.save(update_fields=["resident", "linked_at"])
    except IntegrityError:
        visitor.resident = visitor.linked_at = None
        return
    audit.record(
        machine_user(), "visitor.linked", visitor, region=visitor.event.region_code, station_id=visitor.event.station_id,
        resident=mine[0].pk, event=visitor.event_id,
    )  # fmt: skip


def checked(name: str, mobile: str, agreed: bool) -> tuple[str, str]:
    """The number and the name as they are kept; raises Refused naming the field."""
    if not agreed:
        raise Refused(_("Without your agreement your name and number are not kept."), field="agreed")
    number, called = clean_mobile(mobile), " ".join(name.split())[:25]
    if not called:
        raise Refused(_("Enter your name."), field="name")
    if not is_mobile(number):
        raise Refused(BAD_MOBILE, field="mobile")
    return number, called


def new_code() -> str:
    """Six letters and digits that a visitor can read aloud."""
    return "".join(secrets.choice(LETTERS) for _number in range(CODE_LENGTH))


def insert(visitor: Visitor) -> Visitor:
    """The row is there with a code of its own; raises Refused where the mobile is known at this event."""
    for _attempt in range(5):
        visitor.code = new_code()
        try:
            with transaction.atomic():
                visitor.save(force_insert=True)
        except IntegrityError as error:
            broken = constraint_of(error)
            if broken == "visitor_mobile_once":
                raise Refused(
                    _("This number has signed up already. Look up your code below, or ask at the desk."), "mobile", "known"
                ) from None
            if broken != "visitor_code_once":
                raise
        else:
            return visitor
    raise Refused(_("That did not work. Send it once more."))


def _new_token() -> UUID:
    return UUID(bytes=secrets.token_bytes(16), version=4)
