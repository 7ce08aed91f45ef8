"""Piece work: the order, its roster, the sheet of the day, the evening, corrections, the deposit, a worker's word."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cases.models import Resident
from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from core.states import WrongState
from jobs.formulas.piece_pay import pay
from jobs.models import PieceLine, PieceOrder, PiecePay, PieceSettlement, PieceWorker
from jobs.queries.piece_days import evening
from jobs.services import piece, piece_days, piece_roster, piece_settle
from jobs.services.piece_days import Row
from tests.factories.jobs_piece import entered, make_order, make_workers, settled
from tests.factories.residents import id_number, make_resident

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _monday():
    with clock.at("2026-11-16T18:00"):
        yield


@pytest.fixture
def order(officers):
    return make_order(officers)


@pytest.mark.parametrize(
    ("rate", "good", "advance", "brought", "expected"),
    [
        ("0.5", 101, "0", "0", ("50.50", "50.50", "0.00")),
        ("0.1250", 1, "0", "0", ("0.13", "0.13", "0.00")),  # half a fen up
        ("0.3333", 3, "0", "0", ("1.00", "1.00", "0.00")),  # rounded once, not three times
        ("0.5", 100, "20", "5", ("50.00", "25.00", "0.00")),
        ("0.5", 10, "20", "0", ("5.00", "0.00", "15.00")),
        ("0.5", -10, "0", "0", ("-5.00", "0.00", "5.00")),
    ],
)
def test_a_days_pay_is_rounded_once_and_nobody_pays_back(rate, good, advance, brought, expected):
    found = pay(rate=Decimal(rate), good=good, advance=Decimal(advance), brought=Decimal(brought))

    assert (found.earned, found.paid, found.rest) == tuple(Decimal(each) for each in expected)


def test_an_order_sent_twice_is_one_order(officers):
    token = "5f0c2a9e-2f7e-4a0e-9a39-6d8f6a1d1c11"
    first = make_order(officers, token=token)
    again = make_order(officers, token=token)

    assert first == again
    assert first.number.startswith("JJ150502-2026-")


def test_an_order_needs_a_unit_of_the_registry(officers):
    with pytest.raises(Refused) as refused:
        make_order(officers, credit_code="91150502MA0000000X")

    assert refused.value.field == "credit_code"


def test_the_neighbour_keeps_no_order_of_ours(order, neighbours):
    for act in (
        lambda: piece.move(order_id=order.pk, actor=neighbours.station, verb="close"),
        lambda: piece.deposit(order_id=order.pk, actor=neighbours.station, kind="paid_in", amount=Decimal(1), reference=""),
        lambda: piece_days.enter(order_id=order.pk, actor=neighbours.station, on=MONDAY, rows=[]),
        lambda: make_workers(order, neighbours.station, 1),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not PieceOrder.objects.visible_to(neighbours.station).exists()


def test_a_card_at_the_roster_logs_the_person_at_the_station(order, officers):
    worker = make_workers(order, officers.station, 1)[0]

    assert worker.resident == Resident.objects.get()
    assert (worker.number, worker.resident.station) == (1, officers.desk)


def test_a_resident_already_known_is_taken_and_the_name_is_compared(order, officers):
    known = make_resident(officers, name="乌兰")
    asked = {"order_id": order.pk, "actor": officers.station, "id_number": known.id_number, "joined_on": MONDAY}
    with pytest.raises(Refused, match="another name"):
        piece_roster.add(name="乌云", **asked)
    worker = piece_roster.add(name="乌兰", **asked)

    assert worker.resident == known
    with pytest.raises(Refused) as refused:
        piece_roster.add(name="乌兰", **asked)
    assert refused.value.code == "known"


def test_nobody_under_sixteen_is_taken_on_and_nobody_is_logged_for_it(order, officers):
    asked = {"order_id": order.pk, "actor": officers.station, "name": "小明", "joined_on": MONDAY}
    with pytest.raises(Refused) as by_card:
        piece_roster.add(id_number=id_number(date(2010, 11, 17)), **asked)
    with pytest.raises(Refused) as by_word:
        piece_roster.add(mobile="13900000001", born_on=date(2010, 11, 17), **asked)

    assert (by_card.value.code, by_word.value.code) == ("child", "child")
    assert not Resident.objects.exists()
    assert piece_roster.add(mobile="13900000001", born_on=date(2010, 11, 16), **asked).number == 1  # sixteen today


def test_without_a_card_mobile_and_birth_are_needed_and_the_card_may_come_later(order, officers):
    asked = {"order_id": order.pk, "actor": officers.station, "name": "苏日娜", "joined_on": MONDAY}
    for field, given in (("mobile", {"born_on": date(1990, 3, 7)}), ("born_on", {"mobile": "13900000001"})):
        with pytest.raises(Refused) as refused:
            piece_roster.add(**asked, **given)
        assert refused.value.field == field
    worker = piece_roster.add(mobile="13900000001", born_on=date(1990, 3, 1), **asked)
    number = id_number(date(1990, 3, 7))
    worker = piece_roster.identify(worker_id=worker.pk, actor=officers.station, id_number=number)

    assert (worker.resident.id_number, worker.born_on) == (number, date(1990, 3, 7))
    with pytest.raises(Refused):
        piece_roster.identify(worker_id=worker.pk, actor=officers.station, id_number=number)


def test_whoever_left_has_no_line_of_a_later_day_and_may_come_back(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    piece_roster.leave(worker_id=worker.pk, actor=officers.station, left_on=MONDAY)
    with clock.at("2026-11-17T18:00"):
        with pytest.raises(Refused, match="roster"):
            entered(order, officers.station, {worker: 10})
        piece_roster.come_back(worker_id=worker.pk, actor=officers.station)
        entered(order, officers.station, {worker: 10})

    assert PieceLine.objects.get().good == 10


def test_a_sheet_sent_twice_records_once(order, officers):
    workers = make_workers(order, officers.station, 3)
    rows = [Row(worker_id=workers[0].pk, version=0, good=100), Row(worker_id=workers[1].pk, version=0)]
    asked = {"order_id": order.pk, "actor": officers.station, "on": MONDAY, "rows": rows}

    assert (piece_days.enter(**asked), piece_days.enter(**asked)) == (1, 0)
    assert PieceLine.objects.get().version == 1


def test_a_correction_before_the_evening_changes_the_line_with_its_history(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    entered(order, officers.station, {worker: 100})
    row = Row(worker_id=worker.pk, version=1, good=90, rejected=10, reason="断线")
    piece_days.enter(order_id=order.pk, actor=officers.station, on=MONDAY, rows=[row])

    line = PieceLine.objects.get()
    told = AuditEntry.objects.get(verb="pieceline.changed").data
    assert (line.good, line.rejected, line.version) == (90, 10, 2)
    assert (told["before"]["good"], told["good"]) == (100, 90)


def test_a_page_opened_earlier_does_not_undo_a_colleagues_entry(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    entered(order, officers.station, {worker: 100})
    with pytest.raises(Refused) as refused:
        entered(order, officers.station, {worker: 40})

    assert (refused.value.code, refused.value.field) == ("stale", f"w{worker.pk}")


def test_rejected_pieces_need_a_reason(order, officers):
    worker = make_workers(order, officers.station, 1)[0]
    with pytest.raises(Refused) as refused:
        entered(order, officers.station, {worker: 100}, rejected=3)

    assert refused.value.field == f"w{worker.pk}"


@pytest.mark.parametrize("on", [date(2026, 11, 17), date(2026, 11, 15)])
def test_a_day_to_come_or_before_the_order_takes_no_lines(order, officers, on):
    workers = make_workers(order, officers.station, 1)
    with pytest.raises(Refused) as refused:
        entered(order, officers.station, {workers[0]: 1}, on=on)

    assert refused.value.field == "on"


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
    with pytest.raises(Refused, match="waits to be settled"):
        piece.move(order_id=order.pk, actor=officers.station, verb="close")
    settled(order, officers.station)
    with pytest.raises(Refused, match="close it instead"):
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


def test_a_young_worker_is_taken_on_and_known_for_one(order, officers):
    worker = piece_roster.add(
        order_id=order.pk,
        actor=officers.station,
        name="小红",
        id_number=id_number(MONDAY - timedelta(days=17 * 366)),
        joined_on=MONDAY,
    )

    assert PieceWorker.objects.get() == worker
