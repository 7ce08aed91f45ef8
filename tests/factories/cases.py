"""Residents and claims for tests, put straight into the tables in a given situation. The services have tests of their own."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from stdnum.cn import ric

from cases.models import Assessment, BankAccount, Claim, Decision, Instalment, Resident
from cases.states import AccountState, Channel, ClaimState
from core import clock, crypto, names
from core.periods import add_months
from stations.models import Station, User
from tests.factories.stations import make_station, make_user

_numbers = itertools.count(1)
SCHEME = "unemployment_benefit"
PLAIN = Decimal("2156.50")


def make_id_number(number: int | None = None, *, born_on: date = date(1990, 3, 7), male: bool = True) -> str:
    """A fictitious but valid ID number of 科尔沁区; another one for every call."""
    serial = (next(_numbers) if number is None else number) % 500 * 2 + (1 if male else 0)
    body = f"150502{born_on:%Y%m%d}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def make_resident(station: Station | None = None, **fields: Any) -> Resident:
    """A resident logged at `station`; every call gives another person."""
    station = station or make_station()
    number = next(_numbers)
    born_on = fields.pop("born_on", date(1970, 1, 1) + timedelta(days=number // 400))
    male = fields.get("sex", "male") == "male"
    id_number = fields.pop("id_number", None) or make_id_number(number, born_on=born_on, male=male)
    name = fields.pop("name", "张建国")
    values = {
        "name": name,
        "name_pairs": names.pairs(name),
        "initials": names.initials(name),
        "sort_key": names.sort_key(name),
        "id_number": id_number,
        "id_hash": crypto.blind_index("id_number", id_number),
        "id_last4": id_number[-4:],
        "sex": "male",
        "born_on": born_on,
        "mobile": f"138{number:08d}",
        "community": station.region,
        "station": station,
        "region_code": station.region_code,
        "created_at": clock.now(),
        "created_by": fields.pop("created_by", None) or make_user(),
        **fields,
    }
    return Resident.objects.create(**values)


def make_account(resident: Resident, *, verified: bool = True, **fields: Any) -> BankAccount:
    """The person's account in use; confirmed by a second person unless told otherwise."""
    number = fields.pop("number", None) or f"62170012345{next(_numbers):08d}"
    values: dict[str, Any] = {
        "number": number,
        "number_hash": crypto.blind_index("account", number),
        "last4": number[-4:],
        "holder_name": resident.name,
        "bank_name": "中国建设银行",
        "bank_code": "105100000017",
        "recorded_by": make_user(),
        "recorded_at": clock.now(),
    }
    if verified:
        values |= {"state": AccountState.VERIFIED, "verified_by": make_user(), "verified_at": clock.now()}
    return BankAccount.objects.create(resident=resident, **values | fields)


def make_claim(resident: Resident | None = None, *, state: str = ClaimState.DRAFT, **fields: Any) -> Claim:
    """A claim in `state`, with the days that its state needs."""
    resident = resident or make_resident()
    submitted = state not in (ClaimState.DRAFT, ClaimState.DISCARDED)
    accepted = submitted and state not in (ClaimState.SUBMITTED, ClaimState.CORRECTION, ClaimState.NOT_ACCEPTED)
    values: dict[str, Any] = {
        "number": f"T{next(_numbers):08d}",
        "scheme": SCHEME,
        "state": state,
        "station": resident.station,
        "region_code": resident.region_code,
        "channel": Channel.STATION,
        "created_at": clock.now(),
        "created_by": fields.pop("created_by", None) or make_user(),
    }
    if submitted:
        values |= {"submitted_at": clock.now(), "agreed_at": clock.now()}
    if accepted:
        values |= {"accepted_on": clock.today(), "clock_days": 10, "due_on": clock.today() + timedelta(days=14)}
    return Claim.objects.create(resident=resident, **values | fields)


def grant(
    claim: Claim, *, first: date, months: int = 12, amount: Decimal = PLAIN, people: tuple[User, User] | None = None
) -> Decision:
    """`claim` is granted `months` instalments of `amount` from the month `first` on, by two people."""
    checker, decider = people or (make_user(), make_user())
    plan = [{"month": f"{add_months(first, n):%Y-%m}", "amount": str(amount)} for n in range(months)]
    total = amount * months
    result = {"eligible": True, "amount": str(total), "instalments": plan, "failed": [], "findings": []}
    assessment = Assessment.objects.create(
        claim=claim, facts_version=claim.facts_version, on=clock.today(), facts=claim.facts, result=result,
        rules_label=f"{SCHEME}@2025-07-01", digest="0" * 64, eligible=True, amount=total,
        assessed_by=checker, assessed_at=clock.now(),
    )  # fmt: skip
    decision = Decision.objects.create(
        number=f"D{next(_numbers):08d}", claim=claim, assessment=assessment, granted=True, amount=total,
        decided_on=clock.today(), checked_by=checker, decided_by=decider,
    )  # fmt: skip
    Instalment.objects.bulk_create(
        Instalment(
            decision=decision, claim=claim, resident_id=claim.resident_id, scheme=claim.scheme, fund="UI",
            region_code=claim.region_code, month=add_months(first, n), period=f"{add_months(first, n):%Y-%m}", amount=amount,
        )
        for n in range(months)
    )  # fmt: skip
    Claim.objects.filter(pk=claim.pk).update(
        state=ClaimState.GRANTED, submitted_at=clock.now(), agreed_at=clock.now(), accepted_on=clock.today(),
    )  # fmt: skip
    claim.refresh_from_db()
    return decision


def make_recipient(station: Station | None = None, *, first: date | None = None, months: int = 12, **fields: Any) -> Claim:
    """A granted claim of a person with a confirmed account, its first instalment in the month `first` (this month)."""
    resident = make_resident(station, **fields)
    make_account(resident)
    claim = make_claim(resident, state=ClaimState.ACCEPTED)
    grant(claim, first=first or clock.this_month(), months=months)
    return claim
