"""What Postgres refuses of events and visitors, walked round the models."""

import pytest
from django.db import DatabaseError, transaction

from core import clock
from jobs.models import Event, Intent, Visitor
from jobs.states.events import VisitorState
from tests.factories.jobs_events import make_event, make_stand, make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": "2026-01-01T00:00Z"},
        {"capacity": 0},
        {"taken": -1},
        {"latitude": "47.000000"},
        {"batch": 0},
        {"state": "cancelled"},
    ],
)
def test_postgres_refuses_an_event_that_cannot_be(wrong):
    make_event()
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.update(**wrong)


def test_postgres_refuses_one_too_many_however_it_is_written():
    event = make_event(in_hours=24, capacity=1)
    make_visitor(event)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_visitor(event)
    waiting = make_visitor(event, state=VisitorState.WAITING)
    with pytest.raises(DatabaseError), transaction.atomic():
        Visitor.objects.filter(pk=waiting.pk).update(state=VisitorState.PLACED)
    Visitor.objects.filter(state="placed").delete()
    event.refresh_from_db()
    assert event.taken == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "door"},
        {"state": "gone", "arrived_at": "2026-11-20T01:00Z", "arrived_how": "desk"},
        {"arrived_at": "2026-11-20T01:00Z"},
        {"mobile": None},
        {"mobile": None, "mobile_hash": None},
        {"code": "abc"},
        {"linked_at": "2026-11-20T01:00Z"},
    ],
)
def test_postgres_refuses_a_visitor_that_cannot_be(wrong):
    make_visitor(make_event())
    with pytest.raises(DatabaseError), transaction.atomic():
        Visitor.objects.update(**wrong)


def test_postgres_refuses_to_want_what_another_event_offers_and_to_move_a_visitor():
    here, there = make_event(), make_event()
    visitor, offer = make_visitor(here, came=True), make_stand(there)
    with pytest.raises(DatabaseError), transaction.atomic():
        Intent.objects.create(visitor=visitor, offer=offer, recorded_at=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Visitor.objects.update(event=there)
