"""Stability refund and hiring subsidy on their edges, and the figures of the press worked out again."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.formulas.base import Unassessable
from programmes.services import lawfiles, lines
from tests.programmes.schemes import assessor

UNIT = {
    "unit_type": "enterprise",
    "size": "small",
    "months_paid_in_full": 12,
    "insured_staff": 100,
    "laid_off": 5,
    "staff_year_end": 95,
    "serious_violation": False,
    "zombie_list": False,
    "environment_ok": True,
    "premium_paid": "181000.00",
}
HIRED = {
    "unit_type": "enterprise",
    "group": "youth_unemployed",
    "age": 20,
    "contract": True,
    "insured_months": 3,
    "still_insured": True,
    "person_paid_before": False,
}
refund = assessor("stability_refund", UNIT)
hire = assessor("hiring_subsidy", HIRED)


def test_the_refund_of_the_press_comes_out():
    assert refund().amount == Decimal("108600.00")
    assert refund(premium_paid="129333.33").amount == Decimal("77600.00")


@pytest.mark.parametrize(
    ("insured", "laid_off", "left", "kept"),
    [
        (100, 5, 95, True),
        (1000, 55, 945, True),
        (1000, 56, 944, False),
        (30, 6, 24, True),
        (31, 2, 29, False),
        (20, 5, 15, False),
        (5, 0, 0, True),
    ],
)
def test_the_lay_off_rate_has_two_ceilings(insured, laid_off, left, kept):
    outcome = refund(insured_staff=insured, laid_off=laid_off, staff_year_end=left)
    assert outcome.failed == ([] if kept else ["layoff_rate"])


def test_the_finding_tells_rate_and_ceiling():
    finding = refund(insured_staff=31, laid_off=2, staff_year_end=29).findings[1]
    assert (finding.fact, finding.figure) == ("6.4516 %", "5.5 %")


@pytest.mark.parametrize(
    ("kind", "size", "share"),
    [("enterprise", "large", "0.30"), ("enterprise", "medium", "0.60"), ("foundation", "large", "0.60")],
)
def test_only_a_large_enterprise_gets_the_lower_share(kind, size, share):
    assert refund(unit_type=kind, size=size, premium_paid="1000.00").amount == Decimal(share) * 1000


@pytest.mark.parametrize(
    ("on", "label", "large", "others"),
    [
        ("2022-12-31", "2022-01-01", "500.00", "900.00"),
        ("2023-01-01", "2023-01-01", "300.00", "600.00"),
        ("2025-06-30", "2023-01-01", "300.00", "600.00"),
        ("2026-11-20", "2025-07-01", "300.00", "600.00"),
    ],
)
def test_each_year_has_its_own_shares(on, label, large, others):
    for size, amount in (("large", large), ("micro", others)):
        case = {
            "scheme": "stability_refund",
            "on": on,
            "region": "150100",
            "facts": UNIT | {"size": size, "premium_paid": "1000.00"},
        }
        answer = lines.answer(json.dumps(case).encode())
        assert (answer["amount"], answer["rules"]) == (amount, f"stability_refund@{label}")


def test_the_rules_may_name_another_lay_off_formula_and_then_its_counts_are_needed():
    with pytest.raises(Unassessable) as refusal:
        refund(law={"layoff_formula": "F-SH2024"})
    assert refusal.value.field == "benefit_drawers"
    counts = {"benefit_drawers": 6, "insured_average": "98.50"}
    assert refund(law={"layoff_formula": "F-SH2024"}, **counts).failed == ["layoff_rate"]
    assert refund(law={"layoff_formula": "F-SH2024"}, **counts | {"benefit_drawers": 5}).eligible


def test_a_refund_of_less_than_half_a_fen_is_granted_and_nothing():
    assert refund(size="large", premium_paid="0.01").as_line()["instalments"] == [{"amount": "0.00"}]


@given(
    st.sampled_from(["large", "medium", "small", "micro"]),
    st.integers(0, 10**14).map(lambda fen: f"{Decimal(fen).scaleb(-2):.2f}"),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
def test_a_refund_is_never_more_than_was_paid(size, premium, insured, laid_off, left):
    outcome = refund(size=size, premium_paid=premium, insured_staff=insured, laid_off=laid_off, staff_year_end=left)
    assert 0 <= outcome.amount <= Decimal(premium)
    assert outcome.eligible == (laid_off * 1000 <= (200 if insured <= 30 else 55) * (laid_off + left))


def test_583_people_hired_are_874500_yuan():
    assert sum(hire().amount for _ in range(583)) == Decimal("874500.00")


@pytest.mark.parametrize(("age", "fits"), [(15, False), (16, True), (24, True), (25, False)])
def test_age_is_asked_of_young_unemployed_only(age, fits):
    assert hire(age=age).eligible is fits
    assert hire(age=age, group="graduate_two_years").eligible


@pytest.mark.parametrize(("months", "still", "met"), [(3, True, True), (2, True, False), (12, False, False)])
def test_three_months_insured_and_still(months, still, met):
    assert hire(insured_months=months, still_insured=still).failed == ([] if met else ["insured_months"])


def test_rules_may_open_the_hiring_subsidy_to_social_organisations():
    assert hire(unit_type="social_organisation").failed == ["unit_type"]
    assert hire(law={"eligible_unit_types": ["enterprise", "social_organisation"]}, unit_type="social_organisation").eligible


def test_rules_may_close_a_group():
    assert hire(law={"eligible_groups": ["graduate_this_year"]}).failed == ["group"]


def test_every_refusal_is_named():
    outcome = hire(unit_type="sole_trader", group="other", contract=False, insured_months=0, person_paid_before=True)
    assert outcome.failed == ["unit_type", "group", "contract", "insured_months", "once_per_person"]


def test_there_is_no_law_before_the_first_file():
    assert lawfiles.in_force("stability_refund", "150100", date(2021, 12, 31)) is None
