"""The door of an event: a hall of people behind one address comes in, a script does not.

Each press of a telephone counts for the telephone, for the mobile that it names and for the event; the address that all of a
hall share counts for nothing. How much is too much the bureau of the place decides (`programmes.formulas.station_terms`).
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.crypto import blind_index
from core.identifiers import clean_mobile, is_mobile
from core.policies import Refused
from jobs.models import DoorTry, Event
from jobs.queries import terms

#: Presses that name one mobile in an hour; a person needs one, and some more where the line is poor.
A_MOBILE = 10
KEPT = timedelta(days=1)


@transaction.atomic
def knock(*, event: Event, device: str, told: str) -> None:
    """The press is counted. Raises Refused, and counts nothing, where the telephone, the mobile or the event had too many."""
    now, figures = clock.now(), terms.station(event.region_code, clock.today())
    who = blind_index("telephone", device)
    number = clean_mobile(told)
    mobile = blind_index("mobile", number) if is_mobile(number) else None
    lately = DoorTry.objects.filter(at__gt=now - timedelta(hours=1))
    if lately.filter(device=who).count() >= figures.integer("arrivals_a_device"):
        raise Refused(_("This telephone has checked in many people. The desk checks you in."), code="too_often")
    if mobile is not None and lately.filter(mobile_hash=mobile).count() >= A_MOBILE:
        raise Refused(_("This number was tried many times. The desk checks you in."), code="too_often")
    this_minute = DoorTry.objects.filter(event=event, at__gt=now - timedelta(minutes=1))
    if this_minute.count() >= figures.integer("arrivals_a_minute"):
        raise Refused(_("Very many people check in at this moment. Try again in a minute, or go to the desk."), code="too_often")
    DoorTry.objects.create(event=event, device=who, mobile_hash=mobile, at=now)


def forget() -> int:
    """Presses of the days before are gone; returns how many."""
    return int(DoorTry.objects.filter(at__lt=clock.now() - KEPT).delete()[0])
