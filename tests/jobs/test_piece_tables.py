"""What Postgres refuses of piece work, walked round the services; and two desks at the same moment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from core import clock
from core.policies import Refused
from jobs.models import PieceDeposit, PieceDispute, PieceLine, PieceOrder, PiecePay, PieceSettlement, PieceWorker
from jobs.services import piece, piece_days
from jobs.services.piece_days import Row
from tests.cases.test_claim_races import at_once
from tests.factories.jobs_piece import entered, make_order, make_workers, settled
from tests.factories.stations import BANNER, Officers

EVENING = "2026-11-16T18:00"
MONDAY = date(2026, 11, 16)


@pytest.fixture
def order(officers):
    """Monday is settled out of the deposit with one worker; on Tuesday another line waits."""
    with clock.at(EVENING):
        made = make_order(officers)
        workers = make_workers(made, officers.station, 2)
        piece.deposit(order_id=made.pk, actor=officers.station, kind="paid_in", amount=Decimal(80), reference="")
        entered(made, officers.station, {workers[0]: 100})
        settled(made, officers.station, payer="deposit")
    with clock.at("2026-11-17T12:00"):
        entered(made, officers.station, {workers[0]: 10})
    return made


def committed(act):
    """The act as a commit would see it."""
    with transaction.atomic():
        act()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(act):
    with pytest.raises(DatabaseError):
        committed(act)


def test_a_settled_line_and_its_receipt_are_final(db, order):
    line, paid, made = PieceLine.objects.get(on=MONDAY), PiecePay.objects.get(), PieceSettlement.objects.get()
    for change in ({"good": 99}, {"advance": 1}, {"settlement": None}, {"worker_id": order.workers.last().pk}, {"on": MONDAY}):
        refused(lambda given=change: PieceLine.objects.filter(pk=line.pk).update(**given))
    refused(lambda: PiecePay.objects.filter(pk=paid.pk).update(paid=1))
    refused(lambda: PieceSettlement.objects.filter(pk=made.pk).update(payer="cash"))


def test_nothing_of_the_book_is_removed(db, order):
    for table in (PieceOrder, PieceWorker, PieceLine, PieceSettlement, PiecePay, PieceDeposit, PieceDispute):
        refused(lambda model=table: model.objects.all()._raw_delete("default"))


def test_a_settled_day_takes_no_further_line_and_no_second_settlement(db, order, officers):
    other = order.workers.last()
    values = {"order": order, "worker": other, "entered_by": officers.station, "entered_at": clock.now()}
    refused(lambda: PieceLine.objects.bulk_create([PieceLine(on=MONDAY, good=1, **values)]))
    refused(lambda: PieceLine.objects.bulk_create([PieceLine(on=MONDAY - timedelta(days=1), good=1, **values)]))
    made = PieceSettlement.objects.get()
    made.pk = None
    refused(lambda: PieceSettlement.objects.bulk_create([made]))


@pytest.mark.parametrize(
    "wrong",
    [
        {"good": -1},
        {"rejected": 3},
        {"advance": -1},
        {"hours": 25},
        {"on": MONDAY + timedelta(days=2)},
        {"corrects_id": 1},
    ],
)
def test_a_waiting_line_says_nothing_impossible(db, order, wrong):
    refused(lambda: PieceLine.objects.filter(settlement=None).update(**wrong))


def test_a_correction_names_a_settled_line_of_its_own_worker(db, order, officers):
    first, other = order.workers.order_by("number")
    line, waiting = PieceLine.objects.get(on=MONDAY), PieceLine.objects.get(settlement=None)
    values = {"order": order, "on": MONDAY + timedelta(days=1), "reason": "漏记", "entered_by": officers.station}
    values |= {"entered_at": clock.now(), "good": 1}
    refused(lambda: PieceLine.objects.create(worker=other, corrects=line, **values))
    refused(lambda: PieceLine.objects.create(worker=first, corrects=waiting, **values))
    refused(lambda: PieceLine.objects.create(worker=first, corrects=line, **{**values, "reason": ""}))
    PieceLine.objects.create(worker=first, corrects=line, **values)


def evening_of(order, officers, **wrong):
    """Tuesday's settlement written by hand: 10 pairs, 5 yuan, one worker."""
    values = {
        "order": order, "on": MONDAY + timedelta(days=1), "rate": order.rate, "payer": "cash", "workers": 1, "good": 10,
        "rejected": 0, "earned": 5, "advances": 0, "brought": 0, "paid": 5, "rest": 0, "settled_by": officers.station,
        "settled_at": clock.now(),
    }  # fmt: skip
    pay = {"good": 10, "rejected": 0, "earned": 5, "advance": 0, "brought": 0, "paid": 5, "rest": 0}
    pay_wrong = wrong.pop("pay", {})
    take = wrong.pop("take", True)
    made = PieceSettlement.objects.create(**{**values, **wrong})
    if take:
        PieceLine.objects.filter(order=order, settlement=None).update(settlement=made)
    PiecePay.objects.create(settlement=made, worker=order.workers.order_by("number")[0], on=made.on, **{**pay, **pay_wrong})


