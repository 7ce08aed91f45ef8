"""A programme is added by its declaration, its formula and its rules alone, and is carried to the bank by what is there."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core import clock
from payouts.models import Line
from programmes.formulas import registry
from programmes.formulas.checks import Checks, once
from programmes.formulas.declaration import OFFICE_PARAMETERS, Condition, Document, Fact, Parameter, Scheme, Words
from programmes.queries import words
from programmes.services import lawfiles, shipped
from programmes.services import rules as lawgiving
from tests.factories.cases import make_account, make_resident
from tests.factories.programme_story import decided, pay, submitted
from tests.factories.programmes import publish, publisher

NAME = "toy_boots"
RULES = """
scheme = "toy_boots"
region = "15"
valid_from = 2026-01-01
document = "测试文件"
document_no = "测试〔2026〕1号"

[conditions.far_enough]
basis = "测试文件第一条：上班步行二公里以上"
[parameters.least_km]
value = 2
basis = "测试文件第一条"
[parameters.boots]
value = "88.80"
basis = "测试文件第二条"
[parameters.decision_working_days]
value = 7
basis = "测试文件第三条"
[parameters.correction_notice_working_days]
value = 3
basis = "测试文件第三条"
[parameters.correction_working_days]
value = 10
basis = "测试文件第三条"
[parameters.approval_limit]
value = "1000.00"
basis = "测试文件第四条"
[parameters.publicity_working_days]
value = 0
basis = "测试文件第四条"
"""


def _work_out(*, on, facts, rules, wages):
    checks = Checks(facts, rules)
    checks.at_least("far_enough", "walk_km", "least_km")
    return checks.outcome(lambda: once(rules.decimal("boots") * facts["pairs"], pairs=facts["pairs"]))


TOY = Scheme(
    name=NAME,
    words=Words("Boots for those who walk to work", "步行上班雨靴补助"),
    facts=(
        Fact("walk_km", "int", minimum=0, words=Words("Way to work", "上班路程"), unit=Words("km", "公里")),
        Fact("pairs", "int", minimum=1, words=Words("Pairs of boots", "雨靴双数")),
    ),
    conditions=(Condition("far_enough", Words("The way is long enough", "路程达到要求")),),
    parameters=(
        Parameter("least_km", "int", words=Words("Least way", "最低路程")),
        Parameter("boots", "money", words=Words("A pair of boots", "每双补助")),
        *OFFICE_PARAMETERS,
    ),
    documents=(Document("receipt", Words("Receipt of the boots", "购靴收据")),),
    work_out=_work_out,
    plan="once",
    fund="ES",
    purpose="雨靴补助",
)


@pytest.fixture
def toy(monkeypatch, officers):
    """The law of the land, and the toy programme published in it by two people."""
    monkeypatch.setitem(registry.SCHEMES, NAME, TOY)
    words.declared.cache_clear()
    shipped.load()
    writer = publisher()
    with clock.at("2026-01-05T09:00"):
        draft = lawgiving.draft(law=lawfiles.parse(RULES), actor=writer)
        publish(lawgiving.propose(ruleset_id=draft.pk, actor=writer), publisher())
    yield
    words.declared.cache_clear()


@pytest.mark.django_db
def test_a_declaration_carries_a_programme_from_the_form_to_the_bank(toy, officers, client, tmp_path):
    with clock.at("2026-11-20T09:00"):
        person = make_resident(officers.desk)
        make_account(person)
        client.force_login(officers.station)
        shown = client.get(reverse("cases:claim_choose", args=[person.pk])).content.decode()
        assert "步行上班雨靴补助" in shown
        address = reverse("cases:claim_create", args=[person.pk]) + f"?scheme={NAME}"
        form = client.get(address).content.decode()
        assert "上班路程（公里）" in form
        assert "购靴收据" in form
        claim = submitted(officers, person, NAME, {"walk_km": 3, "pairs": 2})
        claim = decided(officers, claim)
        assert (claim.state, claim.decision.amount, claim.clock_days) == ("granted", Decimal("177.60"), 7)
        page = client.get(reverse("cases:claim_assessment", args=[claim.pk])).content.decode()
        assert "路程达到要求" in page
        assert "177.60" in page
        letter = client.post(reverse("cases:claim_letter", args=[claim.pk, "grant"]))
        assert letter.status_code in (200, 302)
        day = pay(officers, tmp_path)
    assert day.paid == {"ES": Decimal("177.60")}
    assert Line.objects.get().scheme == NAME


@pytest.mark.django_db
def test_a_refusal_names_the_condition_of_the_declaration(toy, officers):
    with clock.at("2026-11-20T09:00"):
        claim = submitted(officers, make_resident(officers.desk), NAME, {"walk_km": 1, "pairs": 1})
        claim = decided(officers, claim, grants=False, reason="路程不足")
    assert (claim.state, claim.decision.assessment.result["failed"]) == ("refused", ["far_enough"])
