"""The relief of 2020: granted, counted, and over when it is over."""

from datetime import date

import pytest

from programmes.formulas import registry
from programmes.formulas.base import Unassessable
from programmes.services import lawfiles
from tests.programmes.schemes import assessor

SPRING = date(2020, 3, 20)
NAMES = [
    scheme.name
    for scheme in registry.SCHEMES.values()
    if scheme.register in {"A28", "A29", "A30", "A31", "A32", "A33", "A35", "A37"}
]


def relief(scheme, region="150700"):
    return assessor(scheme, lawfiles.samples(scheme)[0]["facts"], region, SPRING)


def granted(outcome):
    return [outcome.entitlement[key] for key in ("kind", "from", "until", "amount")]


def test_six_months_rent_are_waived():
    assert granted(relief("rent_relief")()) == ["waiver", "2020-02-01", "2020-07-31", "25200.00"]


def test_a_fee_is_reduced_by_what_the_authority_fixed_up_to_the_fee():
    assert granted(relief("fee_relief")()) == ["waiver", "2020-03-20", None, "1200.00"]
    assert relief("fee_relief")(fee_reduction="3000.01").failed == ["fee_reduction"]


def test_half_the_medical_premium_for_four_months_or_all_of_it_five_months_later():
    medical = relief("medical_premium_relief")
    assert granted(medical()) == ["waiver", "2020-02-01", "2020-05-31", "19200.00"]
    assert granted(medical(medical_relief="deferred", hardship=True)) == ["deferral", "2020-02-01", "2020-06-30", "48000.00"]
    assert medical(medical_relief="deferred").failed == ["hardship"]
    assert [each.code for each in medical().findings] == ["in_time"]


def test_only_services_on_offer_are_free():
    services = relief("free_services")
    assert services(law={"free_services": ["cloud_video"]}).entitlement["services"] == ["cloud_video"]
    assert services(law={"free_services": ["intercom"]}).failed == ["services"]


def test_a_loan_runs_at_least_three_months_longer():
    loan = relief("loan_extension")
    assert granted(loan()) == ["extension", "2020-04-15", "2020-07-15", "500000.00"]
    assert loan(extension_months=2).failed == ["extension_months"]


@pytest.mark.parametrize(
    ("due", "inside"), [("2019-12-31", False), ("2020-01-01", True), ("2020-06-30", True), ("2020-07-01", False)]
)
def test_loans_of_the_first_half_of_2020_only(due, inside):
    assert relief("loan_extension")(loan_due_on=due).failed == ([] if inside else ["loan_due"])


def test_a_term_without_sense_is_refused_not_raised():
    with pytest.raises(Unassessable) as refusal:
        relief("loan_extension")(extension_months=10**9)
    assert refusal.value.field == "extension_months"


def test_a_guarantee_costs_one_per_cent_and_nothing_else():
    """2.5 % less 60 % is 1 %: 75,000 asked for 3 million, and 2,000 beside."""
    outcome = relief("guarantee_fee_cap")()
    assert granted(outcome) == ["cap", "2020-03-20", "2020-12-31", "30000.00"]
    assert outcome.entitlement["waived"] == "47000.00"
    assert relief("guarantee_fee_cap")(fee_asked="0.00", other_charges="0.00").entitlement["waived"] == "0.00"


def test_twenty_million_stand_for_two_hundred_million_of_loans():
    farm = relief("farm_guarantee")
    assert granted(farm()) == ["waiver", "2020-03-20", None, "8000.00"]
    assert farm(loans_guaranteed="199200000.00").findings[-1].figure == "200000000.00"
    assert farm(loans_guaranteed="199200000.01").failed == ["fund_room"]


@pytest.mark.parametrize(("poor", "months", "failed"), [(5, 6, []), (4, 6, ["poor_persons"]), (5, 5, ["employed_months"])])
def test_five_poor_persons_for_six_months(poor, months, failed):
    assert relief("farm_guarantee")(poor_persons=poor, employed_months=months).failed == failed


@pytest.mark.parametrize("name", [name for name in NAMES if "in_time" in registry.SCHEMES[name].condition_codes])
def test_after_the_last_day_nothing_is_granted(name):
    assert relief(name)(on=date(2020, 12, 31)).eligible
    assert relief(name)(on=date(2021, 1, 1)).failed == ["in_time"]
    assert relief(name)(law={"open_until": ""}, on=date(2030, 1, 1)).eligible


@pytest.mark.parametrize("name", NAMES)
def test_local_relief_is_no_law_elsewhere(name):
    assert lawfiles.in_force(name, "150702", SPRING)
    assert lawfiles.in_force(name, "150500", SPRING) is None


def test_each_place_supports_its_own_lists():
    listed = relief("listed_support")
    assert granted(listed()) == ["support", "2020-03-20", None, None]
    assert listed(list_kind="key_firms").failed == ["list_kind"]
    assert relief("listed_support", "152200")(list_kind="key_firms").eligible
