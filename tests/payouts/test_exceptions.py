"""What nobody may guess about is settled by two people, and line, batch and books follow."""

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.policies import NotAllowed, Refused
from ledger.queries import balances
from payouts.models import BankException, Line, Return
from payouts.queries.exceptions import options_for
from payouts.services import exceptions
from payouts.services.collect import collect
from tests.factories.bank import SentBatch, read
from tests.factories.cases import make_account
from tests.factories.payouts import BENEFIT, checker, maker
from tests.factories.stations import make_user

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def sent(law, tmp_path):
    """Two lines that the bank has."""
    return SentBatch(tmp_path, 2)


def settle(found, settlement, *, first=None, second=None):
    exceptions.propose(exception_id=found.pk, actor=first or maker(), settlement=settlement, evidence="王经理来电，10:05")
    return exceptions.confirm(exception_id=found.pk, actor=second or checker(), settlement=settlement)


def state_of(line):
    return Line.objects.with_state().get(pk=line.pk).state


def books():
    return {account.kind: account.balance for account in balances(fund="UI") if account.balance}


def wrong_amount(sent):
    read(sent.text([row._replace(amount="1.00") for row in sent.say("S")[:1]]))
    return BankException.objects.get()


def success_after_failure(sent):
    sent.answer("FS")
    sent.answer("SS")
    return BankException.objects.get()


def test_a_line_in_question_is_paid_when_two_people_say_so(sent):
    sent.answer("-S")
    found = settle(wrong_amount(sent), "paid")
    assert state_of(found.line) == "paid"
    assert sent.refresh().state == "closed"
    assert books() == {"expense": 2 * BENEFIT, "bank": -2 * BENEFIT}


def test_a_line_in_question_is_failed_when_two_people_say_so(sent):
    found = settle(wrong_amount(sent), "failed")
    assert state_of(found.line) == "failed"
    assert sent.refresh().failed_count == 1
    assert books()["payable"] == -BENEFIT


def test_a_line_in_question_waits_for_another_answer_when_it_is_only_noted(sent):
    found = wrong_amount(sent)
    assert state_of(found.line) == "doubtful"
    settle(found, "noted")
    assert state_of(found.line) == "sent"
    sent.answer("SS")
    assert sent.refresh().state == "closed"


def test_nobody_settles_alone(sent):
    found, one = wrong_amount(sent), maker()
    with pytest.raises(NotAllowed):
        settle(found, "paid", first=one, second=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        BankException.objects.update(
            settlement="paid", evidence="x", proposed_by=one, confirmed_by=one, proposed_at=clock.now(), confirmed_at=clock.now()
        )


@pytest.mark.parametrize(("role", "region"), [("finance_maker", "150400"), ("second_check", "150502"), ("auditor", "150500")])
def test_the_officer_next_door_settles_nothing(sent, role, region):
    found = wrong_amount(sent)
    with pytest.raises(NotAllowed):
        exceptions.propose(exception_id=found.pk, actor=make_user(role, region), settlement="noted", evidence="x")


def test_without_evidence_nothing_is_settled(sent):
    with pytest.raises(Refused) as refused:
        exceptions.propose(exception_id=wrong_amount(sent).pk, actor=maker(), settlement="noted", evidence=" ")
    assert refused.value.field == "evidence"


def test_a_proposal_that_was_changed_meanwhile_is_not_confirmed(sent):
    found = wrong_amount(sent)
    exceptions.propose(exception_id=found.pk, actor=maker(), settlement="failed", evidence="x")
    with pytest.raises(Refused):
        exceptions.confirm(exception_id=found.pk, actor=checker(), settlement="paid")


def test_what_is_settled_stays_settled(sent):
    found = settle(wrong_amount(sent), "noted")
    with pytest.raises(Refused):
        settle(found, "paid")


def test_success_after_failure_blocks_a_second_payment_until_it_is_settled(sent):
    found = success_after_failure(sent)
    account_changed(found.line)
    assert collect(month=clock.this_month(), actor=maker()) == []
    settle(found, "noted")
    (again,) = collect(month=clock.this_month(), actor=maker())
    assert again.line_count == 1


def test_success_after_failure_that_is_true_blocks_a_second_payment_for_good(sent):
    found = success_after_failure(sent)
    account_changed(found.line)
    settle(found, "paid")
    assert state_of(found.line) == "paid"
    assert collect(month=clock.this_month(), actor=maker()) == []
    assert books() == {"expense": 2 * BENEFIT, "bank": -2 * BENEFIT}


def test_a_paid_line_that_the_bank_calls_failed_is_returned_when_two_people_say_so(sent):
    sent.answer("SS")
    sent.answer("FS")
    found = BankException.objects.get()
    assert [str(option.value) for option in options_for(found)] == ["returned", "noted"]
    settle(found, "returned")
    assert state_of(found.line) == "returned"
    assert Return.objects.count() == 1
    assert books() == {"expense": 2 * BENEFIT, "bank": -BENEFIT, "payable": -BENEFIT}


def test_money_that_arrived_after_all_is_booked_once(sent):
    found = success_after_failure(sent)
    sent.report(sent.say("SS"))
    read(sent.report(sent.say("SS")))
    settle(found, "paid")
    other = BankException.objects.exclude(pk=found.pk).get()
    assert [option.value for option in options_for(other)] == ["noted"]


def account_changed(line):
    """The person has a new account that a second person confirmed after the failure."""
    resident = line.instalment.resident
    resident.accounts.update(is_current=False)
    with clock.at("2026-11-21T10:00"):
        make_account(resident)
