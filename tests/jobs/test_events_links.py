"""The desk links a visitor to the resident of the same name and mobile: looked at, confirmed, on record; nobody else is shown."""

import pytest
from django.test import Client

from cases.models import Resident
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from jobs.services import events_links
from tests.factories.cases import make_resident
from tests.factories.jobs_events import make_event, make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
MOBILE = "13947501111"


@pytest.fixture
def person(officers):
    return make_resident(officers.desk, name="苏日娜", mobile=MOBILE)


@pytest.fixture
def event(officers):
    return make_event(officers.desk)


@pytest.fixture
def visitor(event):
    return make_visitor(event, came=True, name="苏日娜", mobile=MOBILE)


def window(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_list_marks_who_may_be_on_record_and_the_desk_confirms(officers, event, visitor, person):
    stranger = make_visitor(event, came=True, name="白音那", mobile=MOBILE[:-1] + "2")
    desk = window(officers.station)
    listed = desk.get(f"/events/{event.pk}/visitors/").content.decode()
    assert f"/event-visitors/{visitor.pk}/link/" in listed
    assert f"/event-visitors/{stranger.pk}/link/" not in listed
    page = desk.get(f"/event-visitors/{visitor.pk}/link/").content.decode()
    assert person.id_number not in page
    assert MOBILE not in page
    desk.post(f"/event-visitors/{visitor.pk}/link/", {"resident": person.pk})

    visitor.refresh_from_db()
    assert visitor.resident == person
    entry = AuditEntry.objects.get(verb="visitor.linked")
    assert (entry.actor, entry.data["resident"]) == (officers.station, person.pk)
    assert f"/residents/{person.pk}/" in desk.get(f"/events/{event.pk}/visitors/").content.decode()


@pytest.mark.parametrize("other", [{"name": "苏日"}, {"mobile": "13947501112"}])
def test_another_name_or_number_is_another_person(officers, visitor, person, other):
    Resident.objects.filter(pk=person.pk).update(**other)
    with pytest.raises(Refused):
        events_links.link(visitor_id=visitor.pk, actor=officers.station, resident_id=person.pk)
    assert window(officers.station).get(f"/event-visitors/{visitor.pk}/link/").status_code == 302


def test_nobody_is_linked_by_the_neighbour_by_the_auditor_or_to_somebody_of_another_station(
    officers, neighbours, event, visitor, person
):
    for actor in (neighbours.station, officers.auditor):
        with pytest.raises(NotAllowed):
            events_links.link(visitor_id=visitor.pk, actor=actor, resident_id=person.pk)
        assert window(actor).get(f"/event-visitors/{visitor.pk}/link/").status_code in (403, 404)
    far = make_visitor(event, name="乌云", mobile="13947509999")
    theirs = make_resident(neighbours.desk, name="乌云", mobile="13947509999")
    with pytest.raises(Refused):
        events_links.link(visitor_id=far.pk, actor=officers.station, resident_id=theirs.pk)


def test_a_file_is_linked_once_an_event_and_a_link_stays(officers, event, visitor, person):
    events_links.link(visitor_id=visitor.pk, actor=officers.station, resident_id=person.pk)
    with pytest.raises(Refused):
        events_links.link(visitor_id=visitor.pk, actor=officers.station, resident_id=person.pk)
