"""Reports of unpaid wages: taken in, looked up by number and secret code, revealed with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.services import numbers
from cases.services.residents import checked_mobile, checked_number
from core import audit, clock
from core.crypto import blind_index
from core.identifiers import clean_mobile
from core.policies import Refused, require
from jobs.formulas import arrears_terms
from jobs.models import ArrearsCase, ArrearsStep, ArrearsTry
from jobs.policies import arrears as policies
from jobs.queries import terms
from jobs.services import arrears_files
from jobs.states.arrears import CallWay, FileKind, ReportWay
from programmes.services import calendar
from stations.models import Region, Station, User
from stations.policies import holds
from stations.services.machine import machine_user

SERIES = "QX"
#: From one network address. Workers of a site share one, so it is far above what a person sends.
AN_HOUR, A_DAY = 20, 60
#: Wrong codes in an hour: for one number, and from one address.
TRIES_NUMBER, TRIES_SENDER = 5, 20
CODE_DIGITS = 8
#: Days for which the address in the text message leads to the receipt.
LINK_DAYS = 30


@dataclass(frozen=True)
class Receipt:
    """What the reporter takes away."""

    case: ArrearsCase
    code: str


@transaction.atomic
def report(
    *,
    token: UUID,
    region_code: str,
    name: str,
    mobile: str,
    id_number: str = "",
    employer: str = "",
    site: str = "",
    is_site: bool = False,
    amount: Decimal | None = None,
    month_from: date | None = None,
    month_to: date | None = None,
    workers: int = 1,
    story: str = "",
    needs: Iterable[str] = (),
    call_way: str = CallWay.CALL,
    call_when: str = "",
    voice: bytes | None = None,
    photos: Iterable[bytes] = (),
    station_id: int | None = None,
    address: str = "",
    text_agreed: bool = False,
    actor: User | None = None,
) -> Receipt:
    """The report is received and its clock runs; the same sending twice gives the same receipt. Without `actor` it is public.

    Raises Refused by field for what cannot be taken, and for a flood from one address.
    """
    code = code_of(token)
    known = ArrearsCase.objects.filter(submit_token=token).first()
    if known is not None:
        return Receipt(known, code)
    region, station = _place(region_code, station_id)
    if actor is not None:
        require(
            holds(actor, *policies.DESK, region_code=region.code, station_id=station_id),
            _("Reports are written down by the desk of the place where the work was done."),
        )
    mobile = checked_mobile(mobile)
    if not mobile:
        raise Refused(_("Give a mobile number under which you can be reached."), field="mobile")
    number = checked_number(id_number).text if id_number.strip() else None
    needs, employer = sorted(set(needs)), employer.strip()
    if not employer and not needs:
        raise Refused(_("Name the employer, or who told you to work there."), field="employer")
    told = _told(voice, photos)
    if not needs and not story.strip() and voice is None:
        raise Refused(_("Write what happened, or add a voice note, or ask for a helper."), field="story")
    month_from, month_to = _months(month_from, month_to)
    sender = blind_index("address", address) if address else None
    if sender is not None:
        _refuse_flood(sender)
    made = _create(
        token=token, code=code, region=region, station=station, actor=actor, sender=sender, mobile=mobile,
        values={
            "reporter_name": name.strip(), "reporter_id": number, "needs": needs, "call_way": CallWay(call_way),
            "call_when": call_when.strip(), "employer": employer, "site": site.strip(), "is_site": is_site, "amount": amount,
            "month_from": month_from, "month_to": month_to, "workers": workers, "story": story.strip() or None,
            "text_agreed_at": clock.now() if text_agreed else None, "link_token": uuid4() if text_agreed else None,
        },
    )  # fmt: skip
    arrears_files.keep(made, told)
    write_step(made, "receive", actor or machine_user(), "", files=len(told), way=str(made.way))
    return Receipt(made, code)


def _create(
    *,
    token: UUID,
    code: str,
    region: Region,
    station: Station | None,
    actor: User | None,
    sender: bytes | None,
    mobile: str,
    values: dict[str, object],
) -> ArrearsCase:
    today = clock.today()
    promised = terms.station(region.prefix, today).integer("arrears_accept_working_days")
    due_on = arrears_terms.accept_by(today, promised, calendar.load())
    public = numbers.take(SERIES, region.code)
    try:
        with transaction.atomic():
            return ArrearsCase.objects.create(
                number=public,
                way=ReportWay.DESK if actor else ReportWay.WEB,
                reporter_mobile=mobile,
                mobile_hash=blind_index("mobile", mobile),
                region=region,
                region_code=station.region_code if station else region.code,
                station=station,
                received_at=clock.now(),
                entered_by=actor,
                sender=sender,
                code_hash=_code_hash(public, code),
                submit_token=token,
                term_from=today,
                due_on=due_on,
                **values,
            )
    except IntegrityError as error:
        raise Refused(_("This report is being taken in already. Wait a moment, then send it again.")) from error


def code_of(token: UUID) -> str:
    """The secret code of a sending: eight digits that follow from its token and the key, so that a second tap shows the same."""
    number = int.from_bytes(blind_index("arrears receipt", token.hex)[:8]) % 10**CODE_DIGITS
    return f"{number:0{CODE_DIGITS}d}"


def _code_hash(number: str, code: str) -> bytes:
    return blind_index("arrears code", f"{number}:{code}")


def _place(region_code: str, station_id: int | None) -> tuple[Region, Station | None]:
    region = Region.objects.filter(pk=region_code, level=Region.Level.BANNER).first()
    if region is None:
        raise Refused(_("Choose the banner, county or district where you worked."), field="region_code")
    station = Station.objects.filter(pk=station_id, state=Station.State.OPEN).first() if station_id else None
    if station is not None and not station.region_code.startswith(region.prefix):
        station = None
    return region, station


def _told(voice: bytes | None, photos: Iterable[bytes]) -> list[tuple[str, str, bytes]]:
    told = [(str(FileKind.VOICE), arrears_files.checked(FileKind.VOICE, voice, "voice"), voice)] if voice is not None else []
    for place, photo in enumerate(photos, 1):
        told.append((str(FileKind.PHOTO), arrears_files.checked(FileKind.PHOTO, photo, f"photo{place}"), photo))
    return told


def _months(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    first, last = first or last, last or first
    if first is None or last is None:
        return None, None
    if last < first:
        raise Refused(_("The last month owed is not before the first."), field="month_to")
    if first > clock.this_month() or last > clock.this_month():
        raise Refused(_("A month that has not begun cannot be owed yet."), field="month_to")
    return first, last


def _refuse_flood(sender: bytes) -> None:
    now = clock.now()
    known = ArrearsCase.objects.filter(sender=sender)
    if (
        known.filter(received_at__gt=now - timedelta(hours=1)).count() >= AN_HOUR
        or known.filter(received_at__gt=now - timedelta(days=1)).count() >= A_DAY
    ):
        raise Refused(
            _("Many reports came from your connection in a short time. Try again later, go to a station or dial 12333.")
        )


@transaction.atomic
def look_up(*, number: str, code: str, address: str) -> ArrearsCase | None:
    """The case of that number and code; None for a wrong one, which is counted. The answer tells no number from no code.

    After five wrong codes for a number, or twenty from an address, both rest for an hour: raises Refused.
    """
    number, sender = "".join(number.split()).upper()[:24], blind_index("address", address)
    code = "".join(char for char in code if char.isdigit())
    since = clock.now() - timedelta(hours=1)
    ArrearsTry.objects.filter(at__lt=since - timedelta(days=1)).delete()
    tries = ArrearsTry.objects.filter(at__gt=since)
    if tries.filter(number=number).count() >= TRIES_NUMBER or tries.filter(sender=sender).count() >= TRIES_SENDER:
        raise Refused(_("Too many wrong codes. Try again in an hour, or ask at a station with your ID card."))
    found = ArrearsCase.objects.filter(number=number, code_hash=_code_hash(number, code)).first()
    if found is None:
        ArrearsTry.objects.create(number=number, sender=sender, at=clock.now())
    return found


@transaction.atomic
def open_link(*, token: UUID, mobile: str, address: str) -> Receipt | None:
    """The receipt for whoever holds the address from the text message and knows the mobile of the report; None for others.

    The address leads on for thirty days. Wrong numbers are counted as wrong codes are: raises Refused after some of them.
    """
    case = ArrearsCase.objects.get(link_token=token, received_at__gt=link_since())
    sender, since = blind_index("address", address), clock.now() - timedelta(hours=1)
    tries = ArrearsTry.objects.filter(at__gt=since)
    if tries.filter(number=case.number).count() >= TRIES_NUMBER or tries.filter(sender=sender).count() >= TRIES_SENDER:
        raise Refused(_("Too many wrong numbers. Try again in an hour, or ask at a station with your ID card."))
    if blind_index("mobile", clean_mobile(mobile)) != bytes(case.mobile_hash):
        ArrearsTry.objects.create(number=case.number, sender=sender, at=clock.now())
        return None
    return Receipt(case, code_of(case.submit_token))


def link_since() -> datetime:
    """Reports since then can be opened by the address in the text message."""
    return clock.now() - timedelta(days=LINK_DAYS)


@transaction.atomic
def reveal(*, case_id: int, actor: User, reason: str) -> ArrearsCase:
    """Allow the handler to see who reported; who, which, when and why is on record before anything is shown."""
    case: ArrearsCase = ArrearsCase.objects.visible_to(actor).get(pk=case_id)
    require(policies.can_reveal(actor, case), _("Who reported is known to whoever handles the matter, and to nobody else."))
    reason = reason.strip()
    if len(reason) < 2:
        raise Refused(_("Say why you need to know."), field="reason")
    audit.record(actor, "arrears.revealed", case, reason=reason)
    return case


def write_step(case: ArrearsCase, verb: str, actor: User, note: str, **data: Any) -> None:
    """The step stands on the timeline of the case and in the audit."""
    ArrearsStep.objects.create(case=case, verb=verb, actor=actor, at=clock.now(), note=note.strip())
    audit.record(actor, f"arrears.{DONE[verb]}", case, state=str(case.state), **data)


#: How the audit words each step.
DONE = {
    "receive": "received", "accept": "accepted", "refuse": "refused", "mediate": "assigned", "inspect": "ordered",
    "extend": "extended", "settle": "settled", "pay": "paid", "void": "payment_voided", "close": "closed", "hand_on": "handed_on",
    "take_over": "taken_over", "supervise": "supervised", "lift": "supervision_lifted", "link": "linked", "call": "called",
}  # fmt: skip
