"""Units for a round without applications, in the situations that a round tells apart, and rounds on their way."""

from datetime import date
from decimal import Decimal
from typing import Any

from cases.models import ScreenedUnit, ScreeningRound, UnitAnswer
from cases.queries import screening as query
from cases.services import asking, launching, round_checks, screening
from enterprises.models import Enterprise
from tests.factories.enterprises import make_corporate_account, make_enterprise, make_insurance_year, make_listing
from tests.factories.stations import BANNER, Officers, make_user

SCHEME = "stability_refund"
YEAR = 2025


def make_unit(region_code: str = BANNER, *, account: bool = True, laid_off: int | None = 0, **fields: Any) -> Enterprise:
    """A small unit that meets every condition of the refund of 2,400 yuan: 1,440 yuan come back."""
    values = {"unit_type": "enterprise", "size_class": "small", "size_year": YEAR, "size_rule": "测试", **fields}
    unit = make_enterprise(region_code, **values)
    if account:
        make_corporate_account(unit)
    make_insurance_year(unit, YEAR, laid_off=laid_off, premium_paid=Decimal("2400.00"))
    return unit


def make_units(region_code: str = BANNER, **fields: Any) -> dict[str, Enterprise]:
    """One unit of each kind: what a round finds of it is its name here."""
    found = {
        "qualified": make_unit(region_code, **fields),
        "layoff_rate": make_unit(region_code, laid_off=20, **fields),
        "unassessable": make_unit(region_code, laid_off=None, **fields),
        "agency": make_unit(region_code, is_agency=True, **fields),
        "no_account": make_unit(region_code, account=False, **fields),
        "zombie_list": make_unit(region_code, **fields),
        "closed": make_unit(region_code, closed_on=date(2026, 5, 1), **fields),
    }
    make_listing(found["zombie_list"], "zombie")
    return found


def screened(officers: Officers, region_code: str = BANNER, scheme: str = SCHEME) -> ScreeningRound:
    """A round that was begun and screened."""
    made = screening.begin(actor=officers.acceptance, scheme=scheme, region_code=region_code)
    screening.run(round_id=made.pk)
    return ScreeningRound.objects.get(pk=made.pk)


def row_of(unit: Enterprise) -> ScreenedUnit:
    """What its round found of the unit."""
    return ScreenedUnit.objects.get(enterprise=unit)


def confirm_all(officers: Officers, found: ScreeningRound, leave: int = 0) -> list[UnitAnswer]:
    """Every asked unit says on the telephone that its account is right, but the last few, which stay silent."""
    waiting = list(query.unanswered(found).order_by("pk").values_list("unit", flat=True))
    clerk = officers.another("acceptance")
    told = {"actor": clerk, "answer": "confirmed", "name": "王丽", "way": "telephone"}
    return [asking.record(unit_id=pk, **told) for pk in waiting[: len(waiting) - leave]]


def open_sample(found: ScreeningRound, voter: Any) -> None:
    """The voter opens every unit of the sample."""
    for drawn in found.sample.filter(run=found.run):
        round_checks.open_sampled(sampled_id=drawn.pk, actor=voter)


def passed(officers: Officers, found: ScreeningRound) -> ScreeningRound:
    """Asked, confirmed, checked by two people, and by the approver where an amount asks for one; claims are made."""
    if found.scheme == SCHEME and found.state in ("screened", "asking") and query.unasked(found).exists():
        asking.ask(round_id=found.pk, actor=officers.acceptance)
        confirm_all(officers, found)
        found.refresh_from_db()
    for post in ("first_check", "second_check", "approver"):
        if found.state == "launched":
            break
        voter = getattr(officers, post)
        open_sample(found, voter)
        round_checks.check(round_id=found.pk, actor=voter, reason="", seen=found.run)
        launching.run(round_id=found.pk)
        found.refresh_from_db()
    return found


def asked(officers: Officers) -> ScreeningRound:
    """A round that was screened, or screened again, its units asked and all of them agreeing."""
    found = ScreeningRound.objects.filter(scheme=SCHEME, region_code=officers.banner).first()
    if found:
        screening.again(round_id=found.pk, actor=officers.acceptance)
        screening.run(round_id=found.pk)
        found.refresh_from_db()
    else:
        found = screened(officers, officers.banner)
    asking.ask(round_id=found.pk, actor=officers.acceptance)
    confirm_all(officers, found)
    found.refresh_from_db()
    return found


def publisher() -> Any:
    """Somebody who publishes for the league, as the rules of the refund have it."""
    return make_user("second_check", "150500")
