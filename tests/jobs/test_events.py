"""Events: planned and moved by their station; sign-ups within the places; checking in once; what visitors want."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from jobs.models import Event, OneTimeCode, Stand, Visitor
from jobs.services import events, events_arrival, events_stands, events_visitors, onetime
from jobs.states.events import EventState, VisitorState
from jobs.states.onetime import CodePurpose
from tests.factories.cases import make_resident
from tests.factories.enterprises import make_credit_code
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_events import make_event, make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def values(station, **fields) -> dict:
    begins = clock.now() + timedelta(days=3)
    return {
        "kind": "job_fair", "title": "春风行动招聘会", "region_id": station.region_id, "address": "万达广场", "begins_at": begins,
        "ends_at": begins + timedelta(hours=3), **fields,
    }  # fmt: skip


def sign_up(event, mobile="13947501111", name="苏日娜", **fields):
    return events_visitors.sign_up(event_id=event.pk, name=name, mobile=mobile, agreed=True, **fields)


def test_a_station_plans_and_publishes_its_own_event(officers, neighbours):
    event = events.plan(actor=officers.station, station_id=officers.desk.pk, **values(officers.desk, capacity=2))
    assert event.number.startswith("HD150502-2026-")
    with pytest.raises(NotAllowed):
        events.publish(event_id=event.pk, actor=neighbours.station)
    events.publish(event_id=event.pk, actor=officers.station)
    assert Event.objects.on_show(clock.now()).get() == event
    assert list(AuditEntry.objects.filter(subject_type="jobs.event").values_list("verb", flat=True)) == [
        "event.planned",
        "event.published",
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_at": None}, "ends_at"),
        ({"capacity": 0}, "capacity"),
        ({"latitude": 43}, "longitude"),
        ({"region_id": "150102"}, "region"),
    ],
)
def test_what_cannot_be_planned_is_refused_at_its_field(officers, wrong, field):
    given = values(officers.desk, **wrong)
    given["ends_at"] = given["ends_at"] or given["begins_at"]
    with pytest.raises(Refused) as refused:
        events.plan(actor=officers.station, station_id=officers.desk.pk, **given)
    assert refused.value.field == field


def test_full_means_waiting_and_giving_up_moves_the_first_one_up():
    event = make_event(in_hours=24, capacity=1)
    first, second, third = (sign_up(event, mobile=f"1394750111{number}") for number in (1, 2, 3))
    assert [first.state, second.state, third.state] == ["placed", "waiting", "waiting"]
    events_visitors.give_up(token=first.token)
    events_visitors.give_up(token=first.token)
    states = list(Visitor.objects.order_by("pk").values_list("state", flat=True))
    assert states == [VisitorState.GONE, VisitorState.PLACED, VisitorState.WAITING]
    event.refresh_from_db()
    assert event.taken == 1


def test_more_places_move_the_waiting_list_up_and_fewer_than_taken_are_refused(officers):
    event = make_event(officers.desk, in_hours=24, capacity=1)
    for number in (1, 2, 3):
        sign_up(event, mobile=f"1394750111{number}")
    events.edit(event_id=event.pk, actor=officers.station, capacity=2)
    assert Visitor.objects.filter(state="placed").count() == 2
    with pytest.raises(Refused) as refused:
        events.edit(event_id=event.pk, actor=officers.station, capacity=1)
    assert refused.value.field == "capacity"


def test_a_mobile_signs_up_once_and_may_come_back_after_giving_up():
    event = make_event(in_hours=24)
    visitor = sign_up(event, mobile="139 4750-1111")
    with pytest.raises(Refused) as refused:
        sign_up(event, mobile="+8613947501111")
    assert refused.value.code == "known"
    events_visitors.give_up(token=visitor.token)
    again = sign_up(event, name="娜仁")
    assert again.pk == visitor.pk
    assert again.code != visitor.code
    assert Visitor.objects.get().state == "placed"


def test_nobody_signs_up_without_agreeing_or_for_what_is_over():
    event = make_event(in_hours=24)
    with pytest.raises(Refused) as refused:
        events_visitors.sign_up(event_id=event.pk, name="苏日娜", mobile="13947501111", agreed=False)
    assert refused.value.field == "agreed"
    for held in (make_event(in_hours=-5), make_event(in_hours=5, state=EventState.PLANNED)):
        with pytest.raises(Refused) as refused:
            sign_up(held)
        assert refused.value.code == "shut"


def test_one_address_cannot_fill_the_hall():
    event = make_event(in_hours=24)
    for number in range(events_visitors.AN_HOUR):
        sign_up(event, mobile=f"139475{number:05d}", address="10.0.0.1")
    with pytest.raises(Refused):
        sign_up(event, mobile="13947599999", address="10.0.0.1")
    sign_up(event, mobile="13947599999", address="10.0.0.2")


def test_name_and_number_stand_nowhere_readable():
    visitor = sign_up(make_event(in_hours=24), name="绝不外传")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(v)::text FROM jobs_visitor v")
        row = cursor.fetchone()[0]
    assert "绝不外传" not in row
    assert "13947501111" not in row
    assert "13947501111" not in str(list(AuditEntry.objects.values_list("data", flat=True)))
    visitor.refresh_from_db()
    assert (visitor.name, visitor.mobile) == ("绝不外传", "13947501111")


def arrive(event, told, actor=None):
    return events_arrival.arrive(event_id=event.pk, told=told, actor=actor)


def test_a_visitor_checks_in_once_by_mobile_code_or_scanned_address():
    event = make_event()
    one, two, three = (make_visitor(event) for _ in range(3))
    assert arrive(event, str(one.mobile)).first
    assert not arrive(event, one.code).first
    assert arrive(event, f" {two.code[:3].lower()} {two.code[3:]}").first
    assert arrive(event, f"http://localhost/public/events/{event.token}/here/{three.code}/").first
    assert Visitor.objects.arrived().count() == 3


def test_checking_in_touches_no_event_row_and_asks_for_nothing_but_the_key():
    event, waiting = make_event(capacity=1), None
    make_visitor(event)
    waiting = make_visitor(event, state=VisitorState.WAITING)
    arrive(event, waiting.code)
    other = make_visitor(event, state=VisitorState.WAITING)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        arrive(event, other.code)
    statements = [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) == 5
    assert not any('UPDATE "jobs_event"' in text or "FOR NO KEY" in text for text in statements)
    other.refresh_from_db()
    assert other.state == VisitorState.DOOR
    event.refresh_from_db()
    assert event.taken == 1


def test_who_had_not_signed_up_comes_in_by_the_door_and_is_counted_once():
    event = make_event(capacity=1)
    with pytest.raises(Refused) as refused:
        arrive(event, "13947501111")
    assert refused.value.code == "unknown"
    first = events_arrival.walk_in(event_id=event.pk, name="苏日娜", mobile="13947501111", agreed=True)
    again = events_arrival.walk_in(event_id=event.pk, name="苏日娜", mobile="13947501111", agreed=True)
    assert (first.first, again.first, Visitor.objects.arrived().count()) == (True, False, 1)


def test_the_desk_enters_who_has_no_mobile_and_nobody_else_may(officers):
    event = make_event(officers.desk)
    told = {"event_id": event.pk, "name": "巴图", "mobile": "", "agreed": True}
    assert events_arrival.walk_in(**told, actor=officers.station).visitor.mobile is None
    with pytest.raises(Refused):
        events_arrival.walk_in(**told)


def test_telephones_check_in_during_the_event_and_the_desk_three_days_longer(officers):
    event = make_event(officers.desk, in_hours=2)
    visitor = make_visitor(event)
    with pytest.raises(Refused):
        arrive(event, visitor.code)
    with clock.at(event.ends_at + timedelta(minutes=1)):
        assert events.end_over() == 1
        with pytest.raises(Refused):
            arrive(event, visitor.code)
        assert arrive(event, visitor.code, officers.station).first
    with clock.at(event.ends_at + timedelta(days=4)), pytest.raises(Refused):
        arrive(event, make_visitor(event).code, officers.station)


def test_the_desk_next_door_enters_nobody(neighbours):
    event = make_event()
    with pytest.raises(NotAllowed):
        arrive(event, make_visitor(event).code, neighbours.station)


def test_a_unit_brings_its_vacancies_and_a_visitor_wants_one_once(officers):
    vacancy = make_vacancy(officers.desk)
    make_vacancy(officers.desk)
    event = make_event(officers.desk)
    stand = events_stands.add(event_id=event.pk, actor=officers.station, credit_code=vacancy.credit_code)
    offer = stand.offers.get()
    assert (offer.vacancy, offer.headcount) == (vacancy, vacancy.headcount)
    with pytest.raises(Refused):
        events_stands.add(event_id=event.pk, actor=officers.station, credit_code=vacancy.credit_code)
    with pytest.raises(Refused):
        events_arrival.want(visitor_id=make_visitor(event).pk, offer_id=offer.pk)
    visitor = make_visitor(event, came=True)
    assert events_arrival.want(visitor_id=visitor.pk, offer_id=offer.pk)
    assert not events_arrival.want(visitor_id=visitor.pk, offer_id=offer.pk)
    with pytest.raises(Refused):
        events_stands.remove(event_id=event.pk, actor=officers.station, stand_id=stand.pk)


def test_an_unknown_unit_comes_by_code_and_name_and_may_stay_away_again(officers):
    event, code = make_event(officers.desk), make_credit_code(7001)
    with pytest.raises(Refused) as refused:
        events_stands.add(event_id=event.pk, actor=officers.station, credit_code=code)
    assert refused.value.field == "employer"
    stand = events_stands.add(event_id=event.pk, actor=officers.station, credit_code=code, employer="蒙鞋坊")
    events_stands.remove(event_id=event.pk, actor=officers.station, stand_id=stand.pk)
    assert not Stand.objects.exists()


def test_a_code_to_the_mobile_finds_the_visitor_and_links_the_file():
    event = make_event(in_hours=24)
    resident = make_resident(name="苏日娜", mobile="13947501111")
    visitor = sign_up(event)
    events_visitors.send_code(event_id=event.pk, mobile="13800000000")
    assert not OneTimeCode.objects.exists()
    events_visitors.send_code(event_id=event.pk, mobile="13947501111")
    events_visitors.send_code(event_id=event.pk, mobile="13947501111")
    code = str(OneTimeCode.objects.get().code)
    given = {"event_id": event.pk, "mobile": "13947501111", "link": True}
    assert events_visitors.recognise(**given, code="x")[0] is None
    found, _why = events_visitors.recognise(**given, code=code)
    assert (found, found.resident) == (visitor, resident)


def test_a_namesake_or_a_shared_mobile_links_nobody():
    event = make_event(in_hours=24)
    for name in ("苏日娜", "苏日娜", "巴图"):
        make_resident(name=name, mobile="13947501111")
    sign_up(event)
    code = onetime.issue(purpose=CodePurpose.LINK, mobile="13947501111").code
    found, _why = events_visitors.recognise(event_id=event.pk, mobile="13947501111", code=code, link=True)
    assert found.resident is None


def test_a_cancelled_event_says_why(officers):
    event = make_event(officers.desk, in_hours=24)
    with pytest.raises(Refused):
        events.cancel(event_id=event.pk, actor=officers.station, reason=" ")
    assert events.cancel(event_id=event.pk, actor=officers.station, reason="场地停电").state == EventState.CANCELLED
    with pytest.raises(Refused):
        events.publish(event_id=event.pk, actor=officers.station)
