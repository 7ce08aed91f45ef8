"""Visits: planned in rounds, made once, never rewritten; who was not met is called on again."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from core.states import WrongState
from jobs.models import Visit, VisitNote, VisitPhoto, VisitRound
from jobs.queries import rounds as query
from jobs.services import rounds, visit_photos, visits
from jobs.services.visits import Found
from tests.factories.cases import make_resident
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs_visits import JPEG, make_care, make_visit

pytestmark = pytest.mark.django_db


def found(met=True, **fields):
    return Found(met=met, visited_on=fields.pop("visited_on", clock.today()), **fields)


def planned(officers, chosen, kind="units", **fields):
    asked = {"token": uuid.uuid4(), "name": "十一月走访", "due_on": clock.today() + timedelta(days=14), "months": 3, "days": 30}
    asked |= {"visitors": [officers.station.pk], "station_id": officers.desk.pk, "actor": officers.station, **fields}
    return rounds.plan(kind=kind, chosen=[each.pk for each in chosen], **asked)


def test_a_round_is_shared_out_and_a_unit_is_planned_once(officers):
    units = [make_enterprise(station=officers.desk) for _each in range(5)]
    second = officers.another("station")
    made = planned(officers, units, visitors=[officers.station.pk, second.pk])
    assert sorted(made.visits.values_list("visitor__username", flat=True)).count(second.username) == 2
    assert AuditEntry.objects.get(verb="visitround.planned").data["visits"] == 5
    with pytest.raises(Refused, match="仍在名单中"):
        planned(officers, units)
    assert VisitRound.objects.count() == 1


def test_a_round_sent_twice_is_planned_once(officers):
    unit, token = make_enterprise(station=officers.desk), uuid.uuid4()
    assert planned(officers, [unit], token=token) == planned(officers, [unit], token=token)
    assert Visit.objects.count() == 1


def test_the_list_holds_who_was_not_met_for_long_and_not_who_was(officers):
    long_ago = clock.today() - timedelta(days=200)
    never, seen, forgotten, elsewhere = (make_enterprise(station=each) for each in (*[officers.desk] * 3, None))
    make_visit(seen, station=officers.desk, state="met")
    make_visit(forgotten, station=officers.desk, state="met", visited_on=long_ago)
    assert list(query.units(officers.station, officers.desk.pk, 3)) == [never, forgotten]
    assert list(query.units(officers.station, officers.desk.pk, 12)) == [never]
    assert elsewhere not in query.units(officers.acceptance, officers.desk.pk, 3)


def test_key_people_and_a_whole_community_are_lists_too(officers):
    due, met, plain = (make_resident(officers.desk) for _each in range(3))
    make_care(due)
    make_care(met, met_on=clock.today())
    assert list(query.people(officers.station, officers.desk.pk, 30)) == [due]
    assert set(query.community(officers.station, officers.desk.pk, officers.desk.region_id)) == {due, met, plain}
    planned(officers, [due], "people")
    assert due not in query.community(officers.station, officers.desk.pk, officers.desk.region_id)


def test_a_visit_is_written_down_once(officers):
    visit = make_visit(make_resident(officers.desk))
    visits.record(
        visit_id=visit.pk,
        actor=officers.station,
        found=found(needs=["work", "training"], note="想找附近的活", photos=[JPEG, JPEG]),
    )
    visit.refresh_from_db()
    assert (visit.state, visit.needs, visit.visitor) == ("met", ["work", "training"], officers.station)
    assert (visit.notes.get().text, visit.photos.get().content_type) == ("想找附近的活", "image/jpeg")
    with pytest.raises(WrongState):
        visits.record(visit_id=visit.pk, actor=officers.station, found=found())
    with pytest.raises(WrongState):
        visits.drop(visit_id=visit.pk, actor=officers.station, reason="重复")


def test_who_was_not_met_is_called_on_again(officers):
    visit = make_visit(make_resident(officers.desk))
    visits.record(visit_id=visit.pk, actor=officers.station, found=found(met=False))
    again = Visit.objects.get(state="planned")
    assert (again.resident, again.due_on) == (visit.resident, clock.today() + timedelta(days=7))
    with pytest.raises(Refused, match="见到"):
        visits.record(visit_id=again.pk, actor=officers.station, found=found(met=False, needs=["work"]))


def test_a_call_on_the_spot_is_the_planned_one_where_there_is_one(officers):
    visit, token = make_visit(make_resident(officers.desk)), uuid.uuid4()
    asked = {"actor": officers.station, "found": found(), "resident_id": visit.resident_id}
    assert visits.record_now(token=uuid.uuid4(), **asked) == visit
    first = visits.record_now(token=token, **asked)
    assert first != visit
    assert visits.record_now(token=token, **asked) == first
    assert Visit.objects.filter(state="met").count() == 2


def test_a_unit_that_no_station_looks_after_is_visited_by_the_actors_own(officers):
    unit = make_enterprise(officers.desk.region_id)
    with pytest.raises(Refused, match="服务站"):
        visits.record_now(token=uuid.uuid4(), actor=officers.acceptance, found=found(), enterprise_id=unit.pk)


def test_what_cannot_be_is_refused(officers, neighbours):
    visit = make_visit(make_resident(officers.desk))
    for wrong in (
        {"visited_on": clock.today() + timedelta(days=1)}, {"visited_on": clock.today() - timedelta(days=61)},
        {"needs": ["staff"]}, {"photos": [b"%PDF-1.4"]},
    ):  # fmt: skip
        with pytest.raises(Refused), transaction.atomic():
            visits.record(visit_id=visit.pk, actor=officers.station, found=found(**wrong))
    with pytest.raises(NotAllowed):
        visits.record(visit_id=visit.pk, actor=neighbours.station, found=found())
    with pytest.raises(Refused, match="在岗人员"):
        visits.replan(visit_id=visit.pk, actor=officers.station, visitor_id=neighbours.station.pk, due_on=clock.today())
    assert Visit.objects.get().state == "planned"
    assert not VisitPhoto.objects.exists()


def test_a_correction_is_a_further_note(officers):
    visit = make_visit(make_resident(officers.desk), state="met")
    visits.add_note(visit_id=visit.pk, actor=officers.station, text="电话登记有误，已更正")
    with pytest.raises(Refused):
        visits.add_note(visit_id=visit.pk, actor=officers.station, text=" ")
    for change in (lambda: VisitNote.objects.update(text="x"), lambda: VisitNote.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "wrong",
    [
        {"resident": None},
        {"state": "planned", "visited_on": None, "recorded_by": None, "recorded_at": None},
        {"visited_on": None},
        {"needs": ["work", "loan"]},
        {"recorded_by": None},
    ],
)
def test_postgres_keeps_a_visit_as_it_was_recorded(wrong):
    visit = make_visit(state="met")
    with pytest.raises(DatabaseError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(**wrong)


def test_postgres_plans_one_visit_of_a_person_at_a_time(officers):
    visit = make_visit(make_resident(officers.desk))
    with pytest.raises(DatabaseError), transaction.atomic():
        make_visit(visit.resident)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_visit(make_resident(officers.desk), state="dropped")


def test_a_photo_that_was_changed_on_the_disk_does_not_open(officers, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    visit = make_visit(make_resident(officers.desk), state="met")
    photo = visit_photos.add(visit_id=visit.pk, actor=officers.station, content=JPEG)
    assert visit_photos.open_recorded(photo_id=photo.pk, actor=officers.first_check).content == JPEG
    assert AuditEntry.objects.filter(verb="visit.photo_opened").count() == 1
    (tmp_path / photo.stored_as).write_bytes(b"\xff\xd8\xff other")
    with pytest.raises(Refused):
        visit_photos.open_recorded(photo_id=photo.pk, actor=officers.first_check)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_plan_the_same_people_plan_each_once(officers):
    people = [make_resident(officers.desk) for _each in range(6)]
    actors = [officers.station, officers.acceptance]

    def plan(actor):
        try:
            where = {"code": officers.desk.region_id, "actor": actor, "visitors": [officers.station.pk]}
            return planned(officers, people, "community", **where).visits.count()
        except Refused:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(plan, actors)) == 6
    assert Visit.objects.count() == 6
