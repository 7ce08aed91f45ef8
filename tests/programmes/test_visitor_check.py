"""What a visitor is told: the real formulas on few facts, what is missing by name, and nothing kept."""

from decimal import Decimal

import pytest

from programmes.formulas import registry, visitors
from programmes.queries import labels
from programmes.services import assessment, visitor_check
from tests.factories.programmes import shipped_law

BANNER = "150502"
WORKER = {
    "contribution_months": 30, "separation": "contract_ended", "registered_on": "2026-11-20", "sex": "male",
    "born_on": "1980-03-07", "spouse_drawing": False,
}  # fmt: skip


@pytest.fixture(autouse=True)
def law(db):
    shipped_law()


def answer(scheme, **told):
    return visitor_check.answers(schemes=[scheme], region_code=BANNER, told=told)[0]


def test_the_answer_is_that_of_the_desk():
    said = answer("unemployment_benefit", **WORKER)
    facts = {**WORKER, "seeking_work": True, "unused_months": 0}
    found = assessment.assess(scheme="unemployment_benefit", region_code=BANNER, on=_today(), facts=facts)
    assert (said.verdict, said.amount) == (visitor_check.YES, Decimal(found["amount"]))
    assert said.monthly
    assert sum(part.count for part in said.parts) == len(found["instalments"])
    assert said.document
    assert all(row.basis for row in said.met)


def _today():
    return visitor_check.clock.today()


def test_a_condition_that_is_not_met_is_named_with_its_law():
    said = answer("unemployment_benefit", **WORKER | {"separation": "resigned"})
    assert said.verdict == visitor_check.NO
    assert [row.label for row in said.unmet] == ["非因本人意愿中断就业"]
    assert said.unmet[0].basis


def test_what_was_not_told_is_named():
    said = answer("unemployment_benefit", **{name: value for name, value in WORKER.items() if name != "contribution_months"})
    assert (said.verdict, said.missing) == (visitor_check.UNKNOWN, ["累计缴纳失业保险费月数"])


def test_only_what_the_formula_looks_for_is_missing():
    """Who applies as an employee is not asked whether she draws benefit."""
    told = {"basis": "employee", "contribution_months": 40, "insured_now": True, "level": 4, "urgent": False}
    assert answer("skills_subsidy", **told).missing == ["证书核发日期"]
    said = answer("skills_subsidy", **told, certificate_on="2026-10-08")
    assert (said.verdict, said.amount) == (visitor_check.YES, Decimal("1500.00"))


def test_a_fact_that_may_be_left_open_is_missing_where_it_decides():
    told = {
        "sex": "male", "born_on": "1970-01-01", "retires_at_55": False, "urban_resident": True, "hard_kind": "disabled",
    }  # fmt: skip
    assert answer("hard_to_employ", **told).missing == ["持有残疾人证"]
    assert answer("hard_to_employ", **told, disability_card=True).verdict == visitor_check.YES
    assert answer("hard_to_employ", **told, disability_card=False).verdict == visitor_check.NO


def test_whoever_has_not_registered_is_told_what_holds_on_registering_today():
    said = answer("unemployment_benefit", **{**WORKER, "registered_on": None})
    assert said.verdict == visitor_check.YES
    assert ("失业登记日期", labels.value(_today().isoformat())) in said.taken


@pytest.mark.parametrize("scheme", sorted(name for name, each in registry.SCHEMES.items() if each.for_whom))
def test_every_programme_that_is_asked_about_names_what_it_lacks(scheme):
    """From no fact at all, fact by fact as each is named, every formula ends in a yes or a no."""
    known = registry.scheme(scheme)
    assert set(known.for_whom) <= set(visitors.GROUPS)
    names = {fact.name for fact in known.facts}
    assert set(known.assumed) <= names
    region = known_region(scheme)
    rules = visitor_check.rules_of([scheme], region)[scheme]
    wages = visitor_check.rulesets.wages(region)
    told = {}
    for _each in range(len(names) + 1):
        _outcome, lacking = visitors.look(scheme=scheme, on=_today(), told=told, rules=rules.content, wages=wages)
        if not lacking:
            return
        told |= {fact.name: sample(fact) for fact in known.facts if fact.name in lacking}
    pytest.fail("never ends")


def known_region(scheme):
    return next(code for code in ("150502", "150702", "150102") if visitor_check.rules_of([scheme], code))


def sample(fact):
    plain = {
        "int": max(fact.minimum or 0, 1), "bool": True, "date": "2026-06-01", "decimal": "1000.00", "choices": [], "text": "x",
    }  # fmt: skip
    return next(iter(fact.choices)) if fact.choices and fact.kind != "choices" else plain[fact.kind]


def test_every_group_has_programmes_and_every_question_has_words():
    for group, name in visitor_check.groups():
        offered = visitor_check.offered(group, BANNER)
        assert name, group
        assert offered, group
        assert all(fact.label != fact.name for fact in visitor_check.questions([scheme for scheme, _label in offered]))


def test_answers_cost_two_queries(django_assert_num_queries):
    schemes = visitors.programmes("out_of_work")
    with django_assert_num_queries(2):
        visitor_check.answers(schemes=schemes, region_code=BANNER, told=WORKER)
