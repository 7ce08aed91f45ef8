"""Skills, start-up and rent subsidies on their edges, worked by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.formulas.base import Unassessable
from tests.programmes.schemes import assessor

skills = assessor(
    "skills_subsidy",
    {
        "basis": "employee",
        "contribution_months": 12,
        "insured_now": True,
        "drawing_benefit": False,
        "level": 4,
        "urgent": False,
        "certificate_on": "2025-11-20",
        "applied_on": "2026-11-20",
        "same_certificate_paid": False,
        "paid_this_year": 0,
    },
)
startup = assessor(
    "startup_subsidy",
    {
        "group": "graduate",
        "first_startup": True,
        "jobs_created": 3,
        "jobs_insured_months": 12,
        "operating_months": 36,
        "jobs_now": 3,
        "stages_paid": [],
    },
)
rent = assessor(
    "rent_subsidy",
    {
        "graduated_on": "2021-07-01",
        "founded_on": "2026-07-01",
        "in_incubator": True,
        "years_paid": 0,
        "rent_of_year": "5000.01",
    },
)


@pytest.mark.parametrize(
    ("level", "urgent", "amount"),
    [
        (5, False, "1000.00"),
        (4, False, "1500.00"),
        (3, False, "2000.00"),
        (5, True, "1100.00"),
        (4, True, "1650.00"),
        (3, True, "2200.00"),
    ],
)
def test_each_level_has_its_amount_and_a_tenth_more_where_it_is_urgent(level, urgent, amount):
    assert skills(level=level, urgent=urgent).amount == Decimal(amount)


@pytest.mark.parametrize("level", [2, 6, True, "5", 5.0])
def test_only_the_three_levels_are_taken(level):
    with pytest.raises(Unassessable) as fault:
        skills(level=level)
    assert fault.value.field == "level"


@pytest.mark.parametrize(
    ("issued", "applied", "in_time"),
    [
        ("2025-11-20", "2026-11-20", True),
        ("2025-11-19", "2026-11-20", False),
        ("2024-02-29", "2025-02-28", True),
        ("2024-02-29", "2025-03-01", False),
        ("2026-11-20", "2026-11-20", True),
        ("2026-11-21", "2026-11-20", False),
    ],
)
def test_the_day_twelve_months_after_the_certificate_is_the_last(issued, applied, in_time):
    found = skills(certificate_on=issued, applied_on=applied)
    assert found.failed == ([] if in_time else ["within_twelve_months"])


@pytest.mark.parametrize(
    ("paid", "urgent", "free"), [(0, False, True), (1, False, False), (1, True, True), (2, True, True), (3, True, False)]
)
def test_the_second_and_third_of_a_year_must_be_urgent(paid, urgent, free):
    assert skills(paid_this_year=paid, urgent=urgent).failed == ([] if free else ["yearly_limit"])


def test_an_employee_is_not_asked_for_benefit_and_a_recipient_not_for_premiums():
    assert skills(drawing_benefit=False).eligible
    assert skills(basis="recipient", drawing_benefit=True, contribution_months=0, insured_now=False).eligible


@pytest.mark.parametrize(
    ("facts", "stages"),
    [
        ({}, [1, 2, 3]),
        ({"stages_paid": [1]}, [2, 3]),
        ({"stages_paid": [2]}, [1, 3]),
        ({"jobs_insured_months": 11}, [1, 3]),
        ({"jobs_created": 2}, [1]),
        ({"operating_months": 35}, [1, 2]),
        ({"jobs_now": 2}, [1, 2]),
        ({"jobs_now": 9}, [1, 2, 3]),
    ],
)
def test_every_stage_that_is_reached_and_unpaid_is_an_instalment(facts, stages):
    assert [each.stage for each in startup(**facts).instalments] == stages


def test_whether_a_stage_is_due_is_not_looked_at_for_who_is_not_supported():
    assert startup(group="other", stages_paid=[1, 2, 3]).failed == ["group"]
    assert startup(stages_paid=[1, 2, 3]).failed == ["nothing_due"]


@pytest.mark.parametrize("paid", [[4], ["1"], [True], 1])
def test_a_stage_that_does_not_exist_is_refused(paid):
    with pytest.raises(Unassessable) as fault:
        startup(stages_paid=paid)
    assert fault.value.field == "stages_paid"


@given(
    st.fixed_dictionaries(
        {
            "jobs_created": st.integers(0, 6),
            "jobs_insured_months": st.integers(0, 24),
            "operating_months": st.integers(0, 60),
            "jobs_now": st.integers(0, 6),
            "stages_paid": st.lists(st.sampled_from([1, 2, 3]), unique=True),
        }
    )
)
def test_no_stage_is_paid_twice_and_all_together_never_exceed_fifty_thousand(facts):
    found = startup(**facts)
    before = sum({1: 10_000, 2: 20_000, 3: 20_000}[stage] for stage in facts["stages_paid"])
    assert not {each.stage for each in found.instalments} & set(facts["stages_paid"])
    assert found.amount + before <= 50_000
    assert found.eligible == bool(found.instalments)


@pytest.mark.parametrize(
    ("graduated", "last"),
    [("2021-07-01", date(2026, 7, 1)), ("2020-02-29", date(2025, 2, 28)), ("2023-06-30", date(2028, 6, 30))],
)
def test_the_day_five_years_after_graduation_is_the_last_to_found(graduated, last):
    assert rent(graduated_on=graduated, founded_on=last.isoformat()).eligible
    late = rent(graduated_on=graduated, founded_on=(last + timedelta(days=1)).isoformat())
    assert late.failed == ["graduated_within_five_years"]


@pytest.mark.parametrize(("paid", "amount"), [("4999.99", "4999.99"), ("5000.00", "5000.00"), ("5000.01", "5000.00")])
def test_rent_is_paid_up_to_the_ceiling(paid, amount):
    assert rent(rent_of_year=paid).amount == Decimal(amount)


def test_the_fourth_year_is_not_paid():
    assert rent(years_paid=2).eligible
    assert rent(years_paid=3).failed == ["three_years"]
