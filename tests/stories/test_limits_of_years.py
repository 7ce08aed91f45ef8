"""Programmes that are renewed until a limit: three rent years, three years of flexible work, or until a pension that is near.

Each year is applied for, decided by two people, published and paid by the bank; what lies beyond the limit is refused.
"""

from datetime import date
from decimal import Decimal

import pytest

from cases.models import Claim
from cases.services import letters
from cases.services.used_up import end_used_up
from core import clock
from core.invariants import breaches
from payouts.queries.invariants import INVARIANTS
from tests.factories.cases import make_account, make_resident
from tests.factories.programme_story import decided, pay, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db

RENT = {
    "graduated_on": "2024-06-30", "founded_on": "2025-03-01", "in_incubator": True, "rent_of_year": "6000.00",
    "credit_code": "91150100MA0N7YPX5T",
}  # fmt: skip
FLEXIBLE = {
    "flexible_group": "hard_to_employ", "retires_at_55": False, "flexible_work": True, "pension_paid": "9600.00",
    "medical_paid": "4000.00",
}  # fmt: skip
YEAR = Decimal("9066.67")


@pytest.fixture
def hohhot():
    shipped_law()
    return Officers("150102")


def person(officers, **fields):
    someone = make_resident(officers.desk, **{"sex": "male", "born_on": date(1990, 3, 7), **fields})
    make_account(someone, recorded_by=officers.station)
    return someone


def granted_and_paid(officers, folder, someone, scheme, day, told):
    """Applied for on `day`, granted, and paid on the pay day of that month; returns the claim and what the bank paid."""
    with clock.at(day):
        end_used_up()
        claim = decided(officers, submitted(officers, someone, scheme, told))
    assert claim.state == "granted"
    with clock.at(claim.decision.decided_on):
        return claim, pay(officers, folder).paid["ES"]


def refused(officers, someone, scheme, day, told):
    """Applied for on `day` and refused by both; returns the conditions that were not met."""
    with clock.at(day):
        end_used_up()
        claim = decided(officers, submitted(officers, someone, scheme, told), grants=False, reason="已满最长期限")
        assert claim.state == "refused"
        letter = letters.issue(claim_id=claim.pk, actor=officers.station, kind="refusal")
    assert bytes(letter.pdf).startswith(b"%PDF")
    return claim.assessments.latest("pk").result["failed"]


def test_the_third_rent_year_is_paid_and_the_fourth_is_refused(hohhot, tmp_path):
    someone = person(hohhot)
    for year, left in ((2026, date(2026, 12, 31)), (2027, date(2027, 12, 31)), (2028, None)):
        claim, paid = granted_and_paid(hohhot, tmp_path, someone, "rent_subsidy", f"{year}-11-02", {**RENT, "rent_year": year})
        assert paid == Decimal("5000.00")
        assert claim.decision.renewable_on == left
    assert refused(hohhot, someone, "rent_subsidy", "2029-11-02", {**RENT, "rent_year": 2029}) == ["three_years"]
    assert Claim.objects.filter(scheme="rent_subsidy", decision__granted=True).count() == 3
    assert list(breaches(INVARIANTS)) == []


def _year(first, months=12):
    share = {name: f"{Decimal(FLEXIBLE[name]) * months / 12:.2f}" for name in ("pension_paid", "medical_paid")}
    return {**FLEXIBLE, **share, "premium_from": f"{first}-01", "premium_months": months}


def test_flexible_work_is_subsidised_for_three_years_and_not_a_month_longer(hohhot, tmp_path):
    someone = person(hohhot)
    for first, day in (("2025-07", "2026-07-06"), ("2026-07", "2027-07-05"), ("2027-07", "2028-07-03")):
        last, paid = granted_and_paid(hohhot, tmp_path, someone, "flexible_insurance", day, _year(first))
        assert paid == YEAR
    assert last.decision.renewable_on is None
    assert refused(hohhot, someone, "flexible_insurance", "2028-09-04", _year("2028-07", 1)) == ["within_limit"]


def test_whoever_was_near_retirement_at_the_first_grant_is_subsidised_until_then(hohhot, tmp_path):
    someone = person(hohhot, born_on=date(1968, 5, 10))  # retires on 10 April 2029: eleven months after sixty
    for first, day in (("2025-07", "2026-07-06"), ("2026-07", "2027-07-05"), ("2027-07", "2028-07-03")):
        granted_and_paid(hohhot, tmp_path, someone, "flexible_insurance", day, _year(first))
    fourth, _paid = granted_and_paid(hohhot, tmp_path, someone, "flexible_insurance", "2029-02-05", _year("2028-07", 7))
    assert fourth.decision.renewable_on == date(2029, 4, 10)
    last, paid = granted_and_paid(hohhot, tmp_path, someone, "flexible_insurance", "2029-05-08", _year("2029-02", 3))
    assert (last.decision.renewable_on, paid) == (None, Decimal("2266.67"))
    assert refused(hohhot, someone, "flexible_insurance", "2029-06-04", _year("2029-05", 1)) == ["within_limit"]
    assert list(breaches(INVARIANTS)) == []
