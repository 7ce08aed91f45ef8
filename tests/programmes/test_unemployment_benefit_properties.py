"""What must hold for any claimant, worked a second way."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from programmes import formulas
from programmes.formulas.benefit_figures import SEPARATIONS
from programmes.services import lawfiles

ON = date(2026, 11, 20)
RULES = lawfiles.in_force("unemployment_benefit", "150500", ON).content
WAGES = lawfiles.wages("150500")

FACTS = st.fixed_dictionaries(
    {
        "contribution_months": st.one_of(st.integers(0, 500), st.sampled_from([11, 12, 59, 60, 119, 120])),
        "separation": st.sampled_from(list(SEPARATIONS)),
        "registered_on": st.one_of(st.none(), st.dates(date(2021, 12, 1), ON).map(date.isoformat)),
        "seeking_work": st.booleans(),
        "sex": st.sampled_from(["male", "female"]),
        "born_on": st.dates(date(1950, 1, 1), date(2010, 1, 1)).map(date.isoformat),
        "spouse_drawing": st.booleans(),
        "unused_months": st.integers(0, 40),
    }
)


def assess(facts):
    return formulas.assess(scheme="unemployment_benefit", on=ON, facts=facts, rules=RULES, wages=WAGES)


def met(facts):
    return {
        "contribution_months": facts["contribution_months"] >= 12,
        "involuntary": facts["separation"] != "resigned",
        "registered_and_seeking": facts["registered_on"] is not None and facts["seeking_work"],
    }


def entitlement(facts):
    years = facts["contribution_months"] // 12
    return min(24, (12 if years < 5 else 18 if years < 10 else 24) + facts["unused_months"])


def fen(number, month, facts):
    """The amount in whole fen by integer arithmetic alone: wage in fen times percent times uplift, half a fen up."""
    wage = 198_000 if month < "2024-12" else 227_000
    percent = 95 if number <= 12 else 85
    reached = 50 if facts["sex"] == "male" else 45
    birthday = f"{int(facts['born_on'][:4]) + reached}{facts['born_on'][4:]}"
    lifted = facts["spouse_drawing"] or (facts["contribution_months"] >= 120 and birthday <= f"{month}-01")
    return (wage * percent * (103 if lifted else 100) + 5_000) // 10_000


@given(FACTS)
def test_failed_names_exactly_the_unmet_conditions(facts):
    outcome = assess(facts)
    expected = met(facts)
    assert outcome.failed == [code for code, good in expected.items() if not good]
    assert {finding.code: finding.met for finding in outcome.findings} == expected
    assert outcome.eligible == all(expected.values())
    assert bool(outcome.instalments) == outcome.eligible


@given(FACTS)
def test_each_month_and_the_sum_come_out_the_same_in_whole_fen(facts):
    outcome = assess(facts)
    if not outcome.eligible:
        assert outcome.amount == 0
        return
    lines = [instalment.as_line() for instalment in outcome.instalments]
    assert len(lines) == entitlement(facts)
    year, month = int(facts["registered_on"][:4]), int(facts["registered_on"][5:7])
    for number, line in enumerate(lines, start=1):
        assert line["month"] == f"{year}-{month:02d}"
        assert int(Decimal(line["amount"]) * 100) == fen(number, line["month"], facts)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    assert outcome.amount == sum(Decimal(line["amount"]) for line in lines)


@given(FACTS, st.integers(1, 200))
def test_paying_longer_never_gives_less(facts, more):
    longer = facts | {"contribution_months": facts["contribution_months"] + more}
    assert assess(longer).amount >= assess(facts).amount


@given(FACTS)
def test_the_stored_form_gives_the_same_answer_again(facts):
    first = assess(facts)
    again = assess(dict(reversed(list(facts.items()))) | {"remark": "ignored"})
    assert first.as_json() == again.as_json()
