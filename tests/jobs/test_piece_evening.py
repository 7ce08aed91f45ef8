"""The evening of piece work: settled once, corrected later, the deposit, the end of an order, a worker's word."""

from datetime import date
from decimal import Decimal

import pytest

from core import clock
from core.policies import Refused
from core.states import WrongState
from jobs.models import PieceLine, PiecePay, PieceSettlement
from jobs.queries.piece_days import evening
from jobs.services import piece, piece_days, piece_settle
from jobs.services.piece_days import Row
from tests.factories.jobs_piece import entered, make_order, make_workers, settled

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _monday():
    with clock.at("2026-11-16T18:00"):
        yield


@pytest.fixture
def order(officers):
    return make_order(officers)


def test_the_evening_ties_and_the_same_evening_twice_is_one(order, officers):
    first, second = make_workers(order, officers.station, 2)
    entered(order, officers.station, {first: 101}, advance=Decimal("20.00"), hours=Decimal("6.5"))
    entered(order, officers.station, {second: 10}, advance=Decimal("20.00"))
    made = settled(order, officers.station)

    assert (made.workers, made.good, made.earned, made.advances) == (2, 111, Decimal("55.50"), Decimal("40.00"))
    assert (made.paid, made.rest) == (Decimal("30.50"), Decimal("15.00"))
    assert piece_settle.settle(order_id=order.pk, actor=officers.station, on=MONDAY, payer="cash", seen="") == made
    assert PiecePay.objects.count() == 2


