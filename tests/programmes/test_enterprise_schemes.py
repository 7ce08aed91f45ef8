"""Absorption, workshops, grants, premiums: the sums of the press worked out again, each formula on its edges."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.formulas import registry
from programmes.formulas.base import Unassessable
from programmes.formulas.declaration import GRANTED
from programmes.services import lawfiles
from tests.programmes.schemes import assessor

SPRING = date(2020, 3, 20)
ENTERPRISE = [scheme for scheme in registry.SCHEMES.values() if scheme.applicant == "enterprise"]


def by_sample(scheme, region, since=SPRING):
    """An assessor whose good case is the programme's first sample, which is granted."""
    return assessor(scheme, lawfiles.samples(scheme)[0]["facts"], region, since)


absorb = by_sample("absorption_subsidy", "152900")
place = by_sample("workshop_placement", "150525")
recognise = by_sample("workshop_recognition", "150525")
stabilise = by_sample("stabilisation_grant", "152900")
premiums = by_sample("premium_refund", "152900")
reduce = by_sample("premium_reduction", "152900")
cut_rate = by_sample("premium_reduction", "152500", date(2025, 3, 20))
defer = by_sample("premium_deferral", "152900")
research = by_sample("research_grant", "150100", date(2025, 10, 20))
pool = by_sample("risk_pool", "150100", date(2026, 11, 20))
report = by_sample("reporter_allowance", "152500", date(2026, 11, 20))


def test_139_people_taken_on_are_139000_yuan():
    assert sum(absorb().amount for _ in range(139)) == Decimal("139000.00")


def test_an_empty_list_of_key_firms_closes_the_measure():
    assert absorb(law={"eligible_firm_kinds": []}).failed == ["key_firm"]


def test_one_worker_of_a_workshop_is_1460_yuan_once():
    assert place().amount == Decimal("1460.00")
    assert place(person_paid_before=True).failed == ["once_per_person"]


def test_a_workshop_is_recognised_from_the_day_on():
    assert recognise().as_json()["entitlement"] == {"kind": "recognition", "from": "2020-03-20", "until": None, "amount": None}
    assert recognise(poor_workers=0).entitlement == {}


def test_the_whole_batch_gets_the_whole_budget():
    assert stabilise(insured_staff=22400).amount == Decimal("6480200.00")


def test_the_rules_may_pay_by_head():
    assert stabilise(law={"grant_mode": "by_head"}).amount == Decimal("28929.00")


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=40))
def test_a_batch_never_pays_more_than_its_budget_but_for_half_a_fen_a_unit(staff):
    paid = sum(stabilise(insured_staff=each, batch_staff=sum(staff)).amount for each in staff)
    assert abs(paid - Decimal("6480200.00")) <= Decimal("0.005") * len(staff)


def test_a_unit_larger_than_its_batch_is_refused():
    with pytest.raises(Unassessable) as refusal:
        stabilise(insured_staff=101, batch_staff=100)
    assert refusal.value.field == "batch_staff"


def test_the_refund_of_393_firms_is_5924200_yuan():
    """Unemployment 393 firms, work injury 152 of them, pension 128 of them: the counts overlap, the money adds up."""
    totals = {"pension": ("5051700.00", 128), "injury": ("464200.00", 152), "unemployment": ("408300.00", 393)}
    paid, instalments = Decimal(0), 0
    for number in range(393):
        parts = {f"premium_{line}": _part(total, firms, number) for line, (total, firms) in totals.items()}
        outcome = premiums(**parts)
        paid, instalments = paid + outcome.amount, instalments + len(outcome.instalments)
    assert paid == Decimal("5924200.00")
    assert instalments == 128 + 152 + 393


def _part(total, firms, number):
    """The firm's part of a total that is spread over the first firms, to the fen."""
    fen = int(Decimal(total) * 100)
    return f"{Decimal((number + 1) * fen // firms - number * fen // firms).scaleb(-2):.2f}" if number < firms else "0.00"


