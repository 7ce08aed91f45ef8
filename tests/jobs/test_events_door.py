"""A hall of people behind one address checks in; a script that presses for many numbers does not."""

from datetime import timedelta

import pytest
from django.test import Client

from core import clock
from core.crypto import blind_index
from core.policies import Refused
from jobs.models import DoorTry, Visitor
from jobs.services import events_door
from tests.factories.jobs_events import make_event, make_visitor
from tests.factories.programmes import decide_terms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def event():
    return make_event()


def telephone(event) -> Client:
    """A telephone that has opened the door's page."""
    client = Client(REMOTE_ADDR="10.1.1.1")
    client.get(f"/public/events/{event.token}/here/")
    return client


def press(client, event, told):
    return client.post(f"/public/events/{event.token}/here/", {"told": told})


def test_a_hall_of_people_behind_one_address_check_in_with_their_own_telephones(event):
    visitors = [make_visitor(event) for _number in range(35)]
    for visitor in visitors:
        assert press(telephone(event), event, str(visitor.mobile)).status_code == 302

    assert Visitor.objects.arrived().count() == 35


def test_one_telephone_checks_a_family_in_and_then_leads_to_the_desk(event):
    decide_terms(arrivals_a_device=3)
    client = telephone(event)
    visitors = [make_visitor(event) for _number in range(4)]
    answers = [press(client, event, str(visitor.mobile)) for visitor in visitors]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "请到服务台签到" in answers[3].content.decode()
    assert Visitor.objects.arrived().count() == 3
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert press(client, event, str(visitors[3].mobile)).status_code == 302


def test_a_script_that_takes_a_new_mark_each_time_meets_the_ceiling_of_the_event(event):
    decide_terms(arrivals_a_minute=10)
    for number in range(12):
        last = press(telephone(event), event, f"1390000{number:04d}")
    assert "一分钟后再试" in last.content.decode()
    assert DoorTry.objects.count() == 10
    with clock.at(clock.now() + timedelta(seconds=61)):
        assert press(telephone(event), event, str(make_visitor(event).mobile)).status_code == 302


def test_one_number_is_tried_ten_times_in_an_hour_from_wherever(event):
    for number in range(events_door.A_MOBILE):
        events_door.knock(event=event, device=f"telephone {number}", told="139 0000 0001")
    with pytest.raises(Refused):
        events_door.knock(event=event, device="another", told="13900000001")
    events_door.knock(event=event, device="another", told="13900000002")


def test_a_press_without_a_mark_gets_one_and_is_sent_once_more(event):
    client, visitor = Client(), make_visitor(event)
    assert "再提交一次" in press(client, event, str(visitor.mobile)).content.decode()
    assert not DoorTry.objects.exists()
    assert press(client, event, str(visitor.mobile)).status_code == 302


def test_a_forged_mark_counts_for_nothing(event):
    client, visitor = Client(), make_visitor(event)
    client.cookies["door"] = "made-up"

    assert press(client, event, str(visitor.mobile)).status_code == 200
    assert not Visitor.objects.arrived().exists()


def test_the_hall_signs_up_on_the_page_of_the_event_too_while_the_door_is_open(event):
    for number in range(35):
        client = telephone(event)
        sent = {"name": "苏日娜", "mobile": f"1394750{number:04d}", "agreed": "on"}
        assert client.post(f"/public/events/{event.token}/", sent).status_code == 302

    assert event.visitors.count() == 35


def test_yesterdays_presses_are_gone_and_hold_no_number(event):
    events_door.knock(event=event, device="x", told="13900000001")
    assert bytes(DoorTry.objects.get().mobile_hash) == blind_index("mobile", "13900000001")
    with clock.at(clock.now() + timedelta(hours=25)):
        assert events_door.forget() == 1


def test_a_mark_that_cannot_be_read_is_replaced_by_the_answer(event):
    client = telephone(event)
    client.cookies["door"].set("door", "spoiled", "spoiled")
    visitor = make_visitor(event)

    assert press(client, event, str(visitor.mobile)).status_code == 200
    assert press(client, event, str(visitor.mobile)).status_code == 302
