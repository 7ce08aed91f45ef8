"""What Postgres holds of a claim when somebody walks round the services."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cases.models import Claim, CorrectionNotice, Letter, Suspension, Vote
from cases.states import CLAIM, ClaimState
from core import clock
from tests.factories.cases import make_claim, make_recipient, make_user
from tests.factories.desk import accepted, draft_of, first_checked, granted
from tests.factories.programmes import shipped_law


@pytest.fixture(autouse=True)
def law(db, friday):
    shipped_law()


def refused(rule):
    return pytest.raises((IntegrityError, DatabaseError), match=rule)


def vote_of(claim, actor, step="second_check", claim_round=1):
    assessment = claim.assessments.latest("pk")
    return Vote(
        claim=claim, round=claim_round, step=step, facts_version=1, assessment=assessment, grants=True, actor=actor,
        at=clock.now(),
    )  # fmt: skip


def test_the_first_checker_gives_no_second_vote_even_in_another_round(officers):
    claim = first_checked(officers)
    for claim_round in (1, 2):
        with refused("vote_no_two_by_one_person"), transaction.atomic():
            Vote.objects.bulk_create([vote_of(claim, officers.first_check, claim_round=claim_round)])


def test_whoever_took_the_claim_in_or_accepted_it_gives_no_vote(officers):
    claim = accepted(officers)
    for actor in (officers.station, officers.acceptance):
        with refused("does not check it"), transaction.atomic():
            Vote.objects.bulk_create([vote_of(claim, actor, "first_check")])


def test_a_vote_is_not_rewritten_and_not_revived(officers):
    claim = first_checked(officers)
    with refused("a vote is final"), transaction.atomic():
        Vote.objects.filter(claim=claim).update(grants=False)
    Vote.objects.filter(claim=claim).update(void_at=clock.now())
    with refused("a vote is final"), transaction.atomic():
        Vote.objects.filter(claim=claim).update(void_at=None)


def test_one_token_one_claim(officers):
    draft = draft_of(officers)
    with refused("submit_token"), transaction.atomic():
        make_claim(submit_token=draft.submit_token)


def test_a_second_open_claim_is_kept_out_in_every_open_state():
    first = make_claim(state=ClaimState.GRANTED)
    for state in ("draft", "submitted", "correction", "accepted", "paused", "first_checked", "approval", "suspended"):
        with refused("claim_one_open"), transaction.atomic():
            make_claim(first.resident, state=state)


def test_a_submitted_claim_has_its_agreement():
    with refused("claim_submitted_with_agreement"), transaction.atomic():
        Claim.objects.filter(pk=make_claim().pk).update(state="submitted")


def test_an_accepted_claim_has_its_day():
    claim = make_claim(state=ClaimState.SUBMITTED)
    with refused("claim_accepted_has_day"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(state="accepted")


def test_an_ended_claim_has_its_reason():
    claim = make_recipient()
    with refused("claim_ended_has_reason"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(state="ended")


def test_a_claim_gets_one_correction_notice():
    claim = make_claim(state=ClaimState.SUBMITTED)
    values = {"claim": claim, "points": ["x"], "sent_on": clock.today(), "due_on": clock.today(), "sent_by": make_user()}
    CorrectionNotice.objects.create(**values)
    with refused("claim_id"), transaction.atomic():
        CorrectionNotice.objects.create(**values)


def test_suspensions_do_not_overlap_and_are_not_resumed_by_their_maker():
    claim, one, two = make_recipient(), make_user(), make_user()
    made = Suspension.objects.create(claim=claim, from_on=date(2026, 11, 1), reason="x", suspended_by=one)
    with refused("suspension_no_overlap"), transaction.atomic():
        Suspension.objects.create(claim=claim, from_on=date(2026, 12, 1), reason="x", suspended_by=two)
    with refused("suspension_two_people"), transaction.atomic():
        Suspension.objects.filter(pk=made.pk).update(resumed_by=one, until_on=date(2026, 11, 20))


def test_a_letter_stays_as_it_was_issued(officers):
    claim = granted(officers)
    values = {"claim": claim, "kind": "grant", "pdf": b"x", "sha256": "0" * 64, "issued_by": officers.station}
    letter = Letter.objects.create(**values, number=str(uuid.uuid4())[:30], issued_at=clock.now())
    for change in (lambda: Letter.objects.update(pdf=b"y"), letter.delete):
        with refused("only grows"), transaction.atomic():
            change()
    with refused("letter_once"), transaction.atomic():
        Letter.objects.create(**values, number="other", issued_at=clock.now())


def test_nothing_leads_out_of_a_closed_state():
    for state in ("not_accepted", "refused", "withdrawn", "ended", "discarded"):
        assert CLAIM.open_from(state) == []
    assert {str(state) for state in CLAIM.states} == set(ClaimState.values)
