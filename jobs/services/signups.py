"""Sign-ups of the public for work: sent from a telephone, taken up by the desk, forgotten afterwards."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from cases.policies.residents import can_edit
from cases.queries.residents import owner_of
from cases.services import residents
from core import audit, clock
from core.crypto import blind_index
from core.policies import Refused, constraint_of, require
from jobs.models import SignUp, Wish
from jobs.policies import wishes as policies
from jobs.services import wishes
from jobs.states.wishes import SIGN_UP, SignUpState
from programmes.formulas import placement_terms
from programmes.queries import parameters
from stations.models import Station, User
from stations.services.machine import machine_user

#: From one network address: so many in an hour to one station, so many in a day to all. A market hall shares an address.
A_STATION_AND_HOUR = 20
A_DAY = 60
#: The version of the words that whoever signs up agrees to (templates/jobs/wish_sign_up.html).
CONSENT = "2026-11"
#: Days for which a sign-up is kept where no rules are published.
REQUEST_DAYS = 90
GONE = _("This sign-up has been dealt with already.")


@transaction.atomic
def receive(*, station_code: str, name: str, mobile: str, group: str = "", text: str = "", consent: bool, address: str) -> SignUp:
    """The station has the sign-up; the same person signing up again changes what is waiting there and adds nothing.

    Raises Refused naming the field: no consent, no name, a number that is no mobile, nothing said of the work, or a flood.
    """
    station = Station.objects.open().get(code=station_code)
    if not consent:
        raise Refused(_("Without your consent the station may not keep your name and number."), field="consent")
    name, mobile = residents.checked_name(name), residents.checked_mobile(mobile)
    if not mobile:
        raise Refused(_("Enter the mobile number under which you can be reached."), field="mobile")
    if not group and not text.strip():
        raise Refused(_("Say what work you look for."), field="text")
    sender = blind_index("address", address) if address else None
    if sender is not None:
        _refuse_flood(sender, station)
    now, known = clock.now(), blind_index("mobile", mobile)
    values = {
        "name": name, "mobile": mobile, "group_id": group or None, "text": text.strip(), "consented_at": now,
        "consent": CONSENT, "sender": sender, "received_at": now,
    }  # fmt: skip
    try:
        with transaction.atomic():
            made = SignUp.objects.create(station=station, region_code=station.region_code, mobile_hash=known, **values)
    except IntegrityError as error:
        if constraint_of(error) != "signup_one_open":
            raise
        made = SignUp.objects.locked(station=station, mobile_hash=known, state=SignUpState.OPEN)
        for column, value in values.items():
            setattr(made, column, value)
        made.save(update_fields=["name", "mobile", "group", "text", "consented_at", "consent", "sender", "received_at"])
    audit.record(machine_user(), "signup.received", made, consent=CONSENT)
    return made


@transaction.atomic
def take(*, sign_up_id: int, actor: User, name: str, id_number: str, occupations: Sequence[str]) -> Wish:
    """The person is logged, where nobody was under that number, and has a wish for these occupations.

    Raises Refused naming the field, and where another station keeps the person.
    """
    sign_up = _held(sign_up_id, actor)
    sign_up.state = SIGN_UP.after("take", sign_up.state)
    known = owner_of(residents.checked_number(id_number).text)
    if known is None:
        resident = residents.log(
            actor=actor, station_id=sign_up.station_id, name=name, id_number=id_number, mobile=str(sign_up.mobile)
        )
    else:
        resident = Resident.objects.get(pk=known.pk)
        require(can_edit(actor, resident), _("Another station keeps this person already: it logs the wish."))
        if resident.name != residents.checked_name(name):
            raise Refused(_("The person of this number has another name. Compare with the card."), field="name")
    wish = wishes.save(resident_id=resident.pk, actor=actor, occupations=occupations, **_kept(resident))
    sign_up.wish = wish
    _forget(sign_up, actor)
    audit.record(actor, "signup.taken", sign_up, wish=wish.pk, resident=resident.pk)
    return wish


@transaction.atomic
def drop(*, sign_up_id: int, actor: User, reason: str) -> SignUp:
    """Nothing comes of it, for that reason."""
    sign_up = _held(sign_up_id, actor)
    sign_up.state, sign_up.reason = SIGN_UP.after("drop", sign_up.state), reason.strip()[:200]
    if not sign_up.reason:
        raise Refused(_("Give the reason."), field="reason")
    _forget(sign_up, actor)
    audit.record(actor, "signup.dropped", sign_up)
    return sign_up


@transaction.atomic
def forget_old() -> int:
    """Whom no desk came to within the days of the rules is forgotten (个人信息保护法 art. 47); returns how many."""
    forgotten = 0
    for sign_up in SignUp.objects.open().select_for_update(of=("self",), skip_locked=True):
        days = kept_days(sign_up.region_code)
        if sign_up.received_at < clock.now() - timedelta(days=days):
            sign_up.state = SIGN_UP.after("forget", sign_up.state)
            _forget(sign_up, machine_user())
            audit.record(machine_user(), "signup.forgotten", sign_up)
            forgotten += 1
    return forgotten


def kept_days(region_code: str) -> int:
    """For how many days a sign-up that nobody took up is kept at that place: what whoever signs up reads and agrees to."""
    stated = parameters.stated(placement_terms.TABLE.name, region_code, clock.today(), "request_days")
    return int(stated or REQUEST_DAYS)


def _held(sign_up_id: int, actor: User) -> SignUp:
    sign_up: SignUp = SignUp.objects.locked(pk=sign_up_id)
    require(policies.can_take(actor, sign_up), _("This sign-up was sent to another station."))
    return sign_up


def _forget(sign_up: SignUp, actor: User) -> None:
    sign_up.name = sign_up.mobile = None
    sign_up.text = ""
    sign_up.decided_by, sign_up.decided_at = actor, clock.now()
    sign_up.save(update_fields=["state", "name", "mobile", "text", "reason", "wish", "decided_by", "decided_at"])


def _kept(resident: Resident) -> dict[str, Any]:
    """What an open wish of the person says beside its occupations: signing up again takes nothing of it away."""
    wish = Wish.objects.filter(resident=resident, state="open").first()
    names = ("least_pay", "pay_unit", "hours", "max_km", "latitude", "longitude", "piece_work", "training", "note")
    return {name: getattr(wish, name) for name in names} if wish else {}


def _refuse_flood(sender: bytes, station: Station) -> None:
    now = clock.now()
    known = SignUp.objects.filter(sender=sender)
    to_station = known.filter(station=station, received_at__gt=now - timedelta(hours=1)).count()
    if to_station >= A_STATION_AND_HOUR or known.filter(received_at__gt=now - timedelta(days=1)).count() >= A_DAY:
        raise Refused(_("Many sign-ups came from your connection in a short time. Try again later, or go to the station."))
