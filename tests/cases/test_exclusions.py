"""What excludes a grant beside its conditions is a ground to refuse it: found, named with the law, voted on by two people."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cases.models import Claim, Decision, ExclusiveRight, ListedPerson, SpouseLink
from cases.queries import exclusions, sheet
from cases.queries import facts as facts_query
from cases.reports import letters as paper
from cases.reports.invariants import INVARIANTS
from cases.services import assessing, entitlement, publicity
from core import clock
from core.invariants import breaches
from core.policies import Refused
from tests.factories import papers
from tests.factories.cases import make_claim, make_resident
from tests.factories.desk import accepted, granted, person_at, vote
from tests.factories.programme_story import decided, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, Officers

pytestmark = pytest.mark.django_db
FLEXIBLE = {
    "flexible_group": "hard_to_employ",
    "retires_at_55": False,
    "graduated_on": None,
    "flexible_work": True,
    "premium_from": "2026-01-01",
    "premium_months": 6,
    "pension_paid": "3000.00",
    "medical_paid": "600.00",
}
DEATH = {
    "died_drawing": True,
    "died_on": "2026-11-10",
    "relative": "child",
    "death_paid_elsewhere": False,
    "pension_years": 3,
    "deceased_name": "张建国",
}


@pytest.fixture
def staff(friday, monkeypatch):
    monkeypatch.setattr(publicity, "days_of", lambda claim: 0)
    shipped_law()
    return Officers(BANNER)


def hold(person, first, after, key="social_insurance_subsidy", scheme="public_post"):
    """A granted claim of the person to another programme that holds a right."""
    other = make_claim(person, state="granted", scheme=scheme)
    return ExclusiveRight.objects.create(claim=other, resident=person, key=key, during=(first, after))


def flexible(staff, person):
    from_desk = submitted(staff, person, "flexible_insurance", FLEXIBLE)
    return accept(staff, from_desk)


def accept(staff, claim):
    return papers.accept(claim, staff.acceptance)


def test_a_right_of_another_claim_is_a_finding_and_a_ground_to_refuse(staff):
    person = person_at(staff)
    right = hold(person, date(2026, 3, 1), date(2026, 9, 1))
    claim = flexible(staff, person)
    found = sheet.finding_rows(claim.assessments.get())[-1]
    assert (found.code, found.met) == ("social_insurance_subsidy", False)
    assert right.claim.number in found.fact
    assert "不得重复享受社会保险补贴" in found.basis
    with pytest.raises(Refused):
        vote(claim, staff.first_check)
    claim = vote(claim, staff.first_check, grants=False, reason="已享受公益性岗位补贴").claim
    claim = vote(claim, staff.second_check, grants=False, reason="同意不予核定").claim
    assert (claim.state, claim.decision.granted, claim.decision.amount) == ("refused", False, 0)
    (basis,) = paper.data_for(claim, "refusal", "X")["failed"]
    assert right.claim.number in basis
    assert not [line for line in breaches(INVARIANTS) if line.startswith("decision_state") and claim.number in line]


def test_a_right_given_back_between_the_votes_takes_the_ground_away(staff):
    person = person_at(staff)
    right = hold(person, date(2026, 3, 1), date(2026, 9, 1))
    claim = vote(flexible(staff, person), staff.first_check, grants=False, reason="已享受").claim
    ExclusiveRight.objects.filter(pk=right.pk).update(released_on=clock.today())
    checked = vote(claim, staff.second_check, grants=False, reason="同意")
    assert checked.changed == [assessing.EXCLUDED]
    assert checked.claim.state == "accepted"
    with pytest.raises(Refused):
        vote(checked.claim, staff.another("first_check"), grants=False, reason="已享受")
    claim = vote(checked.claim, staff.another("first_check")).claim
    assert vote(claim, staff.second_check).claim.state == "granted"


def test_a_right_given_back_while_the_refusal_is_written_stops_it(staff, monkeypatch):
    person = person_at(staff)
    right = hold(person, date(2026, 3, 1), date(2026, 9, 1))
    claim = vote(flexible(staff, person), staff.first_check, grants=False, reason="已享受").claim
    kept = claim.assessments.get()
    monkeypatch.setattr(assessing, "refresh", lambda claim, actor: (kept, []))
    ExclusiveRight.objects.filter(pk=right.pk).update(during=(date(2025, 1, 1), date(2025, 9, 1)))
    with pytest.raises(Refused, match="刚刚消除"), transaction.atomic():
        vote(claim, staff.second_check, grants=False, reason="同意")
    assert not Decision.objects.filter(claim=claim).exists()


def test_postgres_refuses_a_decision_that_says_otherwise_than_its_assessment(staff):
    claim = accepted(staff)
    kept = claim.assessments.get()
    values = {
        "number": "JD-X",
        "claim": claim,
        "assessment": kept,
        "decided_on": clock.today(),
        "checked_by": staff.first_check,
        "decided_by": staff.second_check,
    }
    with pytest.raises(IntegrityError, match="otherwise than its assessment"), transaction.atomic():
        Decision.objects.bulk_create([Decision(**values, granted=False, amount=0)])
    claim.assessments.model.objects.bulk_create([_excluded(kept)])
    with pytest.raises(IntegrityError, match="otherwise than its assessment"), transaction.atomic():
        Decision.objects.bulk_create(
            [Decision(**values | {"assessment": claim.assessments.latest("pk")}, granted=True, amount=kept.amount)]
        )


def _excluded(kept):
    fields = {field.attname: getattr(kept, field.attname) for field in kept._meta.concrete_fields if field.attname != "id"}
    return type(kept)(**fields | {"excluded": [{"key": "hired_since", "basis": "《社会保险法》第五十一条"}]})


def test_a_new_job_and_a_pension_stand_against_the_benefit(staff):
    person = person_at(staff)
    firm = make_claim(person, state="granted", scheme="hiring_subsidy")
    ListedPerson.objects.create(claim=firm, resident=person, eligible=True, facts={"hired_on": "2026-10-20"})
    claim = accepted(staff, person)
    assert [each["key"] for each in claim.assessments.get().excluded] == ["hired_since"]
    assert "第五十一条" in claim.assessments.get().excluded[0]["basis"]
    retired = person_at(staff)
    make_claim(retired, state="ended", ended_on=date(2026, 1, 5), end_reason="pension")
    assert [each["key"] for each in accepted(staff, retired).assessments.get().excluded] == ["pension_drawn"]


def test_somebody_hired_before_the_registration_may_draw(staff):
    person = person_at(staff)
    firm = make_claim(person, state="granted", scheme="hiring_subsidy")
    ListedPerson.objects.create(claim=firm, resident=person, eligible=True, facts={"hired_on": "2026-07-01"})
    assert accepted(staff, person).assessments.get().excluded == []


def test_a_claim_of_somebody_who_died_is_refused_with_its_ground(staff):
    person = person_at(staff)
    claim = accepted(staff, person)
    type(person).objects.filter(pk=person.pk).update(deceased_on=clock.today())
    assert vote(claim, staff.first_check).changed == [assessing.EXCLUDED]
    claim = vote(Claim.objects.get(pk=claim.pk), staff.first_check, grants=False, reason="申请人死亡").claim
    claim = vote(claim, staff.second_check, grants=False, reason="同意").claim
    assert claim.state == "refused"
    assert "民法典" in paper.data_for(claim, "refusal", "X")["failed"][0]


def test_a_training_that_was_subsidised_stands_against_the_skills_subsidy(staff):
    told = {
        "basis": "employee", "contribution_months": 40, "insured_now": True, "level": 4, "urgent": False,
        "certificate_on": "2026-10-01", "certificate_no": "S000015001", "occupation": "电工",
    }  # fmt: skip
    claim = accept(staff, submitted(staff, person_at(staff), "skills_subsidy", {**told, "training_subsidised": True}))
    assert [each["key"] for each in claim.assessments.get().excluded] == ["training_subsidised"]
    other = accept(staff, submitted(staff, person_at(staff), "skills_subsidy", {**told, "training_subsidised": False}))
    assert other.assessments.get().grantable


def test_a_subsidised_loan_of_the_spouse_that_is_not_due_stands_against_another(staff):
    person, spouse = person_at(staff), make_resident(staff.desk)
    for one, two in ((person, spouse), (spouse, person)):
        SpouseLink.objects.create(resident=one, spouse=two, from_on=date(2020, 1, 1), recorded_by=staff.station)
    loan = make_claim(spouse, state="granted", scheme="startup_loan", facts={"due_on": "2028-01-01"})
    look = {"hard": exclusions.standing(make_claim(person, scheme="startup_loan"), RESULT, {"spouse_subsidised": True})}
    assert [each["key"] for each in look["hard"]] == ["spouse_subsidised"]
    assert facts_query.of_register(person, "startup_loan")["spouse_subsidised"] is True
    Claim.objects.filter(pk=loan.pk).update(facts={"due_on": "2026-11-01"})
    assert facts_query.of_register(person, "startup_loan")["spouse_subsidised"] is False


RESULT = {"eligible": False, "versions": {"rules": {"label": "startup_loan@2026-01-01", "region_code": "1501"}}}


def dead_recipient(staff):
    claim = granted(staff, person_at(staff))
    entitlement.end(claim_id=claim.pk, actor=staff.first_check, reason="death", on=date(2026, 11, 10))
    return claim


def test_two_relatives_with_different_certificates_get_one_death_grant(staff):
    dead = dead_recipient(staff)
    told = {**DEATH, "dead_claim_no": dead.number}
    first = submitted(staff, make_resident(staff.desk), "death_grant", {**told, "death_certificate_no": "A-1"})
    second = submitted(staff, make_resident(staff.desk), "death_grant", {**told, "death_certificate_no": "B-2"})
    first = decided(staff, first)
    assert first.state == "granted"
    assert ExclusiveRight.objects.get(key="death_grant").resident == dead.resident
    second = accept(staff, second)
    (kept,) = second.assessments.get().excluded
    assert (kept["key"], kept["claim"]) == ("death_grant", first.number)
    with pytest.raises(IntegrityError, match="exclusiveright_person"), transaction.atomic():
        ExclusiveRight.objects.bulk_create(
            [ExclusiveRight(claim=second, resident=dead.resident, key="death_grant", during=(None, None))]
        )


def test_a_death_grant_needs_a_recipient_whose_death_is_on_record(staff):
    alive = granted(staff, person_at(staff))
    told = {**DEATH, "dead_claim_no": alive.number, "death_certificate_no": "A-1"}
    claim = accept(staff, submitted(staff, make_resident(staff.desk), "death_grant", told))
    assert [each["key"] for each in claim.assessments.get().excluded] == ["death_unrecorded"]
    with clock.at(clock.now() + timedelta(hours=1)):
        entitlement.end(claim_id=alive.pk, actor=staff.first_check, reason="death", on=date(2026, 11, 10))
        assert vote(claim, staff.first_check, grants=False, reason="无").changed == [assessing.EXCLUDED]
    assert Claim.objects.get(pk=claim.pk).assessments.latest("pk").grantable
