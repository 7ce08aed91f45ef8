"""Training in four steps: for a post that is needed, day by day, assessed, and who found work afterwards."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from core import clock
from core.policies import NotAllowed, Refused
from jobs.models import Course, Presence, Trainee
from jobs.services import courses, courses_steps
from jobs.states.courses import CourseState, Result
from tests.factories.cases import make_resident
from tests.factories.jobs_events import make_course, make_trainee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]

TODAY = date(2026, 11, 20)


def values(**fields) -> dict:
    return {
        "title": "制鞋班", "occupation_id": "6050401", "provider": "通辽职业学院", "hours": 80, "from_on": TODAY,
        "until_on": TODAY + timedelta(days=20), "places": 20, **fields,
    }  # fmt: skip


def test_a_station_opens_a_course_and_the_neighbour_does_not(officers, neighbours):
    course = courses.open_course(actor=officers.station, station_id=officers.desk.pk, **values())
    assert course.number.startswith("PX150502-2026-")
    with pytest.raises(NotAllowed):
        courses.open_course(actor=neighbours.station, station_id=officers.desk.pk, **values())
    with pytest.raises(NotAllowed):
        courses.edit(course_id=course.pk, actor=neighbours.station, places=30)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"until_on": TODAY - timedelta(days=1)}, "until_on"), ({"subsidised": True}, "subsidy_basis")]
)
def test_what_cannot_be_opened_is_refused_at_its_field(officers, wrong, field):
    with pytest.raises(Refused) as refused:
        courses.open_course(actor=officers.station, station_id=officers.desk.pk, **values(**wrong))
    assert refused.value.field == field


def test_trainees_join_once_within_the_places_and_a_place_comes_back(officers, neighbours):
    course = make_course(officers.desk, places=2)
    people = [make_resident(officers.desk) for _ in range(3)]
    join = {"course_id": course.pk, "actor": officers.station}
    assert len(courses.join(**join, resident_ids=[people[0].pk, people[1].pk])) == 2
    assert courses.join(**join, resident_ids=[people[0].pk]) == []
    with pytest.raises(Refused) as refused:
        courses.join(**join, resident_ids=[people[2].pk])
    assert refused.value.code == "full"
    first = course.trainees.get(resident=people[0])
    courses_steps.leave(trainee_id=first.pk, actor=officers.station, left_on=TODAY, reason="找到工作")
    assert len(courses.join(**join, resident_ids=[people[2].pk])) == 1
    with pytest.raises(Refused):
        courses.join(**join, resident_ids=[make_resident(neighbours.desk).pk])


def test_a_telephone_is_present_once_a_day_and_only_a_trainees(officers):
    course = make_course(officers.desk)
    trainee = make_trainee(course)
    there = {"course_id": course.pk, "mobile": trainee.resident.mobile}
    assert courses_steps.be_present(**there)
    assert not courses_steps.be_present(**there)
    with pytest.raises(Refused) as refused:
        courses_steps.be_present(course_id=course.pk, mobile="13900000000")
    assert refused.value.field == "mobile"
    make_trainee(course, resident=make_resident(officers.desk, mobile=trainee.resident.mobile))
    with pytest.raises(Refused):
        courses_steps.be_present(**there)
    with clock.at("2027-01-04T09:00"), pytest.raises(Refused) as refused:
        courses_steps.be_present(**there)
    assert refused.value.code == "shut"


def test_the_sheet_says_who_was_there_and_is_put_right(officers):
    course = make_course(officers.desk)
    one, two = make_trainee(course), make_trainee(course)
    sheet = {"course_id": course.pk, "actor": officers.station, "on": TODAY}
    assert courses_steps.note_presence(**sheet, trainee_ids=[one.pk, two.pk]) == 2
    assert courses_steps.note_presence(**sheet, trainee_ids=[two.pk, make_trainee(make_course()).pk]) == 1
    assert Presence.objects.get().trainee == two
    with pytest.raises(Refused):
        courses_steps.note_presence(**{**sheet, "on": TODAY + timedelta(days=1)}, trainee_ids=[one.pk])


def assess(trainee, actor, **fields):
    given = {"result": Result.PASSED, "assessed_on": TODAY, **fields}
    return courses_steps.assess(trainee_id=trainee.pk, actor=actor, **given)


def test_who_passed_holds_a_certificate_that_nobody_else_holds(officers):
    course = make_course(officers.desk)
    one, two = make_trainee(course), make_trainee(course)
    certificate = {"certificate_no": "S00 0015 0100 1", "certificate_level": 5, "certificate_on": TODAY}
    assert assess(one, officers.station, **certificate).certificate_no == "S000015" + "01001"
    with pytest.raises(Refused) as refused:
        assess(two, officers.station, **certificate)
    assert refused.value.field == "certificate_no"
    assert assess(two, officers.station, result=Result.FAILED).certificate_no is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"assessed_on": TODAY + timedelta(days=1)}, "assessed_on"),
        ({"result": Result.FAILED, "certificate_no": "S1", "certificate_level": 5, "certificate_on": TODAY}, "certificate_no"),
        ({"certificate_no": "S1", "certificate_on": TODAY}, "certificate_level"),
        ({"certificate_no": "S1", "certificate_level": 4}, "certificate_on"),
        ({"certificate_level": 4}, "certificate_no"),
    ],
)
def test_half_a_result_is_refused_at_its_field(officers, wrong, field):
    with pytest.raises(Refused) as refused:
        assess(make_trainee(make_course(officers.desk)), officers.station, **wrong)
    assert refused.value.field == field


def test_a_course_ends_or_is_cancelled_with_the_reason(officers):
    course, other = make_course(officers.desk), make_course(officers.desk, from_on=TODAY + timedelta(days=3))
    assert courses.close(course_id=course.pk, actor=officers.station).state == CourseState.CLOSED
    with pytest.raises(Refused):
        courses.close(course_id=other.pk, actor=officers.station)
    with pytest.raises(Refused):
        courses.cancel(course_id=other.pk, actor=officers.station, reason="")
    assert courses.cancel(course_id=other.pk, actor=officers.station, reason="人数不足").state == CourseState.CANCELLED


@pytest.mark.parametrize(
    "wrong",
    [
        {"until_on": date(2020, 1, 1)},
        {"hours": 0},
        {"places": 0},
        {"taken": 21},
        {"subsidised": True},
        {"state": "cancelled"},
    ],
)
def test_postgres_refuses_a_course_that_cannot_be(wrong):
    make_course()
    with pytest.raises(DatabaseError), transaction.atomic():
        Course.objects.update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"left_on": TODAY},
        {"result": "passed"},
        {"certificate_no": "S1"},
        {"result": "none", "assessed_on": TODAY},
    ],
)
def test_postgres_refuses_a_trainee_that_cannot_be(wrong):
    make_trainee(make_course())
    with pytest.raises(DatabaseError), transaction.atomic():
        Trainee.objects.update(**wrong)


def test_postgres_refuses_one_too_many_and_a_presence_outside_the_days():
    course = make_course(places=1)
    trainee = make_trainee(course)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_trainee(course)
    with pytest.raises(DatabaseError), transaction.atomic():
        Presence.objects.create(trainee=trainee, on=TODAY + timedelta(days=11), recorded_at=clock.now())
