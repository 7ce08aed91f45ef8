"""The pages of visits and of people looked after: few taps, words for every refusal, a fixed number of queries."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import ResidentGroup
from core import clock
from core.models import AuditEntry
from jobs.models import Visit
from portal.services import handover
from tests.factories.cases import make_resident
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_visits import make_care, make_visit
from tests.factories.stations import make_station

pytestmark = pytest.mark.django_db


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_lists_take_a_fixed_number_of_queries(officers, client):
    client.force_login(officers.station)
    pages = [reverse(name) for name in ("jobs:visit_list", "jobs:care_list", "jobs:visitround_list", "portal:workbench")]

    def fill():
        person = make_resident(officers.desk)
        ResidentGroup.objects.create(resident=person, group="older", from_on=clock.today(), recorded_by=officers.station)
        make_care(person)
        make_visit(person)
        make_visit(make_enterprise(station=officers.desk), station=officers.desk)
        make_care(make_resident(officers.desk))

    fill()
    [client.get(page) for page in pages]
    before = [queries(client, page) for page in pages]
    for _each in range(4):
        fill()
    assert [queries(client, page) for page in pages] == before
    assert before[0] <= 6
    assert before[1] <= 8


def test_a_call_on_the_spot_is_written_down_from_the_page_of_a_person_or_unit(officers, client):
    person, unit = make_resident(officers.desk), make_enterprise(station=officers.desk)
    client.force_login(officers.station)
    for name, subject, need in (("resident", person, "work"), ("enterprise", unit, "staff")):
        page = reverse(f"jobs:{name}_visit", args=[subject.pk])
        assert subject.name in client.get(page).content.decode()
        sent = {"token": uuid.uuid4().hex, "met": "yes", "needs": [need], "visited_on": str(clock.today())}
        assert client.post(page, sent).status_code == 302
        client.post(page, sent)  # the line was slow and the button was pressed again
    assert Visit.objects.filter(state="met").count() == 2
    assert "jobs/parts/_unit_visits.html" in [t.name for t in client.get(unit.get_absolute_url()).templates]
    assert reverse("jobs:resident_visits", args=[person.pk]) in client.get(person.get_absolute_url()).content.decode()
    assert client.get(reverse("jobs:resident_visits", args=[person.pk])).status_code == 200


def test_a_form_says_what_is_wrong(officers, client):
    visit = make_visit(make_resident(officers.desk))
    client.force_login(officers.station)
    page = reverse("jobs:visit_record", args=[visit.pk])
    assert "error-summary" in client.post(page, {"save": "1"}).content.decode()
    wrong = {"met": "yes", "visited_on": str(clock.today()), "photos": SimpleUploadedFile("a.jpg", b"MZ")}
    assert "JPEG" in client.post(page, wrong).content.decode()
    assert Visit.objects.get().state == "planned"


def test_what_came_of_a_visit_is_shown(officers, client):
    unit = make_enterprise(station=officers.desk)
    visit = make_visit(unit, station=officers.desk, state="met", needs=["staff", "permit"])
    make_vacancy(officers.desk, enterprise=unit, title="鞋面缝纫工")
    client.force_login(officers.station)
    assert "鞋面缝纫工" in client.get(visit.get_absolute_url()).content.decode()


def test_a_visit_is_given_to_a_colleague_or_up(officers, client):
    visit, second = make_visit(make_resident(officers.desk)), officers.another("station")
    client.force_login(officers.station)
    client.post(reverse("jobs:visit_replan", args=[visit.pk]), {"visitor": second.pk, "due_on": "2099-01-02"})
    assert Visit.objects.get().visitor == second
    assert "error-summary" in client.post(reverse("jobs:visit_drop", args=[visit.pk]), {"save": "1"}).content.decode()
    client.post(reverse("jobs:visit_drop", args=[visit.pk]), {"reason": "已迁出"})
    assert Visit.objects.get().state == "dropped"
    assert client.get(reverse("jobs:visit_record", args=[visit.pk])).status_code == 302  # has moved on, and says so
    assert client.get(reverse("jobs:visit_list") + "?state=dropped").status_code == 200


def test_checkers_read_and_do_not_visit(officers, client):
    visit = make_visit(make_resident(officers.desk))
    client.force_login(officers.second_check)
    assert client.get(visit.get_absolute_url()).status_code == 200
    for name in ("visit_record", "visit_drop", "visit_replan"):
        assert client.get(reverse(f"jobs:{name}", args=[visit.pk])).status_code == 403
    assert client.get(reverse("jobs:visitround_plan")).status_code == 403
    assert client.post(reverse("jobs:care_export")).status_code == 403
    assert client.post(reverse("jobs:visit_export")).status_code == 200
    assert AuditEntry.objects.get(verb="visits.exported").data["count"] == 1
    client.force_login(officers.finance_maker)
    assert client.post(reverse("jobs:visit_export")).status_code == 403


def test_a_station_that_hands_over_hands_its_planned_visits_over(officers):
    visit, target = make_visit(make_resident(officers.desk)), make_station()
    handover.hand_over(actor=officers.security_admin, from_id=officers.desk.pk, to_id=target.pk)
    visit.refresh_from_db()
    assert visit.station == target