@pytest.mark.parametrize(
    "wrong",
    [
        {"good": 11},
        {"paid": 6, "earned": 6},
        {"rate": "0.6", "earned": 6, "paid": 6, "pay": {"earned": 6, "paid": 6}},
        {"pay": {"good": 11}},
        {"earned": 6, "paid": 6, "pay": {"earned": 6, "paid": 6}},
        {"brought": 1, "paid": 4, "pay": {"brought": 1, "paid": 4}},
        {"payer": "deposit"},
        {"take": False},
        {"workers": 2},
    ],
)
def test_a_settlement_ties_or_is_not_committed(db, order, officers, wrong):
    refused(lambda: evening_of(order, officers, **wrong))


def test_the_same_settlement_without_a_fault_is_committed(db, order, officers):
    committed(lambda: evening_of(order, officers))


def test_the_deposit_is_moved_by_its_entries_alone_and_never_below_zero(db, order, officers):
    order.refresh_from_db()
    assert order.deposit == Decimal(30)
    refused(lambda: PieceOrder.objects.filter(pk=order.pk).update(deposit=1000))
    entry = {"order": order, "on": MONDAY, "recorded_by": officers.station, "recorded_at": clock.now()}
    refused(lambda: PieceDeposit.objects.create(kind="returned", amount=Decimal("-30.01"), **entry))
    refused(lambda: PieceDeposit.objects.create(kind="paid_in", amount=Decimal(-1), **entry))


@pytest.mark.parametrize("wrong", [{"rate": "0.4"}, {"article": "鞋垫"}, {"starts_on": date(2026, 1, 1)}, {"quantity": 0}])
def test_an_order_keeps_what_was_promised(db, order, wrong):
    refused(lambda: PieceOrder.objects.filter(pk=order.pk).update(**wrong))


def test_a_settled_order_is_not_called_off(db, order):
    refused(lambda: PieceOrder.objects.filter(pk=order.pk).update(state="cancelled", state_note="撤单"))


def test_the_database_too_knows_what_child_labour_is(db, order):
    for born_on in (date(2010, 11, 17), date(2020, 1, 1)):
        refused(lambda day=born_on: PieceWorker.objects.filter(order=order).update(born_on=day))


def test_a_worker_stays_the_same_person(db, order):
    refused(lambda: PieceWorker.objects.filter(order=order).update(resident=None, mobile="13900000009"))


def test_a_complaint_is_answered_once(db, order, officers):
    said = PieceDispute.objects.create(pay=PiecePay.objects.get(), text="少记", received_at=clock.now())
    refused(lambda: PieceDispute.objects.create(pay=said.pay, text="少记", received_at=clock.now()))
    refused(lambda: PieceDispute.objects.filter(pk=said.pk).update(outcome="explained"))
    answered = {"outcome": "explained", "reason": "核对无误", "decided_by": officers.station, "decided_at": clock.now()}
    PieceDispute.objects.filter(pk=said.pk).update(**answered)
    refused(lambda: PieceDispute.objects.filter(pk=said.pk).update(reason="另说"))


@pytest.mark.django_db(transaction=True)
def test_two_desks_settle_one_evening_once_and_a_late_line_is_refused_or_paid():
    officers = Officers(BANNER)
    with clock.at(EVENING):
        order = make_order(officers)
        first, second = make_workers(order, officers.station, 2)
        entered(order, officers.station, {first: 100})
    late = Row(worker_id=second.pk, version=0, good=10)

    def settle():
        with clock.at(EVENING):
            return settled(PieceOrder.objects.get(pk=order.pk), officers.station)

    def enter():
        with clock.at(EVENING):
            return piece_days.enter(order_id=order.pk, actor=officers.acceptance, on=MONDAY, rows=[late])

    ends = at_once(settle, settle, enter)
    if not PieceSettlement.objects.exists():  # the late line was first: both had looked at a sheet that is no more
        assert sorted(type(end).__name__ for end in ends) == ["Refused", "Refused", "int"]
        settle()
    made = PieceSettlement.objects.get()

    assert PieceLine.objects.filter(settlement=None).count() == 0
    assert made.good == sum(PieceLine.objects.values_list("good", flat=True))
    assert {type(end) for end in ends} <= {PieceSettlement, int, Refused}
    assert Decimal(made.good) / 2 == made.earned


@pytest.mark.django_db(transaction=True)
def test_two_payments_out_of_one_deposit_leave_no_hole():
    officers = Officers(BANNER)
    with clock.at(EVENING):
        order = make_order(officers)
        piece.deposit(order_id=order.pk, actor=officers.station, kind="paid_in", amount=Decimal(100), reference="")

    def give_back():
        with clock.at(EVENING):
            return piece.deposit(order_id=order.pk, actor=officers.station, kind="returned", amount=Decimal(70), reference="")

    ends = at_once(give_back, give_back)
    order.refresh_from_db()

    assert sorted(type(end).__name__ for end in ends) == ["PieceDeposit", "Refused"]
    assert order.deposit == 30
