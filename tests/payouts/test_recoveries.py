"""What was overpaid is found, ordered by two people, comes back or is written off, and the books agree at every step."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cases.models import Claim, Instalment
from core import clock
from core.invariants import breaches
from core.policies import NotAllowed, Refused
from core.states import WrongState
from ledger.queries import balances
from ledger.reports import INVARIANTS as BOOKS
from payouts.models import Line, Recovery, RecoveryEntry
from payouts.queries.invariants import INVARIANTS
from payouts.queries.reconciliation import tie_out
from payouts.services import recoveries, recovery_entries
from payouts.services.collect import collect
from tests.factories.bank import SentBatch
from tests.factories.cases import grant, make_claim
from tests.factories.payouts import BENEFIT, maker

pytestmark = pytest.mark.usefixtures("law")

NOVEMBER = date(2026, 11, 1)
DECEMBER = date(2026, 12, 15)


@pytest.fixture
def paid(law, tmp_path):
    """Two people were paid for November."""
    sent = SentBatch(tmp_path, 2)
    sent.answer("SS")
    return sent


@pytest.fixture
def claim(paid, officers):
    """The claim of the first of them."""
    return Claim.objects.get(pk=Line.objects.order_by("pk").first().instalment.claim_id)


def line_of(claim):
    return Line.objects.get(instalment__claim=claim, month=NOVEMBER)


def found(claim, officers, cause="employed", amount=BENEFIT):
    values = {"cause": cause, "amounts": {line_of(claim).pk: amount}, "reason": "用工备案显示十月入职"}
    return recoveries.open_one(claim_id=claim.pk, actor=officers.first_check, **values)


def proposed(claim, officers, **fields):
    made = found(claim, officers, **fields)
    return recoveries.propose(recovery_id=made.pk, actor=officers.first_check, reason="劳动合同", heard="本人无异议")


def ordered(claim, officers, **fields):
    made = proposed(claim, officers, **fields)
    return recoveries.order(recovery_id=made.pk, actor=officers.second_check, due_on=DECEMBER)


def money_in(recovery, officers, amount=BENEFIT, reference="20261120-1"):
    values = {"kind": "paid_in", "amount": amount, "reference": reference, "on": clock.today()}
    entry = recovery_entries.enter(recovery_id=recovery.pk, actor=officers.finance_maker, **values)
    return recovery_entries.confirm(entry_id=entry.pk, actor=officers.finance_checker)


def books():
    return {account.kind: account.balance for account in balances(fund="UI") if account.balance}


def holds():
    assert list(breaches((*BOOKS, *INVARIANTS))) == []
    assert tie_out(clock.today()).differences == []


def test_an_order_turns_expense_into_a_receivable_and_money_in_settles_it(claim, officers):
    recovery = ordered(claim, officers)
    assert books() == {"expense": BENEFIT, "bank": -2 * BENEFIT, "receivable": BENEFIT}
    holds()
    money_in(recovery, officers, Decimal("1000.00"))
    recovery.refresh_from_db()
    assert recovery.state == "ordered"
    holds()
    money_in(recovery, officers, BENEFIT - 1000, "20261120-2")
    recovery.refresh_from_db()
    assert (recovery.state, recovery.closed_on) == ("settled", clock.today())
    assert books() == {"expense": BENEFIT, "bank": -BENEFIT}
    holds()


def test_a_benefit_that_runs_is_suspended_when_its_cause_says_so(claim, officers):
    found(claim, officers)
    claim.refresh_from_db()
    assert claim.state == "suspended"


def test_a_wrong_amount_leaves_the_benefit_running_and_takes_back_only_the_difference(claim, officers):
    recovery = found(claim, officers, cause="wrong_amount", amount=Decimal("56.50"))
    claim.refresh_from_db()
    assert (claim.state, recovery.amount) == ("granted", Decimal("56.50"))


def test_nobody_orders_what_she_proposed(claim, officers):
    made = found(claim, officers)
    recoveries.propose(recovery_id=made.pk, actor=officers.second_check, reason="x", heard="x")
    with pytest.raises(NotAllowed):
        recoveries.order(recovery_id=made.pk, actor=officers.second_check, due_on=DECEMBER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.filter(pk=made.pk).update(ordered_by=officers.second_check)


def test_nobody_confirms_the_money_she_entered(claim, officers):
    recovery = ordered(claim, officers)
    entry = recovery_entries.enter(
        recovery_id=recovery.pk, actor=officers.finance_maker, kind="paid_in", amount=BENEFIT, reference="1", on=clock.today()
    )
    with pytest.raises(NotAllowed):
        recovery_entries.confirm(entry_id=entry.pk, actor=officers.finance_maker)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecoveryEntry.objects.update(confirmed_by=officers.finance_maker, confirmed_at=clock.now())


def test_the_order_waits_until_the_payee_was_heard(claim, officers):
    made = found(claim, officers)
    with pytest.raises(Refused) as refused:
        recoveries.propose(recovery_id=made.pk, actor=officers.first_check, reason="x", heard=" ")
    assert refused.value.field == "heard"
    with pytest.raises(WrongState):
        recoveries.order(recovery_id=made.pk, actor=officers.second_check, due_on=DECEMBER)


def test_more_than_was_paid_is_not_asked_back(claim, officers):
    with pytest.raises(Refused):
        found(claim, officers, amount=BENEFIT + 1)


def test_a_payment_stands_in_one_recovery_only(claim, officers):
    made = found(claim, officers)
    with pytest.raises(Refused):
        found(claim, officers)
    recoveries.cancel(recovery_id=made.pk, actor=officers.second_check, verb="dismiss", reason="查无此事")
    assert found(claim, officers).state == "found"


def test_the_payment_of_somebody_else_is_not_asked_back(claim, officers):
    other = Line.objects.exclude(instalment__claim=claim).first()
    with pytest.raises(Refused):
        recoveries.open_one(
            claim_id=claim.pk, actor=officers.first_check, cause="duplicate", amounts={other.pk: BENEFIT}, reason="x"
        )


def test_what_the_bank_did_not_pay_is_not_asked_back(law, tmp_path, officers):
    sent = SentBatch(tmp_path, 1)
    sent.answer("F")
    claim = Claim.objects.get()
    with pytest.raises(Refused):
        found(claim, officers)


def test_more_than_is_owed_does_not_come_in(claim, officers):
    recovery = ordered(claim, officers)
    with pytest.raises(Refused):
        money_in(recovery, officers, BENEFIT + 1)
    with pytest.raises(IntegrityError, match="more would come back"), transaction.atomic():
        RecoveryEntry.objects.create(
            recovery=recovery, kind="paid_in", amount=BENEFIT + 1, on=clock.today(), reference="1",
            proposed_by=officers.finance_maker, proposed_at=clock.now(),
        )  # fmt: skip


def test_the_same_money_is_entered_once(claim, officers):
    recovery = ordered(claim, officers)
    money_in(recovery, officers, Decimal("10.00"))
    with pytest.raises(Refused):
        money_in(recovery, officers, Decimal("10.00"))


def test_a_debt_is_written_off_by_a_checker_and_the_approver(claim, officers):
    recovery = ordered(claim, officers)
    values = {"kind": "write_off", "amount": BENEFIT, "reference": "法院终结执行裁定", "on": clock.today()}
    with pytest.raises(NotAllowed):
        recovery_entries.enter(recovery_id=recovery.pk, actor=officers.finance_maker, **values)
    entry = recovery_entries.enter(recovery_id=recovery.pk, actor=officers.second_check, **values)
    with pytest.raises(NotAllowed):
        recovery_entries.confirm(entry_id=entry.pk, actor=officers.another("second_check"))
    recovery_entries.confirm(entry_id=entry.pk, actor=officers.approver)
    recovery.refresh_from_db()
    assert recovery.state == "written_off"
    assert books() == {"expense": BENEFIT, "bank": -2 * BENEFIT, "writeoff": BENEFIT}
    holds()


def test_an_order_that_is_revoked_leaves_the_books_as_they_were(claim, officers):
    recovery = ordered(claim, officers)
    with pytest.raises(NotAllowed):
        recoveries.cancel(recovery_id=recovery.pk, actor=officers.second_check, verb="revoke", reason="x")
    recoveries.cancel(recovery_id=recovery.pk, actor=officers.approver, verb="revoke", reason="用工备案系同名误报")
    assert books() == {"expense": 2 * BENEFIT, "bank": -2 * BENEFIT}
    holds()


def test_what_came_in_stands_in_the_way_of_revoking(claim, officers):
    recovery = ordered(claim, officers)
    money_in(recovery, officers, Decimal("1.00"))
    with pytest.raises(Refused):
        recoveries.cancel(recovery_id=recovery.pk, actor=officers.approver, verb="revoke", reason="x")


def test_repayment_by_instalments_must_be_all_that_is_owed(claim, officers):
    recovery = ordered(claim, officers)
    money_in(recovery, officers, Decimal("156.50"))
    parts = [(date(2026, 12, 20), Decimal("1000.00")), (date(2027, 1, 20), Decimal("1000.00"))]
    with pytest.raises(Refused):
        recoveries.agree(recovery_id=recovery.pk, actor=officers.first_check, parts=parts[:1])
    made = recoveries.agree(recovery_id=recovery.pk, actor=officers.first_check, parts=parts)
    assert (made.state, made.parts.count()) == ("repaying", 2)
    holds()


def second_claim(claim):
    """The same person draws a benefit again: an instalment of November waits."""
    other = make_claim(claim.resident, state="accepted", scheme="skills_subsidy")
    grant(other, first=NOVEMBER, months=1, amount=Decimal("1000.00"))
    return Instalment.objects.get(claim=other)


def set_off(recovery, officers, instalment):
    values = {"kind": "set_off", "reference": "抵扣协议", "on": clock.today(), "instalment_id": instalment.pk}
    return recovery_entries.enter(recovery_id=recovery.pk, actor=officers.first_check, **values)


def test_an_instalment_that_is_set_off_is_not_paid_and_counts_as_repaid(claim, officers):
    recovery = ordered(claim, officers)
    entry = set_off(recovery, officers, second_claim(claim))
    assert collect(month=NOVEMBER, actor=maker()) == []
    assert Line.objects.get(instalment=entry.instalment).hold_reason == 15
    holds()
    recovery_entries.confirm(entry_id=entry.pk, actor=officers.second_check)
    assert books() == {"expense": BENEFIT + 1000, "bank": -2 * BENEFIT, "receivable": BENEFIT - 1000}
    assert collect(month=NOVEMBER, actor=maker()) == []
    holds()


def test_a_set_off_that_is_taken_back_is_paid_after_all(claim, officers):
    recovery = ordered(claim, officers)
    entry = set_off(recovery, officers, second_claim(claim))
    collect(month=NOVEMBER, actor=maker())
    recovery_entries.take_back(entry_id=entry.pk, actor=officers.first_check)
    (batch,) = collect(month=NOVEMBER, actor=maker())
    assert batch.total == 1000
    holds()


def test_what_lies_in_a_batch_is_not_set_off(claim, officers):
    recovery, instalment = ordered(claim, officers), second_claim(claim)
    collect(month=NOVEMBER, actor=maker())
    with pytest.raises(Refused):
        set_off(recovery, officers, instalment)


def test_the_officer_next_door_recovers_nothing(claim, officers, neighbours):
    recovery = ordered(claim, officers)
    with pytest.raises(Claim.DoesNotExist):
        found(claim, neighbours)
    for work in (
        lambda: money_in(recovery, officers=_finance_of(neighbours)),
        lambda: recoveries.agree(recovery_id=recovery.pk, actor=neighbours.first_check, parts=[(DECEMBER, BENEFIT)]),
    ):
        with pytest.raises(Recovery.DoesNotExist):
            work()


def _finance_of(neighbours):
    class Next:
        finance_maker = neighbours.first_check
        finance_checker = neighbours.second_check

    return Next
