"""What the services of a claim do, step by step, and what they refuse."""

from datetime import date
from decimal import Decimal

import pytest

from cases.models import Claim, CorrectionNotice, Instalment, Registration, SpouseLink, Vote
from cases.services import acceptance, checking, drafts, entitlement, facts, intake, used_up
from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from core.states import WrongState
from tests.factories import papers
from tests.factories.cases import make_recipient
from tests.factories.desk import ASKED, accepted, draft_of, first_checked, granted, person_at, submitted, vote
from tests.factories.programmes import shipped_law
from tests.factories.stations import make_post


@pytest.fixture(autouse=True)
def law(db, friday):
    shipped_law()


def test_the_register_is_not_asked_and_cannot_be_contradicted_at_the_desk(officers):
    claim = submitted(officers, sex="female", born_on="1950-01-01", registered_on="2020-01-01", spouse_drawing=True)
    assert claim.facts["sex"] == "male"
    assert claim.facts["born_on"] == "1990-03-07"
    assert claim.facts["registered_on"] == "2026-10-08"
    assert claim.facts["spouse_drawing"] is False


def test_a_spouse_with_a_granted_claim_is_known_from_the_register(officers):
    person, spouse = person_at(officers), make_recipient(officers.desk).resident
    SpouseLink.objects.create(resident=person, spouse=spouse, from_on=date(2015, 1, 1), recorded_by=officers.station)
    claim = accepted(officers, person)
    assert claim.facts["spouse_drawing"] is True
    assert claim.assessments.get().result["instalments"][0]["amount"] == "2221.20"


def test_a_claim_needs_agreement_and_whole_facts(officers):
    draft = draft_of(officers)
    send = {"claim_id": draft.pk, "token": draft.submit_token, "actor": officers.station, "channel": "station"}
    with pytest.raises(Refused) as refused:
        intake.submit(**send, asked=ASKED, agreed=False)
    assert refused.value.field == "agreed"
    with pytest.raises(Refused) as refused:
        intake.submit(**send, asked={"contribution_months": 75}, agreed=True)
    assert refused.value.field == "separation"
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_acceptance_starts_ten_working_days(officers):
    claim = accepted(officers)
    assert (claim.accepted_on, claim.clock_days, claim.due_on) == (date(2026, 11, 20), 10, date(2026, 12, 4))


def test_acceptance_on_the_last_day_of_the_year(officers):
    with clock.at("2026-12-31T23:59:59"):
        claim = accepted(officers)
    assert (claim.accepted_on, claim.due_on) == (date(2026, 12, 31), date(2027, 1, 14))
    assert claim.number.startswith("SY150502-2026-")
    with clock.at("2027-01-01T00:00:01"):
        assert draft_of(officers).number == "SY150502-2027-000001"


def test_a_correction_stops_the_clock_and_is_asked_once(officers):
    claim = submitted(officers)
    with clock.at("2026-11-24"):
        notice = acceptance.ask_correction(claim_id=claim.pk, actor=officers.acceptance, points=["离职证明", " ", "银行卡"])
    assert (notice.points, notice.due_on) == (["离职证明", "银行卡"], date(2026, 12, 15))
    with clock.at("2026-12-01"):
        claim = acceptance.correct(claim_id=claim.pk, actor=officers.station, asked=ASKED | {"contribution_months": 80})
        assert (claim.state, claim.facts_version, claim.clock_paused_on) == ("submitted", 2, None)
        with pytest.raises(Refused, match=r"once|一次"):
            acceptance.ask_correction(claim_id=claim.pk, actor=officers.acceptance, points=["再来一次"])
        claim = papers.accept(claim, officers.acceptance)
    assert claim.due_on == date(2026, 12, 15)


