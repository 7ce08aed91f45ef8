"""One-time codes: issued to a mobile, checked once. Not more often than a person needs them, however they are asked for."""

import hmac
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.crypto import blind_index
from core.identifiers import clean_mobile, is_mobile
from core.policies import Refused, constraint_of
from jobs.models import OneTimeCode
from jobs.states.onetime import Checked
from stations.services.machine import machine_user

MINUTES, TRIES = 10, 5
#: To one mobile: one in so many seconds, so many in an hour and in a day. From one address (a station's people share one).
SECONDS_BETWEEN, AN_HOUR, A_DAY = 60, 5, 10
FROM_ADDRESS_AN_HOUR = 30
#: Rows are kept for so long, for the counts above and to answer "I never got it".
KEPT_DAYS = 2

TOO_OFTEN = _("A code was sent to this number just now. Wait a minute; if none comes, ask for another.")
TOO_MANY = _("Many codes were asked for in a short time. Try again later, or go to a station.")


@transaction.atomic
def issue(*, purpose: str, mobile: str, address: str = "") -> OneTimeCode:
    """A fresh code is on its way to `mobile` and the one before it opens nothing; valid for MINUTES.

    Whether the number belongs to anybody is not said here. Raises Refused at the field `mobile` for what is no mobile, and
    for a flood to one number or from one address.
    """
    number = clean_mobile(mobile)
    if not is_mobile(number):
        raise Refused(_("A mobile number has eleven digits and begins with 1."), field="mobile")
    now, whose = clock.now(), blind_index("mobile", number)
    sender = blind_index("address", address) if address else None
    _one_at_a_time(whose)
    _refuse_flood(whose, sender, now)
    OneTimeCode.objects.filter(mobile_hash=whose, purpose=purpose, closed_at__isnull=True).update(closed_at=now, code=None)
    code = f"{secrets.randbelow(10**6):06d}"
    made = OneTimeCode(
        purpose=purpose, mobile=number, mobile_hash=whose, sender=sender, code=code, code_hash=_hash(purpose, whose, code),
        issued_at=now, expires_at=now + timedelta(minutes=MINUTES), next_offer_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        if constraint_of(error) == "onetimecode_one_open":
            raise Refused(TOO_OFTEN, field="mobile", code="too_often") from None
        raise
    audit.record(machine_user(), "onetimecode.issued", made, purpose=str(purpose))
    return made


@transaction.atomic
def check(*, purpose: str, mobile: str, code: str) -> Checked:
    """Whether `code` is the open one of that number and purpose; a right one is used up, a wrong one counts as a try.

    Does not raise, so that the try is written: what to tell the reader is `states.onetime.SENTENCES`.
    """
    now, whose = clock.now(), blind_index("mobile", clean_mobile(mobile))
    live = Q(mobile_hash=whose, purpose=purpose, closed_at__isnull=True, expires_at__gt=now, tries__lt=TRIES)
    found = OneTimeCode.objects.select_for_update(of=("self",), no_key=True).filter(live).first()
    if found is None:
        return Checked.SPENT
    typed = "".join(char for char in code if char.isdecimal())
    if not hmac.compare_digest(bytes(found.code_hash), _hash(purpose, whose, typed)):
        found.tries += 1
        found.save(update_fields=["tries"])
        return Checked.WRONG if found.tries < TRIES else Checked.SPENT
    found.used, found.closed_at, found.code = True, now, None
    found.save(update_fields=["used", "closed_at", "code"])
    audit.record(machine_user(), "onetimecode.used", found, purpose=str(purpose))
    return Checked.RIGHT


@transaction.atomic
def forget() -> int:
    """Codes that nobody needs any more are gone, and with them the numbers; returns how many."""
    old = OneTimeCode.objects.filter(issued_at__lt=clock.now() - timedelta(days=KEPT_DAYS))
    return int(old.delete()[0])


def _refuse_flood(whose: bytes, sender: bytes | None, now: datetime) -> None:
    def since(**span: float) -> Q:
        return Q(issued_at__gt=now - timedelta(**span))

    to_number = OneTimeCode.objects.filter(mobile_hash=whose)
    if to_number.filter(since(seconds=SECONDS_BETWEEN)).exists():
        raise Refused(TOO_OFTEN, field="mobile", code="too_often")
    if to_number.filter(since(hours=1)).count() >= AN_HOUR or to_number.filter(since(days=1)).count() >= A_DAY:
        raise Refused(TOO_MANY, field="mobile", code="too_many")
    if sender and OneTimeCode.objects.filter(since(hours=1), sender=sender).count() >= FROM_ADDRESS_AN_HOUR:
        raise Refused(TOO_MANY, field="mobile", code="too_many")


def _one_at_a_time(whose: bytes) -> None:
    """Whoever asks for the same number meanwhile waits for this one, and then sees it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(whose[:8], "big", signed=True)])


def _hash(purpose: str, whose: bytes, code: str) -> bytes:
    return blind_index("onetimecode", f"{purpose}:{whose.hex()}:{code}")
