"""A week of the shoe laces of 长川制靴: thirty workers at half a yuan a pair, paid every evening, told to the fen."""

import io
import re
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from core import clock, sheets
from jobs.models import PieceLine, PieceOrder, PiecePay, PieceSettlement
from jobs.queries import piece_figures
from ledger.models import Journal
from payouts.models import Line
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs_piece import NAMES
from tests.factories.residents import id_number

pytestmark = pytest.mark.django_db
PEOPLE = 30


@contextmanager
def signed_in(desk, user, moment):
    """A day at the desk: whoever works there signs in anew."""
    with clock.at(moment):
        desk.cookies.clear()
        desk.force_login(user)
        yield


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer


def boxes(answer, **typed):
    """What the browser would send of a form: its hidden boxes and what it showed, and what was typed over it."""
    form = answer.context["form"]
    shown = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in {**shown, **typed}.items() if value is not None}


def test_a_week_of_shoe_laces(officers):
    desk = Client()
    with signed_in(desk, officers.station, "2026-11-16T08:00"):
        firm = make_enterprise(name="通辽市长川制靴有限公司")
        asked = {"station": officers.desk.pk, "credit_code": firm.credit_code, "article": "鞋带", "measure": "双", "rate": "0.5"}
        asked |= {"quantity": "20000", "starts_on": "2026-11-16", "due_on": "2026-11-30", "quality": "两头包紧，长短一致"}
        new = page(desk, "/piece-orders/new/")
        assert desk.post("/piece-orders/new/", boxes(new, **asked)).status_code == 302
        order = PieceOrder.objects.get()
        home = f"/piece-orders/{order.pk}/"
        for number in range(PEOPLE):
            person = {"name": NAMES[number % len(NAMES)], "joined_on": "2026-11-16"}
            card = (
                {"id_number": id_number(sex="female")} if number < 25 else {"mobile": f"139{number:08}", "born_on": "1985-05-01"}
            )
            assert desk.post(f"{home}roster/new/", {**person, **card}).status_code == 302
        child = {"name": "小明", "joined_on": "2026-11-16", "mobile": "13900009999", "born_on": "2011-01-01"}
        assert "童工" in desk.post(f"{home}roster/new/", child).content.decode()
        assert order.workers.count() == PEOPLE
        desk.post(f"{home}deposit/", boxes(page(desk, f"{home}deposit/"), kind="paid_in", amount="3000", reference="收据001"))

    earned = Decimal(0)
    for day in range(6):
        with signed_in(desk, officers.station, order.starts_on + timedelta(days=day)):
            on = clock.today().isoformat()
            workers = list(order.workers.order_by("number"))
            typed = {f"good_{worker.pk}": str(20 + worker.number % 3 + day) for worker in workers}
            typed |= {f"advance_{workers[0].pk}": "5", f"rejected_{workers[1].pk}": "2", f"reason_{workers[1].pk}": "断线"}
            sent = boxes(page(desk, f"{home}day/?on={on}"), **typed)
            for _twice in range(2):
                assert desk.post(f"{home}day/?on={on}", sent).status_code == 302
            assert PieceLine.objects.filter(on=on).count() == PEOPLE
            settle = f"{home}settle/?on={on}"
            answer = page(desk, settle)
            earned += answer.context["evening"].earned
            for _twice in range(2):
                assert desk.post(settle, boxes(answer, payer="deposit")).status_code == 302

    order.refresh_from_db()
    made = PieceLine.objects.filter(order=order)
    pieces = sum(line.good for line in made)
    assert pieces > 3000
    assert earned == Decimal(pieces) / 2 == sum(PiecePay.objects.values_list("earned", flat=True))
    assert PieceSettlement.objects.count() == 6
    assert order.deposit == 3000 - earned
    assert not Journal.objects.exists()  # the firm's money: neither ledger nor payouts have seen it
    assert not Line.objects.exists()

    with signed_in(desk, officers.station, "2026-11-21T19:00"):
        pay = PiecePay.objects.filter(worker__number=7).order_by("-on").first()
        slips = page(desk, f"/piece-settlements/{pay.settlement_id}/slips/").content.decode()
        assert str(pay.token) in slips
        phone = Client()
        receipt = page(phone, f"/public/receipts/{pay.token}/")
        assert receipt["X-Robots-Tag"].startswith("noindex")
        assert receipt.context["month"]["days"] == 6
        assert pay.worker.name not in receipt.content.decode()
        said = boxes(receipt, text="少记了10双")
        assert phone.post(f"/public/receipts/{pay.token}/", said).status_code == 302
        waiting = page(desk, "/piece-disputes/").content.decode()
        number = re.search(r"/piece-disputes/(\d+)/", waiting)[1]

    with signed_in(desk, officers.station, "2026-11-22T18:00"):
        line = PieceLine.objects.get(worker=pay.worker, on=pay.on)
        right = {"good": line.good + 10, "rejected": 0, "advance": "0", "reason": "漏记一捆"}
        assert desk.post(f"/piece-lines/{line.pk}/correct/", right).status_code == 302
        answer = {"outcome": "corrected", "reason": "复核属实，明细已更正"}
        assert desk.post(f"/piece-disputes/{number}/", answer).status_code == 302
        settle = f"{home}settle/?on=2026-11-22"
        assert desk.post(settle, boxes(page(desk, settle), payer="cash")).status_code == 302
        assert PiecePay.objects.filter(worker=pay.worker).latest("on").paid == Decimal(5)
        assert "复核属实" in page(phone, f"/public/receipts/{pay.token}/").content.decode()

        book = page(desk, f"/piece-book/?order={order.pk}&month=2026-11")
        assert book.context["sums"]["earned_sum"] == earned + 5
        file = desk.post("/piece-book/export/?month=2026-11")
        assert len(list(sheets.read_rows(io.BytesIO(file.content)))) == 6 * PEOPLE + 2  # a heading, and the correction's evening
        figures = piece_figures.by_station(officers.station, clock.this_month())[0]
        assert (figures.at_once, figures.workers, figures.days, figures.good) == (30, 30, 7, pieces + 10)
        month = page(desk, "/piece-months/")
        assert len(month.context["people"]) == PEOPLE
