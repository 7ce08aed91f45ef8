"""The payroll book names its workers for three years at least; then names go and sums stay. Postgres holds what the law asks."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from core import clock
from core.models import AuditEntry
from jobs.models import PieceOrder, PiecePay, PieceWorker
from jobs.services import arrears_steps, piece, piece_arrears, piece_purge, piece_settle
from tests.factories.jobs_piece import entered, make_order, make_workers, settled
from tests.factories.programmes import decide_terms

pytestmark = pytest.mark.django_db
THEN, DUE = "2023-06-12T18:00", date(2023, 6, 30)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def order(officers):
    """An order of June 2023 with a resident and a woman known by mobile alone; closed on its last day."""
    with clock.at(THEN):
        made = make_order(officers, due_on=DUE)
        workers = make_workers(made, officers.station, 2, unknown=1)
        entered(made, officers.station, dict.fromkeys(workers, 100))
        settled(made, officers.station)
        piece.move(order_id=made.pk, actor=officers.station, verb="close")
    return made


def purge_on(day: str) -> int:
    with clock.at(f"{day}T03:30"):
        return piece_purge.purge()


def test_names_go_after_three_years_and_the_sums_stay(order):
    pay = PiecePay.objects.filter(worker__order=order).first()
    sums = list(PiecePay.objects.order_by("pk").values_list("good", "earned", "paid"))
    assert purge_on("2026-06-30") == 0
    assert purge_on("2026-07-01") == 1
    assert purge_on("2026-07-02") == 0

    assert list(PiecePay.objects.order_by("pk").values_list("good", "earned", "paid")) == sums
    for worker in PieceWorker.objects.filter(order=order):
        assert (worker.name, worker.mobile, worker.resident, worker.born_on.year) == (f"№{worker.number}", "", None, 1900)
    assert AuditEntry.objects.get(verb="pieceorder.purged").data["workers"] == 2
    assert Client().get(pay.get_absolute_url()).status_code == 404


def test_a_bureau_keeps_the_book_longer_where_it_says_so(order):
    decide_terms(piece_book_months=42)

    assert purge_on("2026-11-20") == 0
    assert purge_on("2026-12-31") == 1


def test_an_open_order_a_later_payment_and_an_open_complaint_keep_the_names(officers, order):
    with clock.at(THEN):
        running = make_order(officers, due_on=DUE)
        disputed = make_order(officers, due_on=DUE)
        worker = make_workers(disputed, officers.station, 1, unknown=1)[0]
        entered(disputed, officers.station, {worker: 10})
        paid = settled(disputed, officers.station).pays.get()
        piece.move(order_id=disputed.pk, actor=officers.station, verb="close")
        complaint = piece_settle.dispute(token=paid.token, text="少算了")
    assert purge_on("2026-11-20") == 1
    case = piece_arrears.hand_on(dispute_id=complaint.pk, actor=officers.station, reason="企业未付").case
    assert purge_on("2026-11-20") == 0
    arrears_steps.refuse(case_id=case.pk, actor=officers.acceptance, body="arbitration", reason="超过两年")
    assert purge_on("2026-11-20") == 1
    complaint.refresh_from_db()
    assert (complaint.text, complaint.reason) == ("—", "—")
    assert PieceOrder.objects.get(purged_at=None) == running


def test_an_answered_complaint_can_still_go_on_as_a_report(officers, order):
    paid = PiecePay.objects.filter(worker__order=order, worker__resident=None).get()
    complaint = piece_settle.dispute(token=paid.token, text="少算了")
    piece_settle.answer(dispute_id=complaint.pk, actor=officers.station, outcome="explained", reason="已解释")

    assert piece_arrears.report(token=paid.token).case.dispute == complaint


def test_postgres_refuses_what_the_law_forbids_whoever_asks(officers, order):
    today = clock.today()
    with clock.at(f"{today - timedelta(days=3 * 365 - 5)}T10:00"):
        young = make_order(officers, due_on=clock.today())
        piece.move(order_id=young.pk, actor=officers.station, verb="close")
    worker = PieceWorker.objects.filter(order=order).first()
    for act in (
        lambda: PieceOrder.objects.filter(pk=young.pk).update(purged_at=clock.now()),
        lambda: PieceWorker.objects.filter(pk=worker.pk).update(resident=None),
        lambda: PieceWorker.objects.filter(pk=worker.pk).update(
            name="№1", mobile="", resident=None, born_on=date(1900, 1, 1), purged_at=clock.now()
        ),
        worker.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    purge_on("2026-11-20")
    with pytest.raises(DatabaseError), transaction.atomic():
        PieceOrder.objects.filter(pk=order.pk).update(purged_at=None)
