"""A job ends the benefit from its month, by the machine, once, with a fixed number of statements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Claim, ClaimStep, ExclusiveRight, Instalment, Registration, Suspension
from cases.queries import cautions
from cases.services import decision, entitlement, hire_sweep, hires
from cases.services.hire_sweep import end_employed
from core import clock
from core.models import AuditEntry
from core.policies import Refused
from programmes.services import rules
from tests.factories.cases import make_recipient, make_resident
from tests.factories.desk import first_checked, granted, person_at, vote
from tests.factories.hires import EMPLOYER, make_hire, record
from tests.factories.programmes import law as newer
from tests.factories.programmes import publish, publisher, shipped_law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in (9, 10, 11, 12))


@pytest.fixture
def law(db, friday):
    """The shipped law in force, on Friday, 20 November 2026."""
    shipped_law()


def fresh(claim):
    return Claim.objects.get(pk=claim.pk)


def test_a_hire_record_ends_the_benefit_from_its_month(officers):
    claim = granted(officers)  # from October on
    hire = record(officers, claim.resident, date(2026, 11, 9))
    assert end_employed() == 1
    claim = fresh(claim)
    assert (claim.state, claim.end_reason, claim.ended_on, claim.last_month) == ("ended", "employed", hire.hired_on, OCTOBER)
    assert not Instalment.objects.filter(month__gt=NOVEMBER, cancelled_on=None).exists()
    assert set(Instalment.objects.filter(cancelled_on=None).values_list("month", flat=True)) == {OCTOBER, NOVEMBER}
    step = ClaimStep.objects.filter(claim=claim).latest("pk")
    assert (step.verb, step.actor.username, step.reason) == ("end", "system", f"{EMPLOYER} 2026-11-09")
    entry = AuditEntry.objects.get(verb="claim.ended")
    assert (entry.data["hire"], entry.data["last_month"]) == (hire.pk, "2026-10")
    assert Registration.objects.get().end_reason == "employed"
    assert Instalment.objects.unused().count() == Instalment.objects.exclude(cancelled_on=None).count() > 0
    right = ExclusiveRight.objects.get()
    assert right.during.upper == DECEMBER
    assert end_employed() == 0


def test_where_the_law_pays_the_month_of_the_hire_it_is_the_last_one(officers):
    writer, reviewer = publisher(), publisher()
    drafted = rules.draft(law=newer(valid_from=date(2026, 11, 1), hire_month_paid=True), actor=writer)
    publish(rules.propose(ruleset_id=drafted.pk, actor=writer), reviewer)
    claim = granted(officers)
    make_hire(claim.resident, date(2026, 11, 9))
    assert end_employed() == 1
    assert fresh(claim).last_month == NOVEMBER


def test_a_checker_who_ends_it_by_hand_gets_the_same_last_month(officers):
    claim = granted(officers)
    entitlement.end(claim_id=claim.pk, actor=officers.first_check, reason="employed", on=date(2026, 11, 9))
    assert fresh(claim).last_month == OCTOBER


@pytest.mark.parametrize(
    ("job", "ends"),
    [
        ({"hired_on": date(2026, 10, 1)}, True),
        ({"hired_on": date(2019, 1, 7)}, True),  # never left, as far as the register knows
        ({"hired_on": date(2019, 1, 7), "left_on": date(2026, 9, 30)}, False),
        ({"hired_on": date(2019, 1, 7), "left_on": date(2026, 10, 8)}, False),
        ({"hired_on": date(2026, 10, 3), "left_on": date(2026, 10, 7)}, False),
        ({"hired_on": date(2026, 11, 20), "left_on": date(2026, 11, 20)}, True),  # begun after the claim, however short
    ],
)
def test_which_jobs_end_it(officers, job, ends):
    claim = granted(officers)
    make_hire(claim.resident, job.pop("hired_on"), **job)
    assert end_employed() == int(ends)


def test_a_suspended_benefit_ends_too_and_its_pause_with_it(officers):
    claim = granted(officers)
    entitlement.suspend(claim_id=claim.pk, actor=officers.first_check, from_on=date(2026, 11, 2), reason="核查")
    make_hire(claim.resident, date(2026, 11, 9))
    assert end_employed() == 1
    assert fresh(claim).state == "ended"
    assert Suspension.objects.get().until_on == date(2026, 11, 9)


def test_of_several_jobs_the_first_one_ends_it(officers):
    claim = granted(officers)
    make_hire(claim.resident, date(2026, 11, 16))
    make_hire(claim.resident, date(2026, 11, 9))
    assert end_employed() == 1
    assert fresh(claim).ended_on == date(2026, 11, 9)


def test_every_entitlement_of_unemployment_ends_at_once_and_no_other():
    person = make_resident()
    for scheme in ("unemployment_benefit", "medical_premium", "skills_subsidy"):
        made = make_recipient(first=OCTOBER, months=3)
        Instalment.objects.filter(claim=made)
        Claim.objects.filter(pk=made.pk).update(resident=person, scheme=scheme)
    make_hire(person, date(2026, 11, 20))
    assert end_employed() == 2
    assert list(Claim.objects.filter(state="granted").values_list("scheme", flat=True)) == ["skills_subsidy"]


def test_a_registration_ends_with_the_job_where_no_benefit_runs(officers):
    person = person_at(officers)
    make_hire(person, date(2026, 10, 7), left_on=date(2026, 10, 20))
    end_employed()
    assert Registration.objects.get().ended_on is None
    make_hire(person, date(2026, 10, 12))
    end_employed()
    assert Registration.objects.get().ended_on == date(2026, 10, 12)
    assert AuditEntry.objects.get(verb="resident.unregistered").subject_id == str(person.pk)


def test_what_was_struck_out_ends_nothing_and_gives_nothing_back_by_itself(officers):
    claim = granted(officers)
    hire = record(officers, claim.resident, date(2026, 11, 9))
    hires.void(hire_id=hire.pk, actor=officers.first_check, reason="误录")
    assert end_employed() == 0
    make_hire(claim.resident, date(2026, 11, 9))
    end_employed()
    assert fresh(claim).state == "ended"


def test_many_end_with_as_many_statements_as_one():
    counts = []
    for many in (1, 7):
        for _number in range(many):
            make_hire(make_recipient(first=OCTOBER).resident, date(2026, 11, 20))
        end_employed()  # the machine's account is there from now on
        for _number in range(many):
            make_hire(make_recipient(first=OCTOBER).resident, date(2026, 11, 20))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert end_employed() == many
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_sweep_that_dies_loses_its_chunk_only(monkeypatch):
    for _number in range(3):
        make_hire(make_recipient(first=OCTOBER).resident, date(2026, 11, 20))
    whole, calls = hire_sweep.steps.DONE, []

    class Dying(dict):
        def __getitem__(self, verb):
            calls.append(verb)
            if len(calls) == 2:
                raise RuntimeError
            return super().__getitem__(verb)

    monkeypatch.setattr(hire_sweep.steps, "DONE", Dying(whole))
    with pytest.raises(RuntimeError):
        end_employed(size=1)
    assert Claim.objects.filter(state="ended").count() == 1
    assert end_employed(size=1) == 2


# Before the grant.


def test_nothing_is_granted_for_months_that_a_job_covers(officers):
    claim = first_checked(officers)
    registered_on = claim.resident.registrations.get(ended_on=None).registered_on
    hire = record(officers, claim.resident, registered_on)
    with pytest.raises(Refused, match=EMPLOYER) as refused:
        vote(claim, officers.second_check)
    assert refused.value.code == "employed"
    assert fresh(claim).state == "first_checked"
    hires.leave(hire_id=hire.pk, actor=officers.station, left_on=registered_on)
    assert vote(fresh(claim), officers.second_check).claim.state == "granted"


def test_a_job_since_the_registration_voids_the_votes_and_is_a_ground_to_refuse(officers):
    claim = first_checked(officers)
    hire = record(officers, claim.resident, date(2026, 11, 9))
    assert vote(claim, officers.second_check).changed == ["excluded"]
    with pytest.raises(Refused):
        vote(fresh(claim), officers.first_check)
    hires.leave(hire_id=hire.pk, actor=officers.station, left_on=date(2026, 11, 20))
    assert vote(fresh(claim), officers.first_check).changed == ["excluded"]
    assert vote(fresh(claim), officers.first_check).changed == []
    assert vote(fresh(claim), officers.second_check).claim.state == "granted"


def test_the_checkers_are_told_before_they_vote(officers):
    claim = first_checked(officers)
    assert not [said for said in cautions.about(claim) if EMPLOYER in said]
    record(officers, claim.resident, date(2026, 11, 9))
    (said,) = [said for said in cautions.about(fresh(claim)) if EMPLOYER in said]
    assert "2026-11-09" in said


def test_the_checkers_of_a_running_benefit_are_told_until_the_sweep_has_come(officers):
    claim = granted(officers)
    record(officers, claim.resident, date(2026, 11, 9))
    assert [said for said in cautions.after_grant(fresh(claim)) if EMPLOYER in said]


def test_after_the_job_the_person_can_be_granted_benefit_anew(officers):
    claim = granted(officers)
    hire = record(officers, claim.resident, date(2026, 11, 9))
    end_employed()
    with clock.at("2027-02-02T10:00"):
        hires.leave(hire_id=hire.pk, actor=officers.station, left_on=date(2027, 1, 31))
        Registration.objects.create(
            resident=claim.resident, registered_on=date(2027, 2, 1), recorded_by=officers.station, recorded_at=clock.now()
        )
        again = granted(officers, claim.resident, contribution_months=12, unused_months=0)
        assert end_employed() == 0
    assert again.state == "granted"
    assert again.instalments.order_by("month").first().month == date(2027, 2, 1)
    assert again.decision.amount > decision.ZERO
