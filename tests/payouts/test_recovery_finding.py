"""The machine finds what was overpaid, once; people say what follows."""

from datetime import date

import pytest

from cases.models import Claim
from cases.services import entitlement, hires
from cases.services.hire_sweep import end_employed
from core import clock
from payouts.bankfiles import demo
from payouts.bankfiles.answer_write import text_answer
from payouts.bankfiles.instruction_read import read_instruction
from payouts.models import BankException, Line, Recovery, Return
from payouts.queries.overpaid import payments_of
from payouts.services import copying, exceptions, recoveries
from payouts.services.collect import collect
from payouts.services.recovery_sweep import find_overpayments
from payouts.services.release import release
from stations.services.machine import machine_user
from tests.factories.bank import DAY, SentBatch, read
from tests.factories.cases import make_account
from tests.factories.hires import make_hire
from tests.factories.payouts import BENEFIT, checker, maker

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def claim(law, tmp_path, officers):
    """A person was paid for November."""
    SentBatch(tmp_path, 1).answer("S")
    return Claim.objects.get()


def test_the_machine_finds_months_paid_after_the_end_once(claim, officers):
    Claim.objects.filter(pk=claim.pk).update(state="granted")
    entitlement.end(claim_id=claim.pk, actor=officers.second_check, reason="employed", on=date(2026, 10, 8))
    assert find_overpayments() == 1
    made = Recovery.objects.get()
    assert (made.cause, made.amount, made.state) == ("employed", BENEFIT, "found")
    assert find_overpayments() == 0
    recoveries.cancel(recovery_id=made.pk, actor=officers.second_check, verb="dismiss", reason="当月应发")
    assert find_overpayments() == 0


def test_the_machine_finds_months_paid_after_a_death(claim, officers):
    claim.resident.deceased_on = date(2026, 10, 31)
    claim.resident.save()
    assert find_overpayments() == 1
    assert Recovery.objects.get().cause == "death"


def test_a_benefit_that_runs_as_it_should_is_not_found(claim):
    assert find_overpayments() == 0


def test_a_month_that_the_bank_returned_is_not_found(law, tmp_path, officers):
    sent = SentBatch(tmp_path, 1)
    sent.answer("S")
    read(sent.statement(sent.say("R")))
    assert Return.objects.exists()
    claim = Claim.objects.get()
    entitlement.end(claim_id=claim.pk, actor=officers.second_check, reason="employed", on=date(2026, 10, 8))
    assert find_overpayments() == 0


def test_money_that_arrived_after_all_and_once_more_is_found_as_paid_twice(law, tmp_path):
    sent = SentBatch(tmp_path, 1)
    sent.answer("F")
    resident = Line.objects.get().instalment.resident
    resident.accounts.update(is_current=False)
    with clock.at("2026-11-21T10:00"):
        make_account(resident)
    (batch,) = collect(month=date(2026, 11, 1), actor=maker())
    release(batch_id=batch.pk, actor=checker())
    file = copying.hand_out(number=batch.number, form="text", folder=tmp_path, actor=machine_user())
    verdicts = [demo.verdict(payment, "S") for payment in read_instruction(file.read_bytes()).payments]
    read(sent.put(text_answer(batch.number, DAY, verdicts)))
    sent.answer("S")
    exception = BankException.objects.get()
    exceptions.propose(exception_id=exception.pk, actor=maker(), settlement="paid", evidence="王经理来电")
    exceptions.confirm(exception_id=exception.pk, actor=checker(), settlement="paid")
    assert find_overpayments() == 1
    made = Recovery.objects.get()
    assert (made.cause, made.items.get().line.batch) == ("duplicate", batch)


def test_months_beside_a_job_are_found_with_a_cause_of_their_own(claim, officers):
    Claim.objects.filter(pk=claim.pk).update(state="granted")
    make_hire(claim.resident, date(2026, 10, 8))
    assert find_overpayments() == 1  # whether the sweep has ended the benefit yet or not
    assert end_employed() == 1
    assert find_overpayments() == 0
    made = Recovery.objects.get()
    assert (made.cause, made.amount, made.state) == ("hired", BENEFIT, "found")
    assert [payment.cause for payment in payments_of(Claim.objects.get())] == ["hired"]


def test_a_benefit_that_ended_with_a_recorded_job_is_found_as_hired_and_not_as_employed(claim, officers):
    Claim.objects.filter(pk=claim.pk).update(state="granted")
    make_hire(claim.resident, date(2026, 11, 20), left_on=date(2026, 11, 20))
    end_employed()
    assert find_overpayments() == 1
    assert Recovery.objects.get().cause == "hired"


def test_a_job_that_comes_to_light_after_the_benefit_is_used_up_is_found(claim):
    used_up = {"state": "ended", "end_reason": "used_up", "ended_on": date(2026, 11, 30), "last_month": date(2026, 11, 1)}
    Claim.objects.filter(pk=claim.pk).update(**used_up)
    assert find_overpayments() == 0
    make_hire(claim.resident, date(2026, 11, 8))
    assert find_overpayments() == 1
    assert Recovery.objects.get().cause == "hired"


def test_a_record_that_was_struck_out_or_ended_before_is_no_cause(claim, officers):
    wrong = make_hire(claim.resident, date(2026, 11, 8))
    hires.void(hire_id=wrong.pk, actor=officers.first_check, reason="误录")
    make_hire(claim.resident, date(2026, 3, 1), left_on=date(2026, 11, 5))
    assert find_overpayments() == 0
