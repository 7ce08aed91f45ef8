"""An assessment from the published law, stored, and worked out again after the law moved on."""

import json
from datetime import date

import pytest
from django.utils import translation

from core.policies import Refused
from programmes.services import assessment, calendar, declared, lines
from tests.factories import programmes as make
from tests.programmes.test_assess_lines import GOOD, SAMPLES

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _law():
    make.shipped_law()


def assess(**facts):
    return assessment.assess(scheme="unemployment_benefit", region_code="150502", on=ON, facts=GOOD["facts"] | facts)


def stored(result):
    return json.loads(json.dumps(result))


def test_the_database_answers_as_the_command_does():
    for raw in SAMPLES:
        case = json.loads(raw)
        result = assessment.assess(scheme=case["scheme"], region_code=case["region"], on=ON, facts=case["facts"])
        answer = lines.answer(raw)
        assert {key: result[key] for key in ("eligible", "amount", "failed", "rules")} == {
            key: answer[key] for key in ("eligible", "amount", "failed", "rules")
        }


def test_two_queries_serve_an_assessment(django_assert_num_queries):
    with django_assert_num_queries(2):
        assess()


def test_a_stored_assessment_recomputes_to_itself():
    first = stored(assess())
    assert assessment.recompute(first) == first


def test_it_still_does_after_new_wages_and_new_rules():
    first = stored(assess(registered_on="2026-11-02", contribution_months=120))
    writer, second = make.publisher(), make.publisher()
    wages = make.proposed(writer, scheme="minimum_wage", valid_from=date(2027, 1, 1), class_1_month="2500")
    make.publish(wages, second)
    make.publish(make.proposed(writer, uplift="0.10"), second)
    assert assessment.recompute(first) == first
    assert assess(registered_on="2026-11-02", contribution_months=120)["amount"] != first["amount"]


def test_a_changed_fact_changes_the_digest():
    first = stored(assess())
    changed = {**first, "facts": first["facts"] | {"contribution_months": 120}}
    assert assessment.recompute(changed)["digest"] != first["digest"]


def test_a_version_that_is_not_on_record_is_refused():
    first = stored(assess())
    first["versions"]["rules"]["digest"] = "0" * 64
    with pytest.raises(Refused, match="2025-07-01"):
        assessment.recompute(first)


@pytest.mark.parametrize(
    ("facts", "field", "word"),
    [
        ({"contribution_months": None}, "contribution_months", "缺少"),
        ({"registered_on": "2021-01-01"}, "registered_on", "最低工资"),
        ({"born_on": "2026-12-01"}, "born_on", "出生"),
    ],
)
def test_a_fact_at_fault_is_refused_in_the_readers_language(facts, field, word):
    with translation.override("zh-hans"), pytest.raises(Refused, match=word) as refusal:
        assess(**facts)
    assert refusal.value.field == field


def test_no_rules_no_assessment():
    with pytest.raises(Refused) as refusal:
        assessment.assess(scheme="unemployment_benefit", region_code="150502", on=date(2025, 6, 30), facts=GOOD["facts"])
    assert refusal.value.field == "on"


def test_the_calendar_comes_from_the_table(django_assert_num_queries):
    with django_assert_num_queries(1):
        loaded = calendar.load()
    assert loaded.known(2026)
    assert not loaded.known(2027)
    assert not loaded.is_working(date(2026, 10, 7))
    assert loaded.is_working(date(2026, 10, 10))


def test_the_intake_form_learns_the_facts_and_their_words():
    with translation.override("en"):
        facts = {fact.name: fact for fact in declared.facts("unemployment_benefit")}
    assert list(facts) == [*GOOD["facts"], "hired_since", "pension_drawn"]
    assert facts["separation"].choices[0] == ("contract_ended", "Labour contract ended")
    assert facts["registered_on"].nullable
    assert {fact.source for fact in facts.values()} == {"asked", "register", "computed"}
    with translation.override("zh-hans"):
        assert declared.facts("unemployment_benefit")[0].label == "累计缴纳失业保险费月数"
