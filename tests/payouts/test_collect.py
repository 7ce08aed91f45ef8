"""Collecting gathers what is due, screens it, seals it and books it: once."""

from datetime import date
from decimal import Decimal

import pytest

from cases.models import BankAccount, Claim, Instalment, Resident, Suspension
from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from ledger.queries import balances
from payouts.models import Batch, Line
from payouts.queries import due
from payouts.services.collect import collect
from payouts.services.release import release
from payouts.states import Hold, Standing
from tests.factories.cases import grant, make_account, make_claim, make_recipient, make_resident
from tests.factories.hires import make_hire
from tests.factories.payouts import BENEFIT, checker, collected, maker
from tests.factories.stations import make_station, make_user

NOVEMBER = date(2026, 11, 1)
pytestmark = pytest.mark.usefixtures("law")


def test_collecting_makes_one_sealed_batch_a_league():
    for region in ("150502", "150502", "150402"):
        make_recipient(make_station(region))
    batches = collect(month=NOVEMBER, actor=maker())
    assert [(batch.number, batch.line_count, batch.total, batch.state) for batch in batches] == [
        ("UI1504-20261120-01", 1, BENEFIT, "sealed"),
        ("UI1505-20261120-01", 2, 2 * BENEFIT, "sealed"),
    ]
    assert list(batches[1].lines.order_by("line_no").values_list("line_no", flat=True)) == [1, 2]
    assert batches[1].lines.first().key == "UI1505-20261120-01-0000001"


def test_collect_twice_pays_once():
    actor = maker()
    collected(3, by=actor)
    assert collect(month=NOVEMBER, actor=actor) == []
    assert Line.objects.count() == 3
    assert Batch.objects.count() == 1


def test_what_is_decided_later_goes_into_a_batch_of_its_own():
    actor = maker()
    collected(2, by=actor)
    make_recipient(make_station(), first=date(2026, 10, 1))
    (later,) = collect(month=NOVEMBER, actor=actor)
    assert (later.number, later.line_count, later.total) == ("UI1505-20261120-02", 2, 2 * BENEFIT)


def test_months_to_come_are_not_collected():
    make_recipient(make_station(), first=date(2026, 12, 1))
    actor = maker()
    assert collect(month=NOVEMBER, actor=actor) == []
    with pytest.raises(Refused):
        collect(month=date(2026, 12, 1), actor=actor)


def test_an_older_month_collected_late_does_not_hide_a_newer_one():
    actor = maker()
    make_recipient(make_station(), first=date(2026, 10, 1))
    (first,) = collect(month=date(2026, 10, 1), actor=actor)
    (second,) = collect(month=NOVEMBER, actor=actor)
    make_recipient(make_station(), first=date(2026, 9, 1))
    (third,) = collect(month=date(2026, 9, 1), actor=actor)
    (fourth,) = collect(month=NOVEMBER, actor=actor)
    assert [batch.line_count for batch in (first, second, third, fourth)] == [1, 1, 1, 2]
    assert due.overlooked() == 0


def _no_account(claim):
    BankAccount.objects.filter(resident=claim.resident).update(is_current=False)


def _unverified(claim):
    BankAccount.objects.filter(resident=claim.resident).update(state="unverified", verified_by=None, verified_at=None)


def _other_name(claim):
    BankAccount.objects.filter(resident=claim.resident).update(holder_name="李建国")


def _bar_in_name(claim):
    BankAccount.objects.filter(resident=claim.resident).update(holder_name="张|建国")


def _line_break_in_name(claim):
    BankAccount.objects.filter(resident=claim.resident).update(holder_name="张建\u2028国")


def _died(claim):
    Resident.objects.filter(pk=claim.resident_id).update(deceased_on=date(2026, 11, 3))


def _suspended(claim):
    Suspension.objects.create(claim=claim, from_on=date(2026, 11, 5), reason="核查", suspended_by=make_user())


def _ended(claim):
    Claim.objects.filter(pk=claim.pk).update(
        state="ended", ended_on=date(2026, 11, 2), end_reason="employed", last_month=date(2026, 10, 1)
    )


def _hired(claim):
    make_hire(claim.resident, date(2026, 11, 19))


def _hired_and_ended(claim):
    _hired(claim)
    _ended(claim)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_no_account, Hold.NO_ACCOUNT),
        (_unverified, Hold.ACCOUNT_UNVERIFIED),
        (_other_name, Hold.NAME_DIFFERS),
        (_bar_in_name, Hold.NAME_UNSAFE),
        (_line_break_in_name, Hold.NAME_UNSAFE),
        (_died, Hold.DECEASED),
        (_suspended, Hold.CLAIM_SUSPENDED),
        (_ended, Hold.CLAIM_ENDED),
        (_hired, Hold.EMPLOYED),
        (_hired_and_ended, Hold.EMPLOYED),
    ],
)
def test_the_screen_holds_what_may_not_be_paid(spoil, reason):
    make_recipient(make_station())
    spoil(make_recipient(make_station()))
    (batch,) = collect(month=NOVEMBER, actor=maker())
    held = Line.objects.get(standing=Standing.HELD)
    assert held.hold_reason == reason
    assert (batch.line_count, batch.total, batch.held_count) == (1, BENEFIT, 1)
    assert held.batch_id is None