def test_what_was_advanced_too_much_is_taken_off_the_next_evening(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    entered(order, officers.station, {worker: 10}, advance=Decimal("20.00"))
    settled(order, officers.station)
    with clock.at("2026-11-17T18:00"):
        entered(order, officers.station, {worker: 100})
        made = settled(order, officers.station)

    assert (made.earned, made.brought, made.paid) == (Decimal("50.00"), Decimal("15.00"), Decimal("35.00"))


def test_a_sheet_changed_after_the_page_was_shown_is_looked_at_again(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    entered(order, officers.station, {worker: 10})
    seen = evening(order, MONDAY).seen
    piece_days.enter(order_id=order.pk, actor=officers.station, on=MONDAY, rows=[Row(worker_id=worker.pk, version=1, good=1000)])
    with pytest.raises(Refused) as refused:
        piece_settle.settle(order_id=order.pk, actor=officers.station, on=MONDAY, payer="cash", seen=seen)

    assert refused.value.code == "stale"
    assert not PieceSettlement.objects.exists()


def test_evenings_follow_one_another(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    entered(order, officers.station, {worker: 10})
    with clock.at("2026-11-17T18:00"):
        entered(order, officers.station, {worker: 20})
        with pytest.raises(Refused) as refused:
            settled(order, officers.station)
        assert refused.value.code == "in_turn"
        settled(order, officers.station, on=MONDAY)
        assert settled(order, officers.station).good == 20


def test_a_settled_line_is_countered_by_a_line_of_a_later_day(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    entered(order, officers.station, {worker: 100}, advance=Decimal("10.00"))
    settled(order, officers.station)
    line = PieceLine.objects.get()
    right = {"good": 120, "rejected": 0, "advance": Decimal("10.00"), "reason": "漏记一捆"}
    with pytest.raises(Refused) as refused:  # the same day is settled
        piece_days.correct(line_id=line.pk, actor=officers.station, **right)
    assert refused.value.code == "settled"
    with clock.at("2026-11-17T18:00"):
        made = piece_days.correct(line_id=line.pk, actor=officers.station, **right)
        with pytest.raises(Refused):  # it says so already
            piece_days.correct(line_id=line.pk, actor=officers.station, **right)
        evening_after = settled(order, officers.station)
    line.refresh_from_db()

    assert (made.corrects, made.good, made.advance) == (line, 20, 0)
    assert (line.good, evening_after.paid) == (100, Decimal("10.00"))


def test_a_correction_downwards_is_taken_off_and_never_asked_back(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    entered(order, officers.station, {worker: 100})
    settled(order, officers.station)
    with clock.at("2026-11-17T18:00"):
        line = PieceLine.objects.get()
        piece_days.correct(line_id=line.pk, actor=officers.station, good=90, rejected=10, advance=Decimal(0), reason="返工")
        made = settled(order, officers.station)
    with clock.at("2026-11-18T18:00"):
        entered(order, officers.station, {worker: 50})
        after = settled(order, officers.station)

    assert (made.earned, made.paid, made.rest) == (Decimal("-5.00"), 0, Decimal("5.00"))
    assert (after.earned, after.brought, after.paid) == (Decimal("25.00"), Decimal("5.00"), Decimal("20.00"))


def test_the_deposit_pays_what_it_holds_and_not_a_fen_more(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    piece.deposit(order_id=order.pk, actor=officers.station, kind="paid_in", amount=Decimal("49.99"), reference="收据1")
    entered(order, officers.station, {worker: 100}, advance=Decimal("20.00"))
    with pytest.raises(Refused) as refused:
        settled(order, officers.station, payer="deposit")
    assert (refused.value.code, refused.value.field) == ("deposit", "payer")
    assert not PieceSettlement.objects.exists()
    piece.deposit(order_id=order.pk, actor=officers.station, kind="paid_in", amount=Decimal("0.01"), reference="收据2")
    settled(order, officers.station, payer="deposit")
    order.refresh_from_db()

    assert order.deposit == 0  # the advance came out of it too
    with pytest.raises(Refused):
        piece.deposit(order_id=order.pk, actor=officers.station, kind="returned", amount=Decimal("0.01"), reference="")


def test_a_payment_of_the_firm_sent_twice_counts_once(order, officers):
    token = "5f0c2a9e-2f7e-4a0e-9a39-6d8f6a1d1c12"
    for _again in range(2):
        piece.deposit(order_id=order.pk, actor=officers.station, kind="paid_in", amount=Decimal(100), reference="", token=token)
    order.refresh_from_db()

    assert order.deposit == 100


def test_an_order_is_called_off_only_while_nothing_was_settled(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    entered(order, officers.station, {worker: 10})
    with pytest.raises(Refused, match="未结算"):
        piece.move(order_id=order.pk, actor=officers.station, verb="close")
    settled(order, officers.station)
    with pytest.raises(Refused, match="请办结"):
        piece.move(order_id=order.pk, actor=officers.station, verb="cancel", reason="厂家撤单")
    piece.move(order_id=order.pk, actor=officers.station, verb="close")
    with pytest.raises(WrongState):
        piece.move(order_id=order.pk, actor=officers.station, verb="cancel", reason="厂家撤单")


def test_a_closed_order_with_money_of_the_firm_gives_it_back_first(order, officers):
    piece.deposit(order_id=order.pk, actor=officers.station, kind="paid_in", amount=Decimal(100), reference="")
    with pytest.raises(Refused, match=r"100\.00"):
        piece.move(order_id=order.pk, actor=officers.station, verb="close")
    piece.deposit(order_id=order.pk, actor=officers.station, kind="returned", amount=Decimal(100), reference="")

    assert piece.move(order_id=order.pk, actor=officers.station, verb="close").state == "closed"


def test_a_workers_word_waits_once_and_is_answered_once(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    entered(order, officers.station, {worker: 10})
    settled(order, officers.station)
    paid = PiecePay.objects.get()
    said = piece_settle.dispute(token=paid.token, text="少记了一捆")
    with pytest.raises(Refused):
        piece_settle.dispute(token=paid.token, text="少记了一捆")
    asked = {"dispute_id": said.pk, "actor": officers.station, "reason": "核对无误"}
    with pytest.raises(Refused) as refused:
        piece_settle.answer(outcome="corrected", **asked)
    assert refused.value.field == "outcome"
    assert piece_settle.answer(outcome="explained", **asked).decided_by == officers.station
    with pytest.raises(Refused):
        piece_settle.answer(outcome="explained", **asked)
