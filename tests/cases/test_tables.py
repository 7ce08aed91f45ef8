"""What the tables of cases hold by themselves, walked round the models and the services."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cases.models import Claim, Decision, Instalment, Vote
from cases.states import ClaimState
from core import clock
from tests.factories.cases import grant, make_account, make_claim, make_recipient, make_resident
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises(IntegrityError)


def test_one_number_is_one_resident():
    resident = make_resident()
    with refused(), transaction.atomic():
        make_resident(id_number=resident.id_number)


def test_one_open_claim_a_person_and_programme():
    claim = make_claim(state=ClaimState.SUBMITTED)
    with refused(), transaction.atomic():
        make_claim(claim.resident)
    Claim.objects.filter(pk=claim.pk).update(state=ClaimState.WITHDRAWN)
    make_claim(claim.resident)


def test_a_month_is_owed_once_for_ever():
    claim = make_recipient(first=date(2026, 11, 1), months=2)
    instalment = claim.instalments.first()
    again = Instalment(
        decision=instalment.decision,
        claim=claim,
        resident_id=instalment.resident_id,
        scheme=instalment.scheme,
        fund="UI",
        region_code=claim.region_code,
        month=instalment.month,
        period=instalment.period,
        amount=1,
    )
    with refused(), transaction.atomic():
        Instalment.objects.bulk_create([again])


def test_an_instalment_can_only_be_cancelled_and_only_once():
    claim = make_recipient()
    instalments = Instalment.objects.filter(claim=claim)
    with refused(), transaction.atomic():
        instalments.update(amount=1)
    with refused(), transaction.atomic():
        instalments.delete()
    instalments.update(cancelled_on=clock.today())
    with refused(), transaction.atomic():
        instalments.update(cancelled_on=None)


def test_a_decision_takes_two_people():
    person = make_user()
    claim = make_claim(state=ClaimState.FIRST_CHECKED)
    with refused(), transaction.atomic():
        grant(claim, first=date(2026, 11, 1), people=(person, person))


def test_a_decision_and_its_assessment_stay_as_they_were():
    claim = make_recipient()
    with refused(), transaction.atomic():
        Decision.objects.filter(claim=claim).update(reason="changed")
    with refused(), transaction.atomic():
        claim.assessments.update(rules_label="changed")


def test_one_person_votes_once_on_a_claim_and_a_step_has_one_vote():
    claim = make_recipient()
    assessment = claim.assessments.get()
    person = make_user()

    def vote(actor, step):
        return Vote.objects.create(
            claim=claim, round=1, step=step, facts_version=1, assessment=assessment, grants=True, actor=actor, at=clock.now()
        )

    first = vote(person, "first_check")
    with refused(), transaction.atomic():
        vote(person, "second_check")
    with refused(), transaction.atomic():
        vote(make_user(), "first_check")
    with refused(), transaction.atomic():
        Vote.objects.filter(pk=first.pk).update(grants=False)
    Vote.objects.filter(pk=first.pk).update(void_at=clock.now())
    vote(make_user(), "first_check")


def test_one_account_is_in_use_and_a_second_person_confirmed_it():
    account = make_account(make_resident())
    with refused(), transaction.atomic():
        make_account(account.resident)
    with refused(), transaction.atomic():
        type(account).objects.filter(pk=account.pk).update(verified_by=account.recorded_by)
