"""The pages of piece work: who opens them, how many queries a list takes, a stale sheet, a benefit beside piece work."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from core import clock
from jobs.models import PieceLine, PieceOrder, PiecePay
from jobs.queries import piece_months
from jobs.services import piece_roster
from tests.factories.cases import grant, make_claim, make_resident
from tests.factories.jobs_piece import entered, make_order, make_workers, settled
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-16T18:00"


@pytest.fixture(autouse=True)
def _monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def order(officers):
    made = make_order(officers)
    workers = make_workers(made, officers.station, 3, unknown=1)
    entered(made, officers.station, dict.fromkeys(workers, 100), hours=Decimal(5))
    settled(made, officers.station)
    return made


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def pages_of(order):
    pay = PiecePay.objects.first()
    line = PieceLine.objects.filter(settlement=pay.settlement).first()
    home = f"/piece-orders/{order.pk}/"
    return [
        home, *(home + each for each in ("edit/", "close/", "deposit/", "roster/", "roster/new/", "day/", "day/one/", "settle/")),
        f"/piece-workers/{pay.worker_id}/leave/", f"/piece-workers/{pay.worker_id}/identify/", f"/piece-lines/{line.pk}/correct/",
        f"/piece-settlements/{pay.settlement_id}/", f"/piece-settlements/{pay.settlement_id}/slips/",
    ]  # fmt: skip


def test_the_desk_opens_every_page_and_the_neighbour_none(order, officers, neighbours):
    ours, theirs = signed_in(officers.station), signed_in(neighbours.station)
    for address in pages_of(order):
        assert ours.get(address).status_code in (200, 302), address
        assert theirs.get(address).status_code == 404, address
    for address in ("/piece-orders/", "/piece-book/", "/piece-months/", "/piece-disputes/", "/piece-book/export/"):
        assert ours.get(address).status_code == 200, address
        assert order.enterprise.name not in theirs.get(address).content.decode(), address


def test_a_checker_reads_the_book_and_keeps_nothing(order, officers):
    client = signed_in(officers.first_check)
    home = f"/piece-orders/{order.pk}/"

    assert client.get(home).status_code == 200
    assert client.get(f"{home}roster/").status_code == 200
    assert {client.get(home + each).status_code for each in ("edit/", "deposit/", "day/", "settle/")} == {403}


@pytest.mark.parametrize(
    ("address", "most"), [("/piece-orders/", 9), ("/piece-book/", 9), ("/piece-months/", 15), ("/piece-disputes/", 7)]
)
def test_a_list_takes_as_many_queries_with_many_rows(order, officers, address, most, django_assert_max_num_queries):
    client = signed_in(officers.station)
    client.get(address)
    with django_assert_max_num_queries(most) as first:
        client.get(address)
    for _more in range(3):
        other = make_order(officers, starts_on=date(2026, 11, 16))
        workers = make_workers(other, officers.station, 2)
        entered(other, officers.station, dict.fromkeys(workers, 10))
        settled(other, officers.station)
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(address)


def test_the_sheet_of_thirty_takes_no_query_a_row(order, officers, django_assert_max_num_queries):
    client, address = signed_in(officers.station), f"/piece-orders/{order.pk}/day/?on=2026-11-17"
    with clock.at("2026-11-17T18:00"):
        client = signed_in(officers.station)
        client.get(address)
        with django_assert_max_num_queries(30) as first:
            client.get(address)
        make_workers(order, officers.station, 10)
        with django_assert_max_num_queries(len(first.captured_queries)):
            client.get(address)


def test_only_what_was_touched_is_sent_on(order, officers):
    """Two desks with the same sheet: the second one does not empty what the first entered meanwhile."""
    with clock.at("2026-11-17T18:00"):
        first, second = signed_in(officers.station), signed_in(officers.acceptance)
        address = f"/piece-orders/{order.pk}/day/?on=2026-11-17"
        workers = list(order.workers.order_by("number"))
        shown = {bound.html_name: bound.value() or "" for bound in second.get(address).context["form"]}
        first.post(address, {**shown, f"good_{workers[0].pk}": "11"})
        second.post(address, {**shown, f"good_{workers[1].pk}": "22"})
        assert dict(PieceLine.objects.filter(settlement=None).values_list("worker_id", "good")) == {
            workers[0].pk: 11,
            workers[1].pk: 22,
        }
        stale = second.post(address, {**shown, f"good_{workers[0].pk}": "99"})

    assert stale.status_code == 200
    assert "同事已登记" in stale.content.decode()
    assert "99" in stale.content.decode()  # what was typed is still there


def test_one_at_a_time_goes_from_worker_to_worker(order, officers):
    with clock.at("2026-11-17T18:00"):
        client = signed_in(officers.station)
        address = f"/piece-orders/{order.pk}/day/one/?on=2026-11-17"
        for _each in range(3):
            answer = client.get(address)
            chosen = answer.context["chosen"]
            shown = {bound.html_name: bound.value() or "" for bound in answer.context["form"]}
            assert client.post(chosen.address, {**shown, f"good_{chosen.pk}": "7"}).url == address
        assert client.get(address).context["chosen"] is None

    assert list(PieceLine.objects.filter(settlement=None).values_list("good", flat=True)) == [7, 7, 7]


def test_a_receipt_names_nobody_and_a_machine_is_forgotten(order, client):
    pay = PiecePay.objects.first()
    address = f"/public/receipts/{pay.token}/"
    text = client.get(address).content.decode()

    assert pay.worker.name not in text
    assert "50.00" in text
    assert client.get("/public/receipts/00000000-0000-0000-0000-000000000000/").status_code == 404
    client.post(address, {"text": "buy", "website": "http"})
    assert not pay.disputes.exists()
    client.post(address, {"text": "少记了", "website": ""})
    assert pay.disputes.count() == 1


def test_a_benefit_beside_piece_work_is_shown_and_nothing_is_decided(officers):
    shipped_law()
    order, person = make_order(officers), make_resident(officers.desk, name="乌兰")
    claim = make_claim(person, state="accepted")
    grant(claim, first=date(2026, 11, 1), months=1)
    card = {"name": person.name, "id_number": person.id_number, "joined_on": order.starts_on}
    worker = piece_roster.add(order_id=order.pk, actor=officers.station, **card)
    entered(order, officers.station, {worker: 5000}, hours=Decimal(10))
    settled(order, officers.station)
    row = piece_months.earned(officers.station, date(2026, 11, 1), drawing=True)[0]
    claim.refresh_from_db()

    assert (row.earned, list(row.claims), row.reaches_month) == (Decimal("2500.00"), [claim], True)
    assert claim.state == "granted"
    page = signed_in(officers.station).get(f"/residents/{person.pk}/piece-work/").content.decode()
    assert claim.number in page
    assert claim.number in signed_in(officers.station).get("/piece-months/?month=2026-11").content.decode()


def test_an_hour_below_the_hourly_minimum_is_shown(officers):
    shipped_law()
    order = make_order(officers)
    slow, unknown = make_workers(order, officers.station, 2)
    entered(order, officers.station, {slow: 40}, hours=Decimal(5))
    entered(order, officers.station, {unknown: 40})
    settled(order, officers.station)
    rows = {row.resident_id: row for row in piece_months.earned(officers.station, date(2026, 11, 1))}

    assert (rows[slow.resident_id].an_hour, rows[slow.resident_id].below_hour) == (Decimal("4.00"), True)
    assert (rows[unknown.resident_id].an_hour, rows[unknown.resident_id].below_hour) == (None, False)
    assert PieceOrder.objects.count() == 1


def test_a_correction_is_sent_as_the_page_shows_it_but_for_what_is_put_right(order, officers):
    desk, line = signed_in(officers.station), PieceLine.objects.filter(settlement__isnull=False).first()
    page = f"/piece-lines/{line.pk}/correct/"
    with clock.at("2026-11-17T09:00"):
        shown = desk.get(page).context["form"]
        sent = {name: shown[name].value() for name in shown.fields} | {"good": 110, "advance": "0", "reason": "少记一捆"}
        answer = desk.post(page, {name: "" if value is None else str(value) for name, value in sent.items()})
    assert answer.status_code == 302
    assert PieceLine.objects.get(corrects=line).good == 10
