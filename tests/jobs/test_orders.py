"""Services on demand: ordered, assigned, taken, done, rated, called back; what Postgres refuses; mentoring counted."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from core import clock
from core.policies import NotAllowed, Refused
from core.states import WrongState
from jobs.formulas.mentoring import course
from jobs.models import OrderAssignment, ServiceOrder
from jobs.services import mentoring, orders
from tests.factories.jobs_arrears import make_provider
from tests.factories.jobs_orders import CONTACT, MOBILE, asked, make_expert, make_order
from tests.factories.residents import make_resident

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday(friday):
    """The clock stands."""


def test_a_second_tap_orders_once():
    sent = asked()

    assert orders.order(**sent) == orders.order(**sent)
    assert ServiceOrder.objects.get().number == "FW150502-2026-000001"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"orderer": "resident", "body": ""}, "service"),
        ({"agreed": False}, "agreed"),
        ({"region_code": "150500"}, "region_code"),
        ({"contact_mobile": "12"}, "contact_mobile"),
        ({"contact_mobile": ""}, "contact_mobile"),
        ({"body": " "}, "body"),
        ({"wanted_on": date(2026, 11, 19)}, "wanted_on"),
    ],
)
def test_what_cannot_be_ordered_is_refused_at_its_field(wrong, field):
    with pytest.raises(Refused) as refused:
        orders.order(**asked(**wrong))

    assert refused.value.field == field


def test_contact_and_mobile_lie_encrypted():
    orders.order(**asked())
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(o)::text FROM jobs_serviceorder o")
        stored = cursor.fetchone()[0]

    assert CONTACT not in stored
    assert MOBILE not in stored


def test_declined_with_a_reason_the_order_goes_to_somebody_else(officers):
    order = make_order(officers, "assigned")
    first = order.assignments.get()
    with pytest.raises(Refused):
        orders.answer(token=first.token, verb="decline", note=" ")
    orders.answer(token=first.token, verb="decline", note="本周出差")

    second = orders.assign(order_id=order.pk, actor=officers.acceptance, provider_id=make_expert(name="赵红").pk)
    with pytest.raises(Refused):
        orders.answer(token=first.token, verb="take")
    assert orders.answer(token=second.token, verb="take").order.state == "taken"


def test_a_withdrawn_link_leads_nowhere(officers):
    order = make_order(officers, "taken")
    orders.withdraw(order_id=order.pk, actor=officers.acceptance, reason="专家生病")

    with pytest.raises(Refused):
        orders.answer(token=order.assignments.get().token, verb="finish", note="完成")
    order.refresh_from_db()
    assert order.state == "ordered"


def test_an_order_is_rated_once_and_only_when_done(officers):
    waiting, done = make_order(officers, "taken"), make_order(officers, "done")

    with pytest.raises(WrongState):
        orders.rate(token=waiting.token, rating=5)
    orders.rate(token=done.token, rating=4)
    with pytest.raises(Refused):
        orders.rate(token=done.token, rating=1)


def test_a_bad_rating_waits_for_a_call_back(officers):
    good, bad = make_order(officers, "rated", rating=3), make_order(officers, "rated", rating=2)
    assert list(ServiceOrder.objects.to_call_back()) == [bad]

    with pytest.raises(Refused):
        orders.call_back(order_id=good.pk, actor=officers.acceptance, note="您好")
    orders.call_back(order_id=bad.pk, actor=officers.acceptance, note="已致歉，另派专家")
    assert not ServiceOrder.objects.to_call_back().exists()


def test_an_expert_of_another_league_or_another_kind_is_not_taken(officers):
    order = make_order(officers)

    for provider in (make_expert(region_code="150400"), make_provider(kind="volunteer")):
        with pytest.raises(Refused):
            orders.assign(order_id=order.pk, actor=officers.acceptance, provider_id=provider.pk)


def test_the_neighbour_and_the_auditor_handle_nothing(officers, neighbours):
    order = make_order(officers)

    with pytest.raises(ServiceOrder.DoesNotExist):
        orders.cancel(order_id=order.pk, actor=neighbours.acceptance, reason="x")
    with pytest.raises(NotAllowed):
        orders.cancel(order_id=order.pk, actor=officers.auditor, reason="x")


def test_postgres_holds_one_open_assignment_an_order(officers):
    order = make_order(officers, "assigned")
    first = order.assignments.get()

    with pytest.raises(DatabaseError), transaction.atomic():
        OrderAssignment.objects.create(
            order=order, provider=first.provider, token=asked()["token"], assigned_by=officers.acceptance, assigned_at=clock.now()
        )


@pytest.mark.parametrize(
    ("state", "wrong"),
    [
        ("ordered", {"body": ""}),
        ("ordered", {"orderer": "resident"}),
        ("ordered", {"state": "done"}),
        ("ordered", {"state": "cancelled"}),
        ("ordered", {"rating": 3}),
        ("rated", {"rating": 6}),
        ("rated", {"rating": None}),
        ("rated", {"called_back_at": date(2026, 11, 20)}),
    ],
)
def test_postgres_refuses_what_no_order_may_say(officers, state, wrong):
    order = make_order(officers, state)

    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceOrder.objects.filter(pk=order.pk).update(**wrong)


def pair(officers, **fields):
    founder = make_resident(officers, name="包文静")
    mentor = make_provider(kind="mentor", name="韩冰")
    asked_for = {
        "founder_id": founder.pk,
        "actor": officers.station,
        "mentor_id": mentor.pk,
        "began_on": date(2026, 4, 1),
        **fields,
    }
    return mentoring.begin(**asked_for)


def test_a_founder_has_one_mentor_at_a_time(officers):
    found = pair(officers)
    again = {"founder_id": found.founder_id, "actor": officers.station, "mentor_id": found.mentor_id, "began_on": clock.today()}

    with pytest.raises(Refused):
        mentoring.begin(**again)
    mentoring.end(mentoring_id=found.pk, actor=officers.station, on=clock.today(), note="已开业")
    assert mentoring.begin(**again).pk != found.pk


def test_a_meeting_stands_once_a_day_within_the_mentoring(officers):
    found = pair(officers)
    met = {"mentoring_id": found.pk, "actor": officers.station, "way": "face", "minutes": 60, "talked": "选址"}
    mentoring.meet(**met, on=date(2026, 5, 6))

    for day in (date(2026, 5, 6), date(2026, 3, 31), clock.today() + timedelta(days=1)):
        with pytest.raises(Refused):
            mentoring.meet(**met, on=day)
    with pytest.raises(Refused):
        mentoring.end(mentoring_id=found.pk, actor=officers.station, on=date(2026, 5, 5), note="早退")


def test_six_months_count_when_they_met_in_six_of_them():
    met = [date(2026, month, 10) for month in (4, 5, 6, 7, 8, 9)]

    assert course(date(2026, 4, 1), None, met, date(2026, 10, 1)).complete
    assert not course(date(2026, 4, 1), None, met, date(2026, 9, 30)).complete
    lazy = course(date(2026, 4, 1), None, [date(2026, 4, 10), date(2026, 8, 3)], date(2026, 11, 1))
    assert not lazy.complete
    assert lazy.gaps == [(date(2026, 4, 10), date(2026, 8, 3)), (date(2026, 8, 3), date(2026, 11, 1))]
