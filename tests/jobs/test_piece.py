"""Piece work: the order, its roster, the sheet of the day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cases.models import Resident
from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from jobs.formulas.piece_pay import pay
from jobs.models import PieceLine, PieceOrder, PieceWorker
from jobs.services import piece, piece_days, piece_roster
from jobs.services.piece_days import Row
from tests.factories.jobs_piece import entered, make_order, make_workers
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
    with pytest.raises(Refused, match="另一姓名"):
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
        with pytest.raises(Refused, match="花名册"):
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


def test_a_young_worker_is_taken_on_and_known_for_one(order, officers):
    worker = piece_roster.add(
        order_id=order.pk,
        actor=officers.station,
        name="小红",
        id_number=id_number(MONDAY - timedelta(days=17 * 366)),
        joined_on=MONDAY,
    )

    assert PieceWorker.objects.get() == worker
