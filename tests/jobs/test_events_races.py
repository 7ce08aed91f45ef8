"""Many at the same door: one place goes to one of them, one mobile comes once, the place given up to one who waits."""

from datetime import timedelta

import pytest

from core import clock
from core.policies import Refused
from jobs.models import Course, Event, Trainee, Visitor
from jobs.services import courses, events_arrival, events_visitors
from tests.cases.test_claim_races import NOON, at_once
from tests.factories.cases import make_resident
from tests.factories.jobs_events import make_course, make_event, make_visitor
from tests.factories.stations import BANNER, Officers

pytestmark = pytest.mark.django_db(transaction=True)


def sign_up(event, number):
    return lambda: events_visitors.sign_up(event_id=event.pk, name="苏日娜", mobile=f"1394750{number:04d}", agreed=True)


def test_two_take_the_last_place_and_one_of_them_waits():
    with clock.at(NOON):
        event = make_event(in_hours=24, capacity=1)
    ends = at_once(*[sign_up(event, number) for number in range(4)])
    assert sorted(end.state for end in ends) == ["placed", "waiting", "waiting", "waiting"]
    assert Event.objects.get().taken == 1


def test_one_mobile_at_once_is_one_sign_up():
    with clock.at(NOON):
        event = make_event(in_hours=24)
    ends = at_once(*[sign_up(event, 1)] * 3)
    assert sorted(isinstance(end, Refused) for end in ends) == [False, True, True]
    assert Visitor.objects.count() == 1


def test_two_give_up_while_others_sign_up_and_no_place_is_lost_or_given_twice():
    with clock.at(NOON):
        event = make_event(in_hours=24, capacity=2)
        placed = [make_visitor(event) for _ in range(2)]
        for minute in (1, 2):
            make_visitor(event, state="waiting", signed_up_at=clock.now() + timedelta(minutes=minute))
    leave = [lambda one=one: events_visitors.give_up(token=one.token) for one in placed]
    at_once(*leave, sign_up(event, 1), sign_up(event, 2))
    assert Event.objects.get().taken == Visitor.objects.filter(state="placed").count() == 2
    assert Visitor.objects.filter(state="waiting").count() == 2


def test_a_telephone_and_the_desk_check_in_one_visitor_once():
    staff = Officers(BANNER)
    with clock.at(NOON):
        event, actor = make_event(staff.desk), staff.station
        visitor = make_visitor(event)
    acts = [lambda who=who: events_arrival.arrive(event_id=event.pk, told=visitor.code, actor=who) for who in (None, actor, None)]
    assert sorted(end.first for end in at_once(*acts)) == [False, False, True]


def test_one_walk_in_pressed_twice_is_one_visitor():
    with clock.at(NOON):
        event = make_event()
    given = {"event_id": event.pk, "name": "苏日娜", "mobile": "13947501111", "agreed": True}
    ends = at_once(*[lambda: events_arrival.walk_in(**given)] * 3)
    assert sorted(end.first for end in ends) == [False, False, True]
    assert Visitor.objects.count() == 1


def test_two_take_the_last_place_of_a_course():
    staff = Officers(BANNER)
    with clock.at(NOON):
        course, actor = make_course(staff.desk, places=1), staff.station
        people = [make_resident(staff.desk) for _ in range(3)]
    ends = at_once(*[lambda one=one: courses.join(course_id=course.pk, actor=actor, resident_ids=[one.pk]) for one in people])
    assert sorted(isinstance(end, Refused) for end in ends) == [False, True, True]
    assert Course.objects.get().taken == Trainee.objects.count() == 1
