"""A disputed receipt goes on as a report of unpaid wages: nothing is typed again, and the report stays sealed."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from jobs.models import ArrearsCase, PieceDispute
from jobs.services import piece_arrears, piece_settle
from tests.factories.jobs_piece import entered, make_order, make_workers, settled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def pay(officers, settings, tmp_path):
    """The receipt of a woman known by name and mobile alone, for 120 pairs at half a yuan."""
    settings.MEDIA_ROOT = tmp_path
    order = make_order(officers)
    (worker,) = make_workers(order, officers.station, 1, unknown=1)
    entered(order, officers.station, {worker: 120})
    return settled(order, officers.station).pays.get()


def said(pay) -> PieceDispute:
    return piece_settle.dispute(token=pay.token, text="少给了四十双的钱")


def window(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_worker_reports_from_the_receipt_without_typing_name_firm_or_months(pay):
    phone, page = Client(), f"/public/receipts/{pay.token}/report/"
    assert phone.get(page).url == pay.get_absolute_url()
    said(pay)
    assert page in phone.get(pay.get_absolute_url()).content.decode()
    shown = phone.get(page).content.decode()
    assert "少给了四十双的钱" in shown
    assert pay.worker.name not in shown
    receipt = phone.post(page, {"amount": "20"}, follow=True).content.decode()

    case = ArrearsCase.objects.get()
    assert case.number in receipt
    assert (case.reporter_name, case.reporter_mobile) == (pay.worker.name, pay.worker.mobile)
    assert (case.employer, case.enterprise) == ("通辽市长川制靴有限公司", pay.settlement.order.enterprise)
    assert (str(case.month_from), str(case.month_to), case.amount) == ("2026-11-01", "2026-11-01", Decimal("20.00"))
    assert case.station == pay.settlement.order.station
    for word in ("少给了四十双的钱", "合格120件", "应得60.00元"):
        assert word in case.story
    assert case.dispute.pay == pay
    again = phone.get(pay.get_absolute_url()).content.decode()
    assert "您已就此举报拖欠工资" in again
    assert case.number not in again
    assert phone.get(page).url == pay.get_absolute_url()


def test_a_second_press_gives_the_same_receipt(pay):
    said(pay)

    assert piece_arrears.report(token=pay.token) == piece_arrears.report(token=pay.token)
    assert ArrearsCase.objects.count() == 1


def test_without_a_word_there_is_nothing_to_report(pay):
    with pytest.raises(Refused):
        piece_arrears.report(token=pay.token)


def test_the_desk_answers_and_hands_on_in_one_step_and_gives_number_and_code_to_the_worker(officers, pay):
    complaint = said(pay)
    sent = {"outcome": "arrears", "reason": "企业拒绝补发，转为欠薪反映"}
    shown = window(officers.station).post(f"/piece-disputes/{complaint.pk}/", sent, follow=True).content.decode()

    complaint.refresh_from_db()
    case = ArrearsCase.objects.get()
    assert (complaint.outcome, complaint.arrears, case.entered_by) == ("arrears", case, officers.station)
    assert case.number in shown
    assert list(AuditEntry.objects.filter(verb__startswith="piecedispute").order_by("pk").values_list("verb", flat=True)) == [
        "piecedispute.received", "piecedispute.reported", "piecedispute.answered",
    ]  # fmt: skip
    assert case.number not in str(list(AuditEntry.objects.filter(verb__startswith="piecedispute").values_list("data", flat=True)))


def test_whoever_does_not_know_the_reporter_reads_the_link_neither_way(officers, pay):
    complaint = said(pay)
    case = piece_arrears.report(token=pay.token).case
    known = window(officers.station).get(f"/piece-disputes/{complaint.pk}/").content.decode()
    assert case.number in known  # before acceptance the station may take the matter on
    from_case = window(officers.acceptance)
    assert complaint.get_absolute_url() not in from_case.get(case.get_absolute_url()).content.decode()
    ArrearsCase.objects.filter(pk=case.pk).update(
        state="accepted", handler=officers.acceptance, accepted_on="2026-11-20", inspect_by="2027-02-12"
    )
    sealed = window(officers.station).get(f"/piece-disputes/{complaint.pk}/").content.decode()
    assert case.number not in sealed
    assert "举报人信息保密" in sealed
    from_case.post(f"{case.get_absolute_url()}reveal/", {"reason": "核对工资"})
    assert complaint.get_absolute_url() in from_case.get(case.get_absolute_url()).content.decode()


def test_a_neighbour_hands_nothing_on_and_an_answer_needs_the_report_first(officers, neighbours, pay):
    complaint = said(pay)
    with pytest.raises(NotAllowed):
        piece_arrears.hand_on(dispute_id=complaint.pk, actor=neighbours.station, reason="x")
    with pytest.raises(Refused):
        piece_settle.answer(dispute_id=complaint.pk, actor=officers.station, outcome="arrears", reason="x")
    assert not ArrearsCase.objects.exists()


def test_postgres_lets_one_report_belong_to_one_complaint(officers, pay):
    complaint = said(pay)
    case = piece_arrears.hand_on(dispute_id=complaint.pk, actor=officers.station, reason="企业未付").case
    later = piece_settle.dispute(token=pay.token, text="还是没给")
    with pytest.raises(DatabaseError), transaction.atomic():
        PieceDispute.objects.filter(pk=later.pk).update(arrears=case)