def test_an_overdue_correction_lapses_by_the_machine(officers):
    claim = submitted(officers)
    acceptance.ask_correction(claim_id=claim.pk, actor=officers.acceptance, points=["银行卡"])
    due = CorrectionNotice.objects.get().due_on
    with clock.at(due):
        assert acceptance.lapse_overdue() == []
    with clock.at(date.fromordinal(due.toordinal() + 1)):
        assert acceptance.lapse_overdue() == [claim.pk]
        assert acceptance.lapse_overdue() == []
    claim.refresh_from_db()
    assert claim.state == "withdrawn"
    assert claim.steps.latest("pk").actor.is_machine


def test_waiting_for_outside_facts_gives_the_days_back(officers):
    claim = accepted(officers)
    with clock.at("2026-11-24"):
        checking.pause(claim_id=claim.pk, actor=officers.first_check, reason="等待社保比对")
    with clock.at("2026-11-30"):
        claim = checking.proceed(claim_id=claim.pk, actor=officers.first_check, reason="")
    assert (claim.state, claim.due_on) == ("accepted", date(2026, 12, 10))


def test_a_return_voids_the_votes_and_the_same_people_vote_again(officers):
    claim = first_checked(officers)
    checking.give_back(claim_id=claim.pk, actor=officers.second_check, reason="缴费月数不符")
    claim.refresh_from_db()
    assert (claim.state, claim.round) == ("accepted", 2)
    assert not Vote.objects.filter(claim=claim, void_at__isnull=True).exists()
    vote(claim, officers.first_check)
    assert vote(claim, officers.second_check).claim.state == "granted"


def test_changed_facts_void_the_votes_and_are_assessed_again(officers):
    claim = first_checked(officers)
    claim = facts.change(
        claim_id=claim.pk, actor=officers.first_check, asked=ASKED | {"contribution_months": 30}, reason="缴费记录"
    )
    assert (claim.state, claim.facts_version, claim.assessments.count()) == ("accepted", 2, 2)
    assert claim.assessments.latest("pk").amount == Decimal("25878.00")
    assert Vote.objects.get(claim=claim).void_at is not None


def test_a_register_that_changed_after_the_first_check_voids_it_instead_of_deciding(officers):
    claim = first_checked(officers)
    Registration.objects.filter(resident=claim.resident).update(registered_on=date(2026, 9, 1))
    checked = vote(claim, officers.second_check)
    assert checked.changed == ["registered_on"]
    claim.refresh_from_db()
    assert (claim.state, claim.facts_version) == ("accepted", 2)
    assert not Instalment.objects.exists()


def test_a_vote_goes_with_the_law(officers):
    claim = accepted(officers)
    with pytest.raises(Refused):
        vote(claim, officers.first_check, grants=False, reason="不同意")
    resigned = accepted(officers, separation="resigned")
    with pytest.raises(Refused):
        vote(resigned, officers.first_check, grants=True)
    with pytest.raises(Refused) as refused:
        vote(resigned, officers.first_check, grants=False)
    assert refused.value.field == "reason"


def test_a_refusal_pays_nothing_and_frees_the_person_for_another_claim(officers):
    claim = first_checked(officers, separation="resigned")
    claim = vote(claim, officers.second_check, grants=False, reason="本人辞职").claim
    assert (claim.state, claim.decision.amount, claim.instalments.count()) == ("refused", 0, 0)
    assert submitted(officers, claim.resident).state == "submitted"


def test_a_large_total_goes_to_the_approver(officers):
    claim = first_checked(officers, contribution_months=130)
    claim = vote(claim, officers.second_check).claim
    assert claim.state == "approval"
    with pytest.raises(NotAllowed):
        vote(claim, officers.second_check)
    claim = vote(claim, officers.approver).claim
    assert (claim.state, claim.decision.amount, claim.decision.decided_by) == ("granted", Decimal("49032.00"), officers.approver)


def test_nobody_votes_twice_or_on_what_she_took_in(officers):
    claim = first_checked(officers)
    make_post(officers.first_check, "second_check", officers.banner)
    with pytest.raises(NotAllowed):
        vote(claim, officers.first_check)
    for other in (officers.station, officers.acceptance):
        make_post(other, "second_check", officers.banner)
        with pytest.raises(NotAllowed):
            vote(claim, other)


