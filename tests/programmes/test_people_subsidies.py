"""Loans, prizes, workshops, posts and flexible work on their edges, worked by hand."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import parse_month
from programmes.formulas.base import Unassessable
from programmes.services import lawfiles
from tests.programmes.schemes import assessor


def first_sample(scheme):
    """The facts of the first sample, which is a good case."""
    return json.loads(json.dumps(lawfiles.samples(scheme)[0]["facts"]))


def of(scheme):
    return assessor(scheme, first_sample(scheme))


loan, prize, worker = of("startup_loan"), of("competition_award"), of("workshop_worker")
hard, flexible, post = of("hard_to_employ"), of("flexible_insurance"), of("public_post")


def test_half_of_the_interest_of_a_full_year_at_the_actual_rate():
    """300,000 at 3.6 % for 365 days of 360 is 10,950; half of it."""
    found = loan()
    assert found.amount == Decimal("5475.00")
    assert [each.period for each in found.instalments] == ["year-1"]


def test_the_interest_is_rounded_once():
    """123,456.78 x 4.35 % x 181 / 360 = 2,700.101...; half is 1,350.05."""
    assert loan(principal="123456.78", actual_rate="4.35", days=181).amount == Decimal("1350.05")


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({"principal": "300000.00"}, []),
        ({"principal": "300000.01"}, ["loan_ceiling"]),
        ({"principal": "0.00"}, ["bank_lent"]),
        ({"due_on": "2028-11-20"}, []),
        ({"due_on": "2028-11-21"}, ["loan_term"]),
        ({"due_on": "2025-11-20"}, ["loan_term", "loan_year"]),
        ({"loans_before": 2}, []),
        ({"loans_before": 3}, ["loan_times"]),
        ({"days": 366}, ["loan_year"]),
        ({"days": 0}, ["loan_year"]),
        ({"actual_rate": "0.00"}, ["loan_year"]),
        ({"loan_year": 3, "days": 366}, []),
        ({"other_loans": ["student_loan", "house_loan"]}, []),
        ({"other_loans": ["house_loan", "business_loan"]}, ["own_loans"]),
        ({"consumer_debt": "50000.01"}, ["own_loans"]),
        ({"spouse_loans": ["consumer_loan"], "spouse_consumer_debt": "50000.00"}, []),
        ({"spouse_loans": ["business_loan"]}, ["spouse_loans"]),
    ],
)
def test_what_a_loan_must_be(change, failed):
    assert loan(**change).failed == failed


def test_a_loan_of_thirteen_months_has_a_second_year_of_one():
    days = (date(2026, 12, 20) - date(2026, 11, 20)).days
    assert loan(due_on="2026-12-20", loan_year=2, days=days).eligible
    assert loan(due_on="2026-12-20", loan_year=2, days=days + 1).failed == ["loan_year"]
    assert loan(due_on="2026-12-20", loan_year=3, days=1).failed == ["loan_year"]


@given(st.decimals(min_value="0.01", max_value="800000", places=2), st.integers(1, 24))
def test_a_prize_is_paid_back_to_the_fen(assessed, count):
    found = prize(law={"repayments": count}, assessed_amount=str(assessed))
    parts = [Decimal(each["amount"]) for each in found.entitlement["repayments"]]
    assert found.amount == min(assessed, 500_000) == sum(parts)
    assert len(parts) == count
    assert min(parts) >= 0


def test_a_prize_is_paid_back_from_a_year_after_on():
    months = [each["month"] for each in prize().entitlement["repayments"]]
    assert months == ["2027-11", "2028-11", "2029-11"]


def test_who_won_nothing_gets_nothing():
    assert prize(prize="no_prize").failed == ["national_prize"]
    assert prize(prize="no_prize").entitlement == {}


def test_a_worker_has_five_hundred_a_month_from_the_month_of_the_start():
    found = worker(works_from="2025-11-30", months_worked=3)
    assert [(each.as_line()["month"], each.amount) for each in found.instalments] == [
        ("2025-11", Decimal("500.00")),
        ("2025-12", Decimal("500.00")),
        ("2026-01", Decimal("500.00")),
    ]


def test_only_the_kind_that_is_applied_for_is_looked_at():
    found = hard(hard_kind="disabled", disability_card=True, resident_months=0)
    assert found.eligible
    assert [each.code for each in found.findings if each.code.startswith("kind_")] == ["kind_disabled"]
    assert found.entitlement["hard_kind"] == "disabled"
    assert found.entitlement["from"] == "2026-11-20"


@pytest.mark.parametrize("kind", ["disabled", "zero_job_family", "landless", "long_term", "graduate_jobless"])
def test_a_kind_whose_facts_nobody_told_is_not_recognised(kind):
    assert hard(hard_kind=kind).failed == [f"kind_{kind}"]


@pytest.mark.parametrize(
    ("kind", "man", "woman", "more"),
    [
        ("older", 50, 40, {}),
        ("landless", 50, 40, {"all_land_lost": True, "land_money_above_benefit": False}),
        ("long_term", 45, 35, {"on_minimum_income": True, "unemployed_months": 12}),
    ],
)
def test_the_age_is_reached_on_the_birthday(kind, man, woman, more):
    for sex, age in (("male", man), ("female", woman)):
        assert hard(hard_kind=kind, sex=sex, born_on=f"{2026 - age}-11-20", **more).eligible
        assert hard(hard_kind=kind, sex=sex, born_on=f"{2026 - age}-11-21", **more).failed == [f"kind_{kind}"]


def test_who_has_reached_the_retirement_age_is_not_of_working_age():
    assert hard(born_on="1966-05-20").failed == ["working_age"]  # 60 years and 5 months on 20 October 2026
    assert hard(born_on="1966-07-20").eligible  # 60 years and 5 months on 20 December 2026


@given(
    st.decimals(min_value=0, max_value=30_000, places=2),
    st.decimals(min_value=0, max_value=30_000, places=2),
    st.integers(1, 12),
    st.sampled_from(["fen", "yuan"]),
)
def test_two_thirds_of_what_was_paid_are_shared_out_without_a_rest(pension, medical, months, rounding):
    found = flexible(law={"rounding": rounding}, pension_paid=str(pension), medical_paid=str(medical), premium_months=months)
    paid_fen = int((pension + medical) * 100)
    unit = 1 if rounding == "fen" else 100
    expected = (2 * paid_fen * 2 + 3 * unit) // (6 * unit) * unit  # half up in whole numbers
    if paid_fen:
        assert found.amount * 100 == expected
        assert len({each.month for each in found.instalments}) == len(found.instalments) <= months
        assert all(each.amount > 0 for each in found.instalments)
    else:
        assert found.failed == ["premiums_paid"]


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({"subsidised_before": 24}, True),
        ({"subsidised_before": 25}, False),
        ({"sex": "male", "born_on": "1967-06-15", "first_approved_on": "2023-02-15", "subsidised_before": 40}, True),
        ({"sex": "male", "born_on": "1967-06-15", "first_approved_on": "2023-02-14", "subsidised_before": 40}, False),
        ({"sex": "male", "born_on": "1966-06-15", "first_approved_on": "2023-06-15", "premium_months": 11}, True),
        ({"sex": "male", "born_on": "1966-06-15", "first_approved_on": "2023-06-15", "premium_months": 12}, False),
        ({"sex": "female", "born_on": "1973-06-15"}, False),
    ],
)
def test_three_years_or_to_retirement_by_the_age_at_the_first_approval(facts, met):
    """A man of June 1967 retires on 15 February 2028, one of June 1966 on 15 November 2026, a woman of 1973 has."""
    assert flexible(**facts).failed == ([] if met else ["within_limit"])


def test_a_graduate_is_subsidised_for_two_years_within_two_years():
    graduate = {"flexible_group": "graduate", "graduated_on": "2024-11-20", "born_on": "2002-01-01"}
    assert flexible(**graduate, subsidised_before=12).eligible
    assert flexible(**graduate, subsidised_before=13).failed == ["within_limit"]
    assert flexible(**{**graduate, "graduated_on": "2024-11-19"}).failed == ["graduate_in_time"]
    assert flexible(**{**graduate, "graduated_on": None}).failed == ["graduate_in_time"]
    assert flexible(**{**graduate, "graduated_on": "2023-07-01"}, first_approved_on="2025-07-01").eligible


def test_a_post_is_paid_by_the_wage_of_its_month_and_the_premiums():
    """The class 1 wage was 1,980 until November 2024 and is 2,270 since December."""
    found = post(post_from="2024-11-01", post_until="2024-12-31", pay_month="2270.00", employer_premium_month="100.00")
    assert [each.amount for each in found.instalments] == [Decimal("2080.00"), Decimal("2370.00")]


@pytest.mark.parametrize(("wage_class", "least"), [(1, "2270.00"), (2, "2200.00"), (3, "2140.00")])
def test_pay_reaches_the_minimum_wage_of_the_banners_class(wage_class, least):
    below = str(Decimal(least) - Decimal("0.01"))
    assert post(wage_class=wage_class, pay_month=least).eligible
    assert post(wage_class=wage_class, pay_month=below).failed == ["pay_at_least_minimum"]


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({"post_until": "2029-10-31"}, True),
        ({"post_until": "2029-11-01"}, False),
        ({"post_months_before": 24}, True),
        ({"post_months_before": 25}, False),
        ({"post_until": "2026-10-31"}, False),
        ({"born_on": "1969-06-10", "post_until": "2030-08-10"}, True),
        ({"born_on": "1969-06-10", "post_until": "2030-08-11"}, False),
        ({"born_on": "1960-06-10"}, False),
    ],
)
def test_a_post_lasts_three_years_or_to_retirement(facts, met):
    """A man of June 1969 retires on 10 August 2030; one of June 1960 has."""
    assert post(**facts).failed == ([] if met else ["contract_term"])


def test_a_post_before_the_first_known_wage_cannot_be_assessed():
    with pytest.raises(Unassessable) as fault:
        post(post_from="2021-11-30", post_until="2022-11-30")
    assert (fault.value.field, fault.value.code) == ("post_from", "no_wage")


def test_months_are_never_paid_twice_by_one_contract():
    months = [parse_month(each.as_line()["month"]) for each in post(post_until="2029-10-31").instalments]
    assert len(months) == len(set(months)) == 36
