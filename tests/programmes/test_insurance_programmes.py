"""What stands beside the benefit: medical premium, death, the months to retirement, lump sum and transfer."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.services import lawfiles
from tests.programmes.schemes import assessor


def of(scheme):
    return assessor(scheme, json.loads(json.dumps(lawfiles.samples(scheme)[0]["facts"])))


medical, death, older = of("medical_premium"), of("death_grant"), of("older_recipient")
pension, farmer, transfer = of("older_pension"), of("contract_farmer"), of("insurance_transfer")


def test_the_fund_pays_the_premium_of_every_month_of_benefit():
    found = medical(law={"average_wage_month": "7123.45"}, benefit_from="2026-03-01", benefit_months=3)
    assert [each.as_line() for each in found.instalments] == [
        {"month": month, "amount": "341.93"} for month in ("2026-03", "2026-04", "2026-05")
    ]


@pytest.mark.parametrize(
    ("years", "months"), [(0, 3), (4, 3), (5, 6), (9, 6), (10, 9), (15, 9), (16, 10), (29, 23), (30, 24), (45, 24)]
)
def test_survivors_months_follow_the_paid_years(years, months):
    """With 12,000 a year a month of income is 1,000 yuan; the funeral has two."""
    found = death(law={"disposable_income_year": "12000.00"}, pension_years=years)
    assert [(each.period, each.amount) for each in found.instalments] == [
        ("funeral", Decimal("2000.00")),
        ("survivors", Decimal(f"{months}000.00")),
    ]


@given(st.integers(0, 60))
def test_another_paid_year_never_costs_the_survivors(years):
    assert death(pension_years=years + 1).amount >= death(pension_years=years).amount


def test_a_death_that_the_pension_insurance_pays_for_is_not_paid_again():
    assert death(death_paid_elsewhere=True).failed == ["one_insurance"]


@pytest.mark.parametrize(("last", "months"), [("2026-05-01", None), ("2026-06-01", 12), ("2027-05-31", 1), ("2027-06-01", None)])
def test_benefit_goes_on_to_the_month_of_retirement(last, months):
    """A man of 20 December 1966 retires on 20 June 2027."""
    found = older(benefit_last_month=last, born_on="1966-12-20")
    assert len(found.instalments) == (months or 0)
    assert found.failed == ([] if months else ["near_retirement"])
    if months:
        assert found.instalments[-1].as_line() == {"month": "2027-06", "amount": "1987.39"}


def test_premiums_come_back_up_to_the_lowest_tier():
    assert pension(law={"lowest_pension_month": "900.00"}, extension_premium_months=3, pension_paid="2700.01").amount == 2700
    assert pension(law={"lowest_pension_month": "900.00"}, extension_premium_months=3, pension_paid="2699.99").amount == Decimal(
        "2699.99"
    )


@pytest.mark.parametrize(("worked", "years"), [(12, 1), (23, 1), (24, 2), (143, 11), (144, 12), (400, 12)])
def test_a_month_for_each_full_year_worked(worked, years):
    assert farmer(worked_months=worked).amount == Decimal("2156.50") * years


def test_the_wage_is_that_of_the_day_on_which_the_contract_ended():
    assert farmer(contract_ended_on="2024-11-30").amount == Decimal("1881.00")
    assert farmer(contract_ended_on="2024-12-01").amount == Decimal("2156.50")


def test_benefit_moves_across_provinces_with_half_of_it_again():
    """Seven months of 1,929.50 are 13,506.50, and half of that."""
    assert transfer().amount == Decimal("20259.75")


@pytest.mark.parametrize(
    "facts",
    [
        {"other_place": "inside_region"},
        {"drawing_benefit": False},
        {"direction": "in", "months_elsewhere": 9},
        {"benefit_left_months": 0},
    ],
)
def test_every_other_transfer_moves_no_money_but_the_years(facts):
    found = transfer(**facts)
    assert found.eligible
    assert found.instalments == ()
    assert found.entitlement["contribution_months"] == 60 + facts.get("months_elsewhere", 0)


def test_the_region_may_let_money_move_inside_it():
    assert transfer(law={"pays_inside_region": True}, other_place="inside_region").amount == Decimal("20259.75")