def test_a_vote_on_an_assessment_that_is_not_the_newest_is_refused(officers):
    claim = accepted(officers)
    with pytest.raises(Refused):
        checking.check(claim_id=claim.pk, actor=officers.first_check, grants=True, reason="", seen=0)


def test_months_paid_under_an_earlier_claim_are_left_out_and_named(officers):
    first = granted(officers)
    with clock.at("2026-12-10"):
        entitlement.end(claim_id=first.pk, actor=officers.first_check, reason="refused_offer", on=date(2026, 12, 9))
        again = granted(officers, first.resident, contribution_months=30, unused_months=6)
    assert again.decision.left_out == ["2026-10", "2026-11", "2026-12"]
    assert again.instalments.count() == 15
    assert again.decision.amount == sum(again.instalments.values_list("amount", flat=True))


def test_payment_is_suspended_by_one_and_resumed_by_another(officers):
    claim = granted(officers)
    entitlement.suspend(claim_id=claim.pk, actor=officers.first_check, from_on=date(2026, 11, 20), reason="待核实")
    with pytest.raises(NotAllowed):
        entitlement.resume(claim_id=claim.pk, actor=officers.first_check, reason="已核实")
    claim = entitlement.resume(claim_id=claim.pk, actor=officers.second_check, reason="已核实")
    assert claim.state == "granted"
    assert claim.suspensions.get().resumed_by == officers.second_check


def test_death_ends_the_claim_the_registration_and_is_written_on_the_person(officers):
    claim = granted(officers)
    entitlement.end(claim_id=claim.pk, actor=officers.second_check, reason="death", on=date(2026, 11, 18))
    claim.refresh_from_db()
    assert (claim.state, claim.last_month) == ("ended", date(2026, 11, 1))
    assert claim.resident.deceased_on == date(2026, 11, 18)
    assert Registration.objects.get(resident=claim.resident).ended_on == date(2026, 11, 18)
    assert claim.instalments.filter(cancelled_on__isnull=True).count() == 2
    with pytest.raises(Refused):
        drafts.begin(token=claim.submit_token, resident_id=claim.resident_id, actor=officers.station, asked={})


def test_a_claim_is_used_up_once_its_last_month_is_over(officers):
    claim = granted(officers)
    with clock.at("2028-03-31"):
        assert used_up.end_used_up() == 0
    with clock.at("2028-04-01"):
        assert used_up.end_used_up() == 1
        assert used_up.end_used_up() == 0
    claim.refresh_from_db()
    assert (claim.state, claim.end_reason, claim.last_month) == ("ended", "used_up", date(2028, 3, 1))
    assert claim.steps.latest("pk").verb == "end"


def test_every_step_leaves_its_audit_entry_without_personal_data(officers):
    claim = granted(officers)
    entries = AuditEntry.objects.filter(subject_type="cases.claim", subject_id=str(claim.pk)).order_by("id")
    verbs = ["claim.begun", "claim.submitted", "papers.compared", "claim.accepted", "claim.first_checked", "claim.granted"]
    assert [entry.verb for entry in entries] == verbs
    assert AuditEntry.objects.filter(verb="decision.granted").count() == 1
    assert claim.resident.name not in str([entry.data for entry in entries])


def test_the_neighbour_can_do_nothing(officers, neighbours):
    claim = accepted(officers)
    accepted(neighbours)
    for act in (
        lambda: vote(claim, neighbours.first_check),
        lambda: checking.pause(claim_id=claim.pk, actor=neighbours.first_check, reason="x"),
        lambda: checking.withdraw(claim_id=claim.pk, actor=neighbours.station, reason="x"),
    ):
        with pytest.raises(Claim.DoesNotExist):
            act()


def test_a_step_that_is_over_says_so(officers):
    claim = granted(officers)
    with pytest.raises(WrongState):
        checking.withdraw(claim_id=claim.pk, actor=officers.station, reason="不要了")
