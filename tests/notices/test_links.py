"""Text messages with a link: an order, its rating, the provider's question, the evening's receipt, the receipt of a matter."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from core import clock
from jobs.models import ArrearsCase, ArrearsTry
from jobs.services import arrears, orders
from notices.models import Message
from notices.services import outbox, reminders
from tests.factories.jobs_arrears import MOBILE, REPORTER, make_provider, told
from tests.factories.jobs_orders import CONTACT, asked, make_expert, make_order
from tests.factories.jobs_piece import entered, make_workers, settled
from tests.factories.jobs_piece import make_order as make_piece_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
SITE = "https://jy.example.gov.cn"


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.PORTAL_PUBLIC_URL, settings.MEDIA_ROOT = f"{SITE}/", tmp_path


def remind() -> dict[str, int]:
    """What was new, by kind."""
    return {kind: found.messages for kind, found in reminders.remind_all().items() if found.messages}


def test_who_ordered_hears_of_the_order_and_of_its_end_and_the_provider_is_asked_each_once(officers):
    order = orders.order(**asked())
    made = orders.assign(order_id=order.pk, actor=officers.acceptance, provider_id=make_expert().pk)
    assert [remind(), remind()] == [{"order_placed": 1, "order_asked": 1}, {}]
    orders.answer(token=made.token, verb="take")
    orders.answer(token=made.token, verb="finish", note="讲课半天")
    assert [remind(), remind()] == [{"order_done": 1}, {}]

    placed, question, done = Message.objects.order_by("pk")
    assert (placed.mobile, question.mobile, done.mobile) == (order.contact_mobile, made.provider.mobile, order.contact_mobile)
    assert placed.text.endswith(f"{SITE}/public/orders/rate/{order.token}/")
    assert question.text.endswith(f"{SITE}/public/orders/answer/{made.token}/")
    assert order.number in done.text
    for text in (placed.text, question.text, done.text):
        path = re.search(r"https://[^/]+(/\S+)", text)[1]
        assert Client().get(path).status_code == 200


def test_whoever_ordered_and_waits_reads_where_the_order_stands():
    order = orders.order(**asked())
    page = Client().get(f"/public/orders/rate/{order.token}/").content.decode()

    assert order.number in page
    assert order.get_state_display() in page


def test_an_evening_is_sent_to_those_who_agreed_and_to_nobody_else(officers):
    order = make_piece_order(officers)
    agreed = make_workers(order, officers.station, 1, mobile="13847500001", text_agreed=True)
    silent = make_workers(order, officers.station, 2, unknown=1)[1:]
    entered(order, officers.station, dict.fromkeys((*agreed, *silent), 100))
    evening = settled(order, officers.station)

    assert remind() == {"piece_receipt": 1}
    message = Message.objects.get()
    pay = evening.pays.get(worker=agreed[0])
    assert (message.mobile, message.receipt) == ("13847500001", pay)
    assert message.text == f"【就业服务】您11月20日的计件工资单，请核对，有出入可直接反映：{SITE}/public/receipts/{pay.token}/"


def test_a_report_of_wages_says_nothing_of_itself_on_a_lock_screen(officers):
    receipt = arrears.report(**told(text_agreed=True))
    arrears.report(**told())

    assert remind() == {"matter_receipt": 1}
    text = Message.objects.get().text
    case = receipt.case
    assert text == f"【就业服务】您登记的事项已收到，查看回执：{SITE}/m/{case.link_token}/"
    for word in ("欠薪", "工资", "arrears", case.number, receipt.code, case.employer, REPORTER, MOBILE):
        assert word not in text
    for reader in (officers.acceptance, officers.station, officers.auditor):
        window = Client()
        window.force_login(reader)
        page = window.get("/messages/")
        assert list(page.context["page"].rows) == []


def test_the_link_gives_the_receipt_to_who_knows_the_number_and_rests_after_five_wrong_ones():
    receipt = arrears.report(**told(text_agreed=True))
    page, phone = f"/m/{receipt.case.link_token}/", Client()
    closed = phone.get(page).content.decode()
    assert "欠薪" not in closed
    assert receipt.case.number not in closed
    right = phone.post(page, {"mobile": "138 4751 2345"}, follow=True).content.decode()
    assert receipt.case.number in right
    assert receipt.code[:4] in right
    for _try in range(5):
        assert receipt.case.number not in phone.post(page, {"mobile": "13900000000"}).content.decode()
    assert ArrearsTry.objects.count() == 5
    assert "一小时后" in phone.post(page, {"mobile": MOBILE}).content.decode()
    with clock.at("2026-12-21T09:00"):
        assert phone.get(page).status_code == 404


def test_without_the_word_of_the_reporter_there_is_no_link():
    case = arrears.report(**told()).case

    assert case.link_token is None
    assert remind() == {}
    assert ArrearsCase.objects.filter(link_token__isnull=False).count() == 0


def test_what_is_old_is_not_sent_after_a_stop(officers):
    with clock.at("2026-11-10T09:00"):
        make_order(officers)
        arrears.report(**told(text_agreed=True))

    assert remind() == {}


def test_the_daily_number_of_messages_counts_by_mobile_where_nobody_is_on_record(officers, settings):
    settings.PORTAL_SMS_DAILY_LIMIT = 2
    for _order in range(3):
        orders.order(**asked())
    orders.order(**asked(contact_mobile="13947500009"))
    with clock.at("2026-11-20T10:00"):
        remind()
        assert outbox.send_due() == 3
        assert outbox.send_due() == 0
    with clock.at("2026-11-21T10:00"):
        assert outbox.send_due() == 1


def test_nobody_is_woken_by_a_link(officers):
    orders.order(**asked())
    with clock.at("2026-11-20T22:00"):
        remind()
        assert outbox.send_due() == 0


def test_the_outbox_shows_orders_of_the_place_without_the_secret_of_the_link(officers, neighbours, settings):
    settings.PORTAL_SMS_URL = "https://sms.example.gov.cn/"
    order = orders.order(**asked())
    remind()
    seen = {}
    for who in (officers.acceptance, neighbours.acceptance):
        window = Client()
        window.force_login(who)
        seen[who] = window.get("/messages/").content.decode()

    assert order.number in seen[officers.acceptance]
    assert str(order.token) not in seen[officers.acceptance]
    assert CONTACT not in seen[officers.acceptance]
    assert order.number not in seen[neighbours.acceptance]


def test_postgres_refuses_a_message_to_two_or_to_nobody(officers):
    order = orders.order(**asked())
    remind()
    for wrong in ({"order": None}, {"arrears": arrears.report(**told()).case}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.filter(order=order).update(**wrong)


def test_a_provider_who_was_taken_off_gets_no_question(officers):
    order = orders.order(**asked())
    orders.assign(order_id=order.pk, actor=officers.acceptance, provider_id=make_expert().pk)
    orders.withdraw(order_id=order.pk, actor=officers.acceptance, reason="改派")
    make_provider()

    assert "order_asked" not in remind()


def test_consent_is_given_and_taken_back_on_the_roster(officers, neighbours):
    order = make_piece_order(officers)
    (worker,) = make_workers(order, officers.station, 1, unknown=1)
    desk = Client()
    desk.force_login(officers.station)
    desk.post(f"/piece-workers/{worker.pk}/text/", {"agreed": "1"})
    entered(order, officers.station, {worker: 10})
    settled(order, officers.station)
    assert remind() == {"piece_receipt": 1}
    desk.post(f"/piece-workers/{worker.pk}/text/", {"agreed": "0"})
    with clock.at("2026-11-21T18:00"):
        entered(order, officers.station, {worker: 10})
        settled(order, officers.station)
        assert remind() == {}
    stranger = Client()
    stranger.force_login(neighbours.station)
    assert stranger.post(f"/piece-workers/{worker.pk}/text/", {"agreed": "1"}).status_code == 404
