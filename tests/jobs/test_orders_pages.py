"""Pages of services on demand: the story of an order through pages, the token pages, the list, mentoring."""

import uuid

import pytest
from django.test import Client

from core import clock
from jobs.models import Mentoring, ServiceOrder
from tests.factories.jobs_arrears import make_provider
from tests.factories.jobs_orders import CONTACT, MOBILE, make_expert, make_order
from tests.factories.residents import make_resident
from tests.factories.stations import BANNER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday(friday):
    """The clock stands."""


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def typed(**fields):
    return {
        "token": uuid.uuid4(), "service": "expert", "orderer": "body", "body": "余粮堡镇羊场村", "topic": "肉羊养殖",
        "region_code": BANNER, "contact_name": CONTACT, "contact_mobile": MOBILE, "agreed": "on", **fields,
    }  # fmt: skip


def test_a_village_orders_an_expert_comes_and_is_rated_badly_and_the_station_calls_back(officers, client):
    expert, window = make_expert(), signed_in(officers.acceptance)
    thanks = client.post("/public/orders/", typed(), follow=True)
    order = ServiceOrder.objects.get()
    assert order.number in thanks.content.decode()

    window.post(f"/orders/{order.pk}/move/assign/", {"provider_id": expert.pk})
    asked = order.assignments.get()
    assert str(asked.token) in window.get(f"/orders/{order.pk}/").content.decode()
    answer = f"/public/orders/answer/{asked.token}/"
    assert MOBILE not in Client().get(answer).content.decode()
    Client().post(answer, {"note": ""})
    assert MOBILE in Client().get(answer).content.decode()
    Client().post(answer, {"note": "到羊场讲课半天"})
    assert MOBILE not in Client().get(answer).content.decode()

    rate = f"/public/orders/rate/{ServiceOrder.objects.get().token}/"
    Client().post(rate, {"rating": "1", "note": "没讲清楚"})
    assert order.number in window.get("/orders/", {"about": "call_back"}).content.decode()
    window.post(f"/orders/{order.pk}/move/call_back/", {"note": "已致歉，另约时间"})
    assert order.number not in window.get("/orders/", {"about": "call_back"}).content.decode()
    assert window.get("/orders/figures/").status_code == 200


def test_a_provider_declines_with_a_reason(officers):
    order = make_order(officers, "assigned")
    answer = f"/public/orders/answer/{order.assignments.get().token}/"

    assert "note" in Client().post(answer, {"decline": "1", "note": ""}).context["form"].errors
    Client().post(answer, {"decline": "1", "note": "出差"})
    order.refresh_from_db()
    assert order.state == "ordered"
    assert Client().post(answer, {"note": ""}).status_code == 302


@pytest.mark.parametrize("page", ["answer", "rate"])
def test_a_token_that_nobody_was_given_opens_nothing(page, client):
    assert client.get(f"/public/orders/{page}/{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize("state", ["ordered", "assigned", "taken", "done", "rated", "cancelled"])
def test_every_state_shows_its_pages(officers, state):
    order = make_order(officers, state)

    assert signed_in(officers.acceptance).get(f"/orders/{order.pk}/").status_code == 200
    assert MOBILE not in signed_in(officers.auditor).get(f"/orders/{order.pk}/").content.decode()
    assert Client().get(f"/public/orders/rate/{order.token}/").status_code == 200


def test_the_desk_orders_for_a_resident_and_logs_the_provider(officers):
    person, desk = make_resident(officers, mobile=MOBILE), signed_in(officers.station)
    desk.post("/providers/log/", {"kind": "volunteer", "name": "马淑芬", "mobile": MOBILE, "topics": "代填表格、陪同"})
    sent = typed(service="volunteer", orderer="resident", body="")
    shown = desk.post(f"/orders/new/?resident={person.pk}", sent, follow=True).content.decode()

    assert ServiceOrder.objects.get().resident == person
    assert person.name in shown
    assert "马淑芬" in desk.get(f"/orders/{ServiceOrder.objects.get().pk}/move/assign/").content.decode()


def test_the_list_asks_the_same_number_of_questions_whatever_it_shows(officers, django_assert_num_queries):
    window = signed_in(officers.acceptance)
    make_order(officers)
    window.get("/orders/")
    with django_assert_num_queries(QUERIES):
        window.get("/orders/")
    for state in ("assigned", "taken", "done", "rated"):
        make_order(officers, state)
    with django_assert_num_queries(QUERIES):
        window.get("/orders/")


QUERIES = 4


def test_a_mentoring_is_begun_logged_and_ended_through_pages(officers, neighbours):
    founder, mentor, desk = (
        make_resident(officers, name="包文静"),
        make_provider(kind="mentor", name="韩冰"),
        signed_in(officers.station),
    )
    begun = {"mentor_id": mentor.pk, "began_on": "2026-11-02", "firm": "文静奶茶店", "goal": "开店"}
    desk.post(f"/residents/{founder.pk}/mentoring/", begun)
    page = f"/mentorings/{Mentoring.objects.get().pk}/"
    desk.post(page, {"on": "2026-11-10", "way": "face", "minutes": "60", "talked": "选址", "next_step": ""})

    assert "选址" in desk.get(page).content.decode()
    assert "包文静" in desk.get("/mentorings/").content.decode()
    assert signed_in(neighbours.station).get(page).status_code == 404
    desk.post(f"{page}end/", {"on": clock.today(), "note": "已开业"})
    assert Mentoring.objects.get().ended_on == clock.today()
