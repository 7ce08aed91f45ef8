"""The benefit on its edges: the law's own figures, worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from core.periods import parse_month
from programmes import formulas
from programmes.formulas.base import Unassessable
from programmes.formulas.minimum_wage import WageTable, table_for
from programmes.services import lawfiles

ON = date(2026, 11, 20)
CASE = {
    "contribution_months": 60,
    "separation": "contract_ended",
    "registered_on": "2025-07-15",
    "seeking_work": True,
    "sex": "male",
    "born_on": "1990-01-01",
    "spouse_drawing": False,
    "unused_months": 0,
}


def assess(on=ON, rules=None, wages=None, **facts):
    return formulas.assess(
        scheme="unemployment_benefit",
        on=on,
        facts=CASE | facts,
        rules=rules or lawfiles.in_force("unemployment_benefit", "150500", ON).content,
        wages=lawfiles.wages("150500") if wages is None else wages,
    )


def changed(**values):
    content = lawfiles.in_force("unemployment_benefit", "150500", ON).content
    parameters = {name: dict(entry) for name, entry in content["parameters"].items()}
    for name, value in values.items():
        parameters[name]["value"] = value
    return {**content, "parameters": parameters}


def paid(outcome):
    return {instalment.as_line()["month"]: instalment.amount for instalment in outcome.instalments}


@pytest.mark.parametrize(
    ("months_paid", "unused", "expected"),
    [(11, 24, 0), (12, 0, 12), (59, 0, 12), (60, 0, 18), (119, 0, 18), (120, 0, 24), (300, 24, 24), (60, 10, 24)],
)
def test_months_follow_the_paid_ones_under_the_ceiling(months_paid, unused, expected):
    assert len(assess(contribution_months=months_paid, unused_months=unused).instalments) == expected


@pytest.mark.parametrize(("months_paid", "amount"), [(12, "25878.00"), (60, "37455.00"), (120, "49032.00")])
def test_the_three_sums_under_the_wage_of_december_2024(months_paid, amount):
    assert assess(contribution_months=months_paid).amount == Decimal(amount)


@pytest.mark.parametrize(("months_paid", "amount"), [(12, "26654.40"), (60, "38578.74"), (120, "50503.08")])
def test_the_three_sums_with_uplift_rounded_month_by_month(months_paid, amount):
    """2,270 x 85 % x 1.03 is 1,987.385, which half-up makes 1,987.39 in each month of the second band."""
    assert assess(contribution_months=months_paid, spouse_drawing=True).amount == Decimal(amount)


def test_a_new_minimum_wage_applies_from_its_own_month():
    plan = paid(assess(registered_on="2024-07-31"))
    assert plan["2024-11"] == Decimal("1881.00")
    assert plan["2024-12"] == Decimal("2156.50")
    assert next(iter(plan)) == "2024-07"


def test_rules_may_keep_running_cases_at_their_first_wage():
    plan = paid(assess(registered_on="2024-07-31", rules=changed(rerate_on_wage_change=False)))
    assert plan["2024-12"] == Decimal("1881.00")


def test_rules_may_read_the_uplift_as_points_of_the_wage():
    outcome = assess(contribution_months=120, spouse_drawing=True, rules=changed(uplift_mode="add_points"))
    assert {instalment.amount for instalment in outcome.instalments} == {Decimal("2224.60"), Decimal("1997.60")}


def test_rules_may_ask_ten_paid_years_of_couples_too():
    rules = changed(uplift_reading="years_with_either")
    assert assess(spouse_drawing=True, rules=rules).amount == assess().amount
    assert assess(contribution_months=120, spouse_drawing=True, rules=rules).amount == Decimal("50503.08")


def test_registered_on_a_leap_day_or_a_31st_skips_no_month():
    assert list(paid(assess(registered_on="2024-02-29", contribution_months=12)))[-1] == "2025-01"
    plan = list(paid(assess(registered_on="2025-08-31", contribution_months=12)))
    assert plan[:2] == ["2025-08", "2025-09"]
    assert plan[-1] == "2026-07"


@pytest.mark.parametrize(
    ("sex", "born_on", "month", "lifted"),
    [
        ("male", "1975-12-01", "2025-12", True),
        ("male", "1975-12-02", "2025-12", False),
        ("male", "1975-12-02", "2026-01", True),
        ("female", "1980-12-01", "2025-12", True),
        ("female", "1980-12-02", "2025-12", False),
        ("male", "1976-02-29", "2026-02", False),
        ("male", "1976-02-29", "2026-03", True),
    ],
)
def test_age_counts_on_the_first_day_of_each_benefit_month(sex, born_on, month, lifted):
    outcome = assess(contribution_months=120, sex=sex, born_on=born_on)
    reason = {i.month: i.how["uplift_reason"] for i in outcome.instalments}[parse_month(month)]
    assert reason == ("age" if lifted else "")


def test_age_without_ten_paid_years_lifts_nothing():
    assert assess(contribution_months=119, born_on="1960-01-01").amount == assess().amount


def test_couple_and_age_together_lift_once():
    both = assess(contribution_months=120, born_on="1960-01-01", spouse_drawing=True)
    assert both.amount == Decimal("50503.08")


def test_every_unmet_condition_is_named():
    outcome = assess(contribution_months=0, separation="resigned", registered_on=None, seeking_work=False)
    assert outcome.failed == ["contribution_months", "involuntary", "registered_and_seeking"]
    assert outcome.amount == 0
    assert outcome.instalments == ()
    assert all(finding.basis for finding in outcome.findings)


def test_a_registration_after_the_day_of_assessment_is_none_yet():
    assert assess(registered_on="2026-11-21").failed == ["registered_and_seeking"]
    assert assess(registered_on="2026-11-20").eligible


def test_a_benefit_month_before_the_first_known_wage_is_refused_with_its_fact():
    with pytest.raises(Unassessable, match="2021-11") as refusal:
        assess(registered_on="2021-11-30")
    assert refusal.value.field == "registered_on"
    assert assess(registered_on="2021-12-01").eligible


def test_born_after_the_assessment_is_refused():
    with pytest.raises(Unassessable) as refusal:
        assess(born_on="2026-11-21")
    assert refusal.value.field == "born_on"
    assert assess(born_on="2026-11-20").eligible


def test_a_league_wage_comes_before_the_region_wide_one():
    wide = lawfiles.wages("150500")[-1]
    local = type(wide)(
        "minimum_wage@2026-01-01",
        "1505",
        date(2026, 1, 1),
        None,
        {"parameters": {"class_1_month": {"value": "3000"}}},
    )
    plan = paid(assess(wages=[local, *lawfiles.wages("150500")]))
    assert plan["2025-12"] == Decimal("2156.50")
    assert plan["2026-01"] == Decimal("2850.00")


def test_each_instalment_tells_how_it_came_about():
    how = assess(contribution_months=120, spouse_drawing=True, registered_on="2024-11-01").instalments[12].how
    assert how == {
        "number": 13,
        "wage": "2270",
        "wage_rules": "minimum_wage@2024-12-01",
        "percent": "0.85",
        "uplift": "0.03",
        "uplift_reason": "spouse",
    }


def test_a_wage_table_holds_to_its_last_day_and_the_narrower_region_comes_first():
    def table(label, region_code, valid_from, valid_to=None):
        return WageTable(label, region_code, date.fromisoformat(valid_from), valid_to and date.fromisoformat(valid_to), {})

    old, new, local = (
        table("old", "15", "2020-01-01", "2024-11-30"),
        table("new", "15", "2024-12-01"),
        table("local", "1505", "2022-01-01"),
    )
    found = [table_for([old, new], date.fromisoformat(day)) for day in ("2019-12-31", "2020-01-01", "2024-11-30", "2024-12-01")]
    assert found == [None, old, old, new]
    assert table_for([local, new, old], date(2025, 1, 1)) == local
