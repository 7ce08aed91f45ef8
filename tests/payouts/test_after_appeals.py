"""An appeal changes an amount: the follow-up pays the difference, or what was too much comes back by the books."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.models import Claim, Instalment, Lessened
from cases.reports.invariants import INVARIANTS
from cases.services import appeals, facts, letters, publicity
from core import clock
from core.invariants import breaches
from payouts.models import Line, Recovery
from payouts.queries.recovery_invariants import RECOVERIES as RECOVERED
from payouts.services import recoveries
from payouts.services.collect import collect
from payouts.services.recovery_sweep import find_overpayments
from tests.factories.cases import make_account
from tests.factories.desk import granted, person_at, vote
from tests.factories.payouts import maker
from tests.factories.programme_story import decided, pay, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, Officers

pytestmark = pytest.mark.django_db
SKILLS = {
    "basis": "employee",
    "contribution_months": 40,
    "insured_now": True,
    "urgent": False,
    "certificate_on": "2026-10-01",
    "certificate_no": "S000015001",
    "occupation": "电工",
    "training_subsidised": False,
}


@pytest.fixture
def staff(friday, monkeypatch):
    monkeypatch.setattr(publicity, "days_of", lambda claim: 0)
    shipped_law()
    return Officers(BANNER)


def skilled(staff, level):
    """A granted skills subsidy for a certificate of this level."""
    person = person_at(staff)
    make_account(person)
    return decided(staff, submitted(staff, person, "skills_subsidy", {**SKILLS, "level": level}))


def won(staff, claim, told=None, *, grants=True):
    """The decision falls on appeal, other facts are entered, and two people decide anew."""
    today = clock.today()
    filed = {"filed_on": today, "filed_by": "张建国", "authority": "科尔沁区人民政府", "text": "等级有误"}
    appeal = appeals.file(claim_id=claim.pk, actor=staff.acceptance, route="review", **filed)
    said = {"outcome_on": today, "outcome_received_on": today, "outcome_no": "复决1号", "outcome_text": "事实不清"}
    appeals.conclude(appeal_id=appeal.pk, actor=staff.acceptance, outcome="changed", **said)
    anew = appeals.confirm(appeal_id=appeal.pk, actor=staff.approver, outcome="changed").follow_up
    if told:
        facts.change(claim_id=anew.pk, actor=staff.first_check, asked=told, reason="复议决定")
    reason = "" if grants else "复议决定认定不符合条件"
    vote(Claim.objects.get(pk=anew.pk), staff.first_check, grants=grants, reason=reason)
    anew = vote(Claim.objects.get(pk=anew.pk), staff.second_check, grants=grants, reason=reason).claim
    return vote(anew, staff.another("approver"), grants=grants, reason=reason).claim if anew.state == "approval" else anew


def level(claim, number):
    return {**facts_told(claim), "level": number}


def facts_told(claim):
    return {name: value for name, value in claim.facts.items() if name in {*SKILLS, "level"}}


def test_more_on_appeal_is_paid_as_a_difference_through_the_bank(staff, tmp_path):
    claim = skilled(staff, 4)
    (tmp_path / "one").mkdir()
    pay(staff, tmp_path / "one")
    anew = won(staff, claim, level(claim, 3))
    (part,) = anew.instalments.all()
    assert (part.amount, part.period_words) == (Decimal("500.00"), "S000015001，申诉后补差")
    assert anew.decision.amount == Decimal("500.00")
    (tmp_path / "two").mkdir()
    assert sum(pay(staff, tmp_path / "two").paid.values()) == Decimal("500.00")
    assert list(breaches(INVARIANTS)) == []


def test_less_on_appeal_before_it_is_paid_is_paid_with_the_new_amount(staff):
    claim = skilled(staff, 3)
    anew = won(staff, claim, level(claim, 4))
    assert list(anew.instalments.values_list("amount", "period")) == [(Decimal("1500.00"), "S000015001")]
    assert not claim.instalments.filter(cancelled_on__isnull=True).exists()
    assert not Lessened.objects.exists()
    collect(month=date(2026, 11, 1), actor=maker())
    assert [line.amount for line in Line.objects.all()] == [Decimal("1500.00")]
    assert list(breaches(INVARIANTS)) == []


def test_less_on_appeal_after_it_was_paid_comes_back_by_two_people(staff, tmp_path):
    claim = skilled(staff, 3)
    pay(staff, tmp_path)
    anew = won(staff, claim, level(claim, 4))
    assert (anew.state, anew.decision.granted, anew.decision.amount) == ("granted", True, 0)
    assert find_overpayments() == 1
    assert find_overpayments() == 0
    found = Recovery.objects.get()
    assert (found.claim, found.cause, found.amount) == (claim, "wrong_amount", Decimal("500.00"))
    recoveries.propose(recovery_id=found.pk, actor=staff.first_check, reason="复议决定", heard="无异议")
    recoveries.order(recovery_id=found.pk, actor=staff.second_check, due_on=date(2026, 12, 31))
    assert list(breaches((*INVARIANTS, *RECOVERED))) == []


def test_a_grant_that_is_refused_anew_comes_back_whole(staff, tmp_path):
    claim = skilled(staff, 3)
    pay(staff, tmp_path)
    anew = won(staff, claim, {**level(claim, 3), "insured_now": False}, grants=False)
    assert anew.state == "refused"
    find_overpayments()
    assert Recovery.objects.get().amount == Decimal("2000.00")
    assert list(breaches(INVARIANTS)) == []


def test_months_already_begun_are_paid_up_and_the_others_with_the_new_amount(staff):
    person = person_at(staff, born_on=date(1975, 3, 7))
    make_account(person)
    claim = granted(staff, person, contribution_months=110)
    anew = won(staff, claim, {"contribution_months": 130, "separation": "contract_ended", "unused_months": 0})
    parts = list(anew.instalments.order_by("pk").values_list("period", "amount"))[:3]
    assert parts == [
        ("2026-10/+1", Decimal("64.70")),
        ("2026-11/+1", Decimal("64.70")),
        ("2026-12", Decimal("2221.20")),
    ]
    assert anew.decision.left_out == ["2026-10", "2026-11"]
    again = won(staff, anew, {"contribution_months": 110, "separation": "contract_ended", "unused_months": 0})
    live = Instalment.objects.filter(resident=person, cancelled_on__isnull=True, month__lte=date(2026, 11, 1))
    assert sorted(live.values_list("period", "amount")) == [("2026-10", Decimal("2156.50")), ("2026-11", Decimal("2156.50"))]
    assert again.decision.left_out == ["2026-10", "2026-11"]
    assert list(breaches(INVARIANTS)) == []


def test_postgres_cancels_nothing_that_was_released(staff, tmp_path):
    claim = skilled(staff, 3)
    pay(staff, tmp_path)
    with pytest.raises(IntegrityError, match="not cancelled"), transaction.atomic():
        claim.instalments.update(cancelled_on=clock.today())


def test_postgres_takes_no_more_off_an_instalment_than_it_is(staff, tmp_path):
    claim = skilled(staff, 3)
    pay(staff, tmp_path)
    anew = won(staff, claim, level(claim, 4))
    (off,) = Lessened.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        Lessened.objects.bulk_create([Lessened(decision=claim.decision, instalment=off.instalment, amount=1501)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Lessened.objects.update(amount=1)
    assert off.decision == anew.decision


def test_the_letter_and_the_page_say_what_has_to_come_back(staff, tmp_path, client):
    claim = skilled(staff, 3)
    pay(staff, tmp_path)
    anew = won(staff, claim, level(claim, 4))
    letter = letters.issue(claim_id=anew.pk, actor=staff.second_check, kind="grant")
    assert bytes(letter.pdf).startswith(b"%PDF")
    client.force_login(staff.first_check)
    page = client.get(reverse("cases:claim_decision", args=[anew.pk])).content.decode()
    assert "原决定多发、须退还" in page
    assert "500.00" in page
