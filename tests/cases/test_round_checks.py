"""A round is checked as a whole by two people who looked at its sample; what they vote for becomes ordinary claims."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import Claim, Decision, ScreeningRound, ScreeningVote, UnitAnswer, Vote
from cases.queries import screening as query
from cases.reports.screening_invariants import screened_differ
from cases.services import asking, launching, objections, publicity, publicity_end, round_checks, screening
from cases.services import letters as papers
from core import clock
from core.invariants import breaches
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from enterprises.models import CorporateAccount, Enterprise, InsuranceMonth
from enterprises.states import Line
from portal.management.commands.verify import INVARIANTS
from tests.factories.desk import vote
from tests.factories.enterprises import make_corporate_account, make_insurance_import, make_listing
from tests.factories.programme_story import submitted
from tests.factories.programmes import shipped_law
from tests.factories.screening import SCHEME, asked, confirm_all, make_unit, open_sample, passed, publisher, row_of, screened
from tests.factories.stations import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(friday):
    shipped_law()


def check(found, voter, seen=None):
    return round_checks.check(round_id=found.pk, actor=voter, reason="", seen=seen or found.run)


def refusal(act, kind=Refused):
    with pytest.raises(kind) as refused:
        act()
    return refused.value.code


def test_nobody_votes_before_everybody_was_asked_and_answered_and_the_sample_was_opened(officers):
    make_unit()
    found = screened(officers)
    assert refusal(lambda: check(found, officers.first_check)) == "unasked"
    asking.ask(round_id=found.pk, actor=officers.acceptance)
    assert refusal(lambda: check(found, officers.first_check)) == "unanswered"
    confirm_all(officers, found)
    assert refusal(lambda: check(found, officers.first_check)) == "sample"
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreeningVote.objects.create(
            round=found, run=1, step="first_check", digest="", actor=officers.first_check, at=clock.now()
        )
    open_sample(found, officers.first_check)
    open_sample(found, officers.first_check)
    assert check(found, officers.first_check).state == "first_checked"


def test_two_people_and_none_of_them_began_the_round_or_recorded_an_answer(officers):
    make_unit()
    found = asked(officers)
    clerk = UnitAnswer.objects.get().recorded_by
    for actor in (officers.first_check, officers.second_check):
        make = {"round": found, "run": 1, "digest": "", "actor": actor, "at": clock.now()}
        open_sample_as(found, actor)
        ScreeningVote.objects.create(step="first_check" if actor == officers.first_check else "second_check", **make)
    for actor, step in ((officers.acceptance, "approval"), (clerk, "approval"), (officers.first_check, "approval")):
        open_sample_as(found, actor)
        with pytest.raises(IntegrityError), transaction.atomic():
            ScreeningVote.objects.create(round=found, run=1, step=step, digest="", actor=actor, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreeningVote.objects.update(step="approval")


def open_sample_as(found, actor):
    for drawn in found.sample.filter(run=found.run):
        drawn.looks.get_or_create(actor=actor, defaults={"at": clock.now()})


def test_the_voter_of_the_first_step_does_not_take_the_second_and_the_wrong_post_takes_none(officers, neighbours):
    make_unit()
    found = asked(officers)
    both = officers.another("first_check")
    make_post(both, "second_check", officers.banner)
    open_sample(found, both)
    check(found, both)
    found.refresh_from_db()
    open_sample(found, both)
    assert refusal(lambda: check(found, both), NotAllowed)
    assert refusal(lambda: check(found, officers.first_check), NotAllowed)
    with pytest.raises(type(found).DoesNotExist):
        check(found, neighbours.second_check)


def test_a_vote_is_void_when_the_round_comes_out_differently(officers):
    unit, other = make_unit(), make_unit()
    found = asked(officers)
    open_sample(found, officers.first_check)
    check(found, officers.first_check)
    make_listing(unit, "zombie")
    screening.again(round_id=found.pk, actor=officers.acceptance)
    assert refusal(lambda: check(found, officers.second_check)) == "wanted"
    screening.run(round_id=found.pk)
    found.refresh_from_db()
    assert (found.state, found.run, ScreeningVote.objects.filter(void_at__isnull=True).count()) == ("screened", 2, 0)
    assert refusal(lambda: check(found, officers.first_check, seen=1))
    done = passed(officers, found)
    assert (done.state, row_of(unit).claim, row_of(other).claim.state) == ("launched", None, "publicity")


def test_a_round_given_back_is_checked_anew_with_another_sample(officers):
    make_unit()
    found = asked(officers)
    open_sample(found, officers.first_check)
    check(found, officers.first_check)
    found = round_checks.give_back(round_id=found.pk, actor=officers.second_check, reason="抽查材料不全")
    assert (found.state, found.run, found.sample.filter(run=2).count()) == ("screened", 2, 1)
    assert (query.returned(found).actor, query.returned(found).reason) == (officers.second_check, "抽查材料不全")
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreeningRound.objects.filter(pk=found.pk).update(return_reason="")
    assert passed(officers, found).state == "launched"
    assert query.returned(ScreeningRound.objects.get(pk=found.pk)) is None
    assert Claim.objects.get().votes.count() == 2


def test_a_checker_takes_a_single_unit_out_with_a_reason(officers):
    unit, other = make_unit(), make_unit()
    found = asked(officers)
    with pytest.raises(Refused):
        round_checks.take_out(unit_id=row_of(unit).pk, actor=officers.first_check, reason=" ")
    with pytest.raises(NotAllowed):
        round_checks.take_out(unit_id=row_of(unit).pk, actor=officers.acceptance, reason="存疑")
    round_checks.take_out(unit_id=row_of(unit).pk, actor=officers.first_check, reason="正在核查")
    passed(officers, found)
    row = row_of(unit)
    assert (row.outcome, row.reasons, row.note, row.claim) == ("parked", ["taken_out"], "正在核查", None)
    assert row_of(other).claim.state == "publicity"
    screening.again(round_id=found.pk, actor=officers.acceptance)
    screening.run(round_id=found.pk)
    assert row_of(unit).reasons == ["taken_out"]


def test_amounts_above_the_limit_wait_for_the_approver_and_the_others_do_not(officers):
    small, big = make_unit(), make_unit()
    big.insurance_years.update(premium_paid="900000.00")
    found = asked(officers)
    for voter in (officers.first_check, officers.second_check):
        open_sample(found, voter)
        check(found, voter)
        launching.run(round_id=found.pk)
    found.refresh_from_db()
    assert (found.state, row_of(small).claim.state, row_of(big).claim) == ("approval", "publicity", None)
    open_sample(found, officers.approver)
    check(found, officers.approver)
    launching.run(round_id=found.pk)
    claim = row_of(big).claim
    assert list(claim.votes.order_by("pk").values_list("step", flat=True)) == ["first_check", "second_check", "approval"]
    assert list(claim.steps.order_by("pk").values_list("verb", flat=True)) == ["screen", "pass_first", "escalate", "publish"]
    assert row_of(small).claim.votes.count() == 2


def test_what_the_register_says_differently_by_then_is_parked_and_not_granted(officers):
    listed, moved, claimed, good = (make_unit() for _number in range(4))
    found = asked(officers)
    for voter in (officers.first_check, officers.second_check):
        open_sample(found, voter)
        check(found, voter)
    make_listing(listed, "serious_violation")
    CorporateAccount.objects.filter(enterprise=moved).update(state="closed", closed_at=clock.now())
    make_corporate_account(moved)
    submitted(officers, claimed, SCHEME, {})
    done = launching.run(round_id=found.pk)
    assert (done.claims, done.changed) == (1, 3)
    assert {tuple(row_of(unit).reasons) for unit in (listed, moved, claimed)} == {("changed",)}
    assert row_of(good).claim.state == "publicity"
    assert launching.run(round_id=found.pk) == launching.Launched()


def test_the_claims_of_a_round_take_the_same_number_of_statements_however_many(officers):
    counts = []
    for many in (1, 9):
        for _number in range(many):
            make_unit()
        found = asked(officers)
        for voter in (officers.first_check, officers.second_check):
            open_sample(found, voter)
            check(found, voter)
            found.refresh_from_db()
        with CaptureQueriesContext(connection) as statements:
            launching.run(round_id=found.pk)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_claim_without_an_application_goes_the_way_of_every_other(officers):
    """Objected to and upheld, checked anew by the ordinary votes, granted, its letter printed."""
    make_unit(), make_unit()
    passed(officers, asked(officers))
    first, second = Claim.objects.order_by("pk")
    shown = publicity.make_list(actor=publisher(), scheme=SCHEME, region_code="150500")
    entry = shown.entries.get(claim=first)
    told = objections.receive(entry_id=entry.pk, name="包志强", contact="13800004567", text="该单位已停产")
    objections.decide(objection_id=told.pk, actor=officers.approver, upheld=True, reason="需再核实")
    first.refresh_from_db()
    assert (first.state, first.round, first.clock_paused_on) == ("accepted", 2, None)
    assert not vote(first, officers.first_check).changed
    assert vote(Claim.objects.get(pk=first.pk), officers.second_check).claim.state == "publicity"
    with clock.at(shown.closes_on + timedelta(days=1)):
        assert publicity_end.close_due().granted == 1
        again = publicity.make_list(actor=publisher(), scheme=SCHEME, region_code="150500")
    with clock.at(again.closes_on + timedelta(days=1)):
        assert publicity_end.close_due().granted == 1
        assert papers.issue(claim_id=second.pk, actor=officers.second_check, kind="grant").number
    assert Decision.objects.filter(granted=True).count() == 2
    assert not list(breaches(INVARIANTS))


def test_every_step_and_vote_of_a_claim_is_recorded(officers):
    make_unit()
    passed(officers, asked(officers))
    claim = Claim.objects.get()
    verbs = AuditEntry.objects.filter(subject_type="cases.claim", subject_id=str(claim.pk)).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["claim.screened", "claim.first_checked", "claim.to_publish"]
    assert {entry.region_code for entry in verbs} == {"150502"}
    assert claim.number.startswith("SQ150502-2026-")
    assert clock.day_of(claim.submitted_at) == ScreeningRound.objects.get().on


def test_what_pays_nobody_is_neither_asked_nor_published_and_granted_at_once(officers):
    with clock.at("2020-03-10T09:00"):
        unit = make_unit(account=False)
        InsuranceMonth.objects.create(
            enterprise=unit, month="2020-02-01", line=Line.PENSION, insured_staff=3, premium_unit="100.00",
            premium_staff=0, source=make_insurance_import(),
        )  # fmt: skip
        found = screened(officers, scheme="premium_reduction")
        assert refusal(lambda: asking.ask(round_id=found.pk, actor=officers.acceptance))
        assert passed(officers, found).state == "launched"
        claim = Claim.objects.get()
        assert (claim.state, claim.decision.worth, claim.occasion) == ("granted", 100, "2020-02-01")
        assert Vote.objects.filter(claim=claim).count() == 2
        assert Enterprise.objects.get(pk=unit.pk).claims.get().decision.decided_by == officers.second_check
        assert not list(breaches(INVARIANTS))


def test_verify_sees_a_screened_unit_whose_facts_were_changed(officers):
    unit = make_unit()
    screened(officers)
    assert not list(screened_differ())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_screenedunit SET facts = jsonb_set(facts, '{laid_off}', '19')")
    assert [line.split(":")[0] for line in screened_differ()] == ["screened_recomputes"]
    assert row_of(unit).outcome == "qualified"