def test_a_job_that_ended_before_the_month_or_was_struck_out_holds_nothing():
    claim = make_recipient(make_station())
    make_hire(claim.resident, date(2026, 3, 1), left_on=date(2026, 11, 3))
    struck_out = {"voided_by": make_user(), "voided_at": clock.now(), "void_reason": "误录"}
    make_hire(claim.resident, date(2026, 11, 19), **struck_out)
    (batch,) = collect(month=NOVEMBER, actor=maker())
    assert (batch.line_count, batch.held_count) == (1, 0)


def test_a_line_whose_person_is_hired_after_sealing_is_taken_out_before_release():
    claims = [make_recipient(make_station()) for _number in range(2)]
    (batch,) = collect(month=NOVEMBER, actor=maker())
    _hired(claims[0])
    batch = release(batch_id=batch.pk, actor=checker())
    assert (batch.state, batch.line_count, batch.total) == ("released", 1, BENEFIT)
    taken_out = Line.objects.get(standing=Standing.WITHDRAWN)
    assert (taken_out.resident_id, taken_out.hold_reason) == (claims[0].resident_id, Hold.EMPLOYED)


def test_what_a_pause_kept_back_is_collected_once_it_is_over():
    claim, actor = make_recipient(make_station(), first=date(2026, 9, 1)), maker()
    pause = Suspension.objects.create(claim=claim, from_on=date(2026, 9, 20), reason="核查", suspended_by=make_user())
    assert collect(month=NOVEMBER, actor=actor) == []
    Suspension.objects.filter(pk=pause.pk).update(until_on=date(2026, 11, 20), resumed_by=make_user())
    (batch,) = collect(month=NOVEMBER, actor=actor)
    assert (batch.line_count, batch.held_count) == (3, 0)


def test_months_before_a_pause_are_paid():
    claim = make_recipient(make_station(), first=date(2026, 10, 1))
    Suspension.objects.create(claim=claim, from_on=date(2026, 11, 5), reason="核查", suspended_by=make_user())
    (batch,) = collect(month=NOVEMBER, actor=maker())
    assert (batch.line_count, batch.held_count) == (1, 1)


@pytest.mark.parametrize(("amount", "held"), [("2221.20", 0), ("2221.21", 1)])
def test_an_amount_above_the_highest_benefit_is_held(amount, held):
    resident = make_resident()
    make_account(resident)
    grant(make_claim(resident, state="accepted"), first=NOVEMBER, months=1, amount=Decimal(amount))
    collect(month=NOVEMBER, actor=maker())
    assert Line.objects.filter(hold_reason=Hold.AMOUNT_OUTSIDE_RULE).count() == held


def test_a_held_line_is_collected_once_it_is_cleared():
    actor = maker()
    resident = make_recipient(make_station()).resident
    account = BankAccount.objects.filter(resident=resident)
    account.update(state="unverified", verified_by=None)
    assert collect(month=NOVEMBER, actor=actor) == []
    held = Line.objects.get()
    account.update(state="verified", verified_by=make_user(), verified_at=held.made_at)
    (batch,) = collect(month=NOVEMBER, actor=actor)
    line = Line.objects.get()
    assert (line.pk, line.batch_id, line.line_no, line.standing) == (held.pk, batch.pk, 1, Standing.SEALED)


def test_only_a_maker_collects_and_only_in_her_own_leagues():
    make_recipient(make_station("150402"))
    make_recipient(make_station("150502"))
    with pytest.raises(NotAllowed):
        collect(month=NOVEMBER, actor=checker())
    with pytest.raises(NotAllowed):
        collect(month=NOVEMBER, actor=make_user("finance_maker", "150502"))
    batches = collect(month=NOVEMBER, actor=make_user("finance_maker", "150400"))
    assert [batch.league_code for batch in batches] == ["150400"]


def test_collecting_books_once_and_records_once():
    batch = collected(3)
    told = {account.kind: account.balance for account in balances(fund="UI", league="150500")}
    assert told == {"expense": 3 * BENEFIT, "payable": -3 * BENEFIT}
    entry = AuditEntry.objects.get(verb="batch.collected")
    assert entry.data["digest"] == batch.control_digest
    assert entry.region_code == "150500"


def test_a_month_paid_on_an_earlier_claim_is_not_paid_again():
    actor = maker()
    claim = make_recipient(make_station(), months=1)
    collect(month=NOVEMBER, actor=actor)
    Instalment.objects.filter(claim=claim).update(cancelled_on=date(2026, 11, 20))
    first = Instalment.objects.get()
    second = Instalment.objects.create(
        decision=first.decision, claim=claim, resident_id=first.resident_id, scheme=first.scheme, fund="UI",
        region_code=first.region_code, month=first.month, period=first.period, amount=first.amount,
    )  # fmt: skip
    assert collect(month=NOVEMBER, actor=actor) == []
    assert Line.objects.get(instalment=second).hold_reason == Hold.PAID_BEFORE


def test_a_person_without_any_account_is_held_and_collected_after_one_is_confirmed():
    actor = maker()
    claim = make_recipient(make_station())
    BankAccount.objects.filter(resident=claim.resident).update(is_current=False)
    collect(month=NOVEMBER, actor=actor)
    make_account(claim.resident)
    (batch,) = collect(month=NOVEMBER, actor=actor)
    line = batch.lines.get()
    assert line.last4 == BankAccount.objects.get(is_current=True).last4
    assert line.account_cipher.startswith("62170012345")


def test_pay_day_is_a_working_day():
    make_recipient(make_station())
    with clock.at("2026-11-21T09:00"):
        (batch,) = collect(month=NOVEMBER, actor=maker())
    assert batch.pay_on == date(2026, 11, 23)