def test_each_line_is_an_instalment_of_its_own_period():
    outcome = premiums()
    assert [each.period for each in outcome.instalments] == ["pension:2020-02", "injury:2020-02", "unemployment:2020-02"]
    assert all("month" not in line for line in outcome.as_line()["instalments"])
    assert premiums(law={"refund_lines": ["injury"]}).amount == Decimal("3053.95")


def test_a_reduction_is_told_by_line_and_pays_nothing():
    outcome = reduce(size="large")
    assert outcome.instalments == ()
    assert outcome.entitlement == {
        "kind": "waiver",
        "from": "2020-03-01",
        "until": "2020-03-31",
        "amount": "8450.00",
        "lines": {"pension": "8000.00", "injury": "200.00", "unemployment": "250.00"},
    }
    assert reduce().entitlement["amount"] == "16900.00"


@pytest.mark.parametrize(
    ("month", "inside"), [("2020-01-01", False), ("2020-02-01", True), ("2020-06-01", True), ("2020-07-01", False)]
)
def test_the_reduction_of_2020_holds_for_five_months(month, inside):
    assert reduce(premium_month=month).failed == ([] if inside else ["in_window"])


def test_since_2025_the_lower_rate_of_unemployment_insurance_is_a_reduction_too():
    outcome = cut_rate(premium_month="2026-10-01", premium_unemployment="385200.00")
    assert outcome.entitlement["lines"] == {"unemployment": "192600.00"}


def test_a_deferral_ends_with_its_last_month():
    assert defer().entitlement == {"kind": "deferral", "from": "2020-03-01", "until": "2020-08-31", "amount": "82000.00"}
    assert defer(deferred_months=10**9).failed == ["deferred_months"]


@pytest.mark.parametrize(
    ("now", "before", "enough"),
    [("25000000.00", "15000000.00", True), ("24999999.99", "15000000.00", False), ("1.00", "9.00", False)],
)
def test_research_must_grow_by_ten_million(now, before, enough):
    assert research(rd_spending=now, rd_spending_before=before).eligible is enough


def test_the_pool_pays_to_its_last_yuan_and_no_further():
    assert pool(pool_used="99850000.00").amount == Decimal("150000.00")
    assert pool(pool_used="99850000.01").failed == ["pool_room"]
    assert pool(law={"pool_share": "0.80"}).amount == Decimal("240000.00")


def test_360_reporting_firms_come_to_the_sum_of_the_press_within_a_yuan_each():
    assert abs(report().amount * 360 - Decimal("428200.00")) < 360 * Decimal("0.01")


@pytest.mark.parametrize("scheme", ENTERPRISE, ids=lambda scheme: scheme.name)
def test_a_programme_pays_or_grants_but_never_neither(scheme):
    """With a plan there are instalments and a fund; without one there is an entitlement of the one shape."""
    sample = next(each for each in lawfiles.samples(scheme.name) if each["expect"]["eligible"])
    on = date.fromisoformat(sample["on"])
    outcome = assessor(scheme.name, sample["facts"], sample["region"], on)()
    assert bool(outcome.instalments) is (scheme.plan != "none") is bool(scheme.fund) is bool(scheme.purpose)
    if scheme.plan == "none":
        assert {"kind", "from", "until", "amount"} <= set(outcome.entitlement)
        assert outcome.entitlement["kind"] in GRANTED


@pytest.mark.parametrize("scheme", ENTERPRISE, ids=lambda scheme: scheme.name)
def test_every_programme_for_enterprises_tells_what_its_letter_and_office_need(scheme):
    assert scheme.register.startswith("A")
    assert scheme.grants
    assert scheme.plan == "none" or scheme.paid_to
    assert {"publicity_working_days", "approval_limit"} <= {parameter.name for parameter in scheme.parameters}


def test_hiring_and_absorption_take_the_same_right_of_a_person():
    rights = {registry.SCHEMES[name].exclusive for name in ("hiring_subsidy", "absorption_subsidy")}
    assert len(rights) == 1
    assert rights.pop()[0].holder == "listed"
