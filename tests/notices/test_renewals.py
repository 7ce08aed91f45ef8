"""Whoever may have a grant renewed is told a month before its term ends, the station and the person, once a term."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.models import Claim, Decision
from core import clock
from notices.models import Message, Notice
from notices.services import reminders
from notices.services.reminders import Told
from tests.factories.cases import make_claim, make_resident
from tests.factories.programme_story import decided, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db

RENT = {
    "graduated_on": "2024-06-30",
    "founded_on": "2025-03-01",
    "in_incubator": True,
    "rent_of_year": "6000.00",
    "credit_code": "91150100MA0N7YPX5T",
}
FLEXIBLE = {
    "flexible_group": "hard_to_employ", "retires_at_55": False, "flexible_work": True, "premium_from": "2026-04-01",
    "premium_months": 6, "pension_paid": "4800.00", "medical_paid": "2000.00",
}  # fmt: skip
POST = {
    "retires_at_55": False, "post_from": "2026-11-01", "post_until": "2027-10-31", "pay_month": "2400.00",
    "employer_premium_month": "800.00", "family_of_employer": False, "post_name": "保洁", "post_unit": "社区",
}  # fmt: skip
LOAN = {
    "loan_group": "registered_unemployed", "bank_lent": True, "principal": "200000.00", "actual_rate": "3.1",
    "loaned_on": "2025-10-15", "due_on": "2027-08-15", "loan_year": 1, "days": 365, "other_loans": [], "consumer_debt": "0.00",
    "spouse_loans": [], "spouse_consumer_debt": "0.00", "loan_contract_no": "HT2025001", "lending_bank": "农商行",
    "bank_decided_on": "2025-10-10",
}  # fmt: skip


def remind(day: str) -> Told:
    with clock.at(day):
        return reminders.remind_all()["renewal"]


@pytest.fixture
def hohhot():
    """The officers of a banner of Hohhot, where every one of these programmes has rules."""
    shipped_law()
    return Officers("150102")


def person(officers):
    return make_resident(officers.desk, sex="male", born_on=date(1990, 3, 7), mobile="13804710001")


@pytest.fixture
def recognised():
    """Makes somebody who is recognised as hard to employ."""

    def make(officers):
        someone = person(officers)
        make_claim(someone, scheme="hard_to_employ", state="granted")
        return someone

    return make


def granted(officers, scheme, told, resident=None):
    """The person's claim as it is granted."""
    resident = resident or person(officers)
    claim = decided(officers, submitted(officers, resident, scheme, told))
    assert claim.state == "granted"
    return claim


def test_the_second_rent_year_is_reminded_of_in_december_to_the_station_and_the_person(hohhot, client):
    claim = granted(hohhot, "rent_subsidy", {**RENT, "rent_year": 2026})
    assert claim.decision.renewable_on == date(2026, 12, 31)
    assert remind("2026-11-30") == Told(0, 0)
    assert remind("2026-12-01") == Told(1, 1)
    assert remind("2026-12-02") == Told(0, 0)
    text = Message.objects.get(kind="renewal").text
    assert text == (
        "【就业服务】您享受的创业场所房租补贴本期将于2026年12月31日届满，届满后仍符合条件的可申请下一期，请备齐材料到服务站办理。"
    )
    notice = Notice.objects.get(kind="renewal")
    assert (notice.to_role, notice.station_id, notice.period) == ("station", claim.station_id, "2026-12-31")
    client.force_login(hohhot.station)
    assert f"申请{claim.number}：本期将于2026年12月31日届满" in client.get(reverse("notices:notice_list")).content.decode()
    assert client.post(reverse("notices:notice_open", args=[notice.pk])).url == reverse("cases:claim_show", args=[claim.pk])


def test_after_the_third_rent_year_nothing_is_renewed_and_nothing_said(hohhot):
    someone = person(hohhot)
    for year in (2024, 2025, 2026):
        last = granted(hohhot, "rent_subsidy", {**RENT, "rent_year": year}, someone)
    assert last.decision.renewable_on is None
    assert remind("2026-12-15") == Told(0, 0)


def test_whoever_has_asked_for_the_next_year_is_not_reminded_of_it(hohhot):
    someone = person(hohhot)
    granted(hohhot, "rent_subsidy", {**RENT, "rent_year": 2026}, someone)
    following = submitted(hohhot, someone, "rent_subsidy", {**RENT, "rent_year": 2027})
    assert remind("2026-12-10") == Told(0, 0)
    Claim.objects.filter(pk=following.pk).update(state="withdrawn")
    assert remind("2026-12-10") == Told(1, 1)


def test_premiums_are_paid_back_afterwards_so_the_next_period_is_reminded_of(hohhot, recognised):
    claim = granted(hohhot, "flexible_insurance", FLEXIBLE, recognised(hohhot))
    assert claim.decision.renewable_on == date(2027, 3, 31)
    assert remind("2027-02-28") == Told(0, 0)
    assert remind("2027-03-01") == Told(1, 1)
    assert "灵活就业社会保险补贴本期将于2027年3月31日届满" in Message.objects.get(kind="renewal").text


def test_the_interest_of_a_short_last_loan_year_is_reminded_of_before_the_loan_is_due(hohhot):
    claim = granted(hohhot, "startup_loan", LOAN)
    assert claim.decision.renewable_on == date(2027, 8, 15)
    assert remind("2027-07-16") == Told(1, 1)


def test_a_contract_on_a_post_is_reminded_of_before_its_end(hohhot, recognised):
    claim = granted(hohhot, "public_post", POST, recognised(hohhot))
    assert claim.decision.renewable_on == date(2027, 10, 31)
    assert remind("2027-10-01") == Told(1, 1)


def test_only_the_unemployment_benefit_says_that_the_benefit_ends(hohhot, recognised):
    granted(hohhot, "public_post", POST, recognised(hohhot))
    with clock.at("2027-10-05"):
        assert reminders.remind_all()["benefit_ends"] == Told(0, 0)


def test_a_timetable_that_stood_still_says_it_late_and_a_dead_person_is_left_in_peace(hohhot):
    someone = person(hohhot)
    granted(hohhot, "rent_subsidy", {**RENT, "rent_year": 2026}, someone)
    someone.deceased_on = date(2026, 12, 20)
    someone.save()
    assert remind("2027-02-20") == Told(1, 0)
    assert remind("2027-05-20") == Told(0, 0)


def test_the_reminder_is_two_statements_however_many_people(hohhot, django_assert_num_queries):
    for _each in range(3):
        granted(hohhot, "rent_subsidy", {**RENT, "rent_year": 2026})
    with django_assert_num_queries(4):  # the two statements and their savepoint
        assert reminders._remind("renewal", reminders._renewal(date(2026, 12, 5), None)) == Told(3, 3)


def test_a_refusal_cannot_be_renewed_in_the_database(hohhot):
    claim = granted(hohhot, "rent_subsidy", {**RENT, "rent_year": 2026})
    values = {name: getattr(claim.decision, name) for name in ("assessment", "decided_on", "checked_by", "decided_by")}
    other = submitted(hohhot, person(hohhot), "rent_subsidy", {**RENT, "rent_year": 2026})
    with pytest.raises(IntegrityError, match="decision_refused_is_not_renewed"), transaction.atomic():
        Decision.objects.bulk_create(
            [Decision(**values, claim=other, number="x", granted=False, amount=Decimal(0), renewable_on=date(2026, 12, 31))]
        )
