"""Courses: one ended with certificates, one subsidised, one that is held now; who was there, passed and found work."""

from datetime import date, timedelta
from typing import Any

from cases.models import Resident
from core import clock
from jobs.models import Course, Trainee
from jobs.services import courses, courses_steps
from jobs.states.courses import Result
from portal.services.seed.offices import Offices
from stations.models import Station, User

#: Title, occupation, body, first day (days from today), length in days, lessons, subsidised, trainees.
PLANS = (
    ("手工制鞋初级班", "6050401", "通辽职业学院", -75, 20, 80, False, 8),
    ("家政服务员班", "4100106", "民生职业培训学校", -60, 15, 60, True, 6),
    ("手工制鞋提高班", "6050401", "通辽职业学院", -8, 24, 96, False, 7),
)
BASIS = "自治区职业技能培训补贴管理办法"


def teach(offices: Offices) -> int:
    """The first station of the demo's banner has held the courses; returns how many trainees there are."""
    desk = offices.accounts["station1"]
    station = desk.posts.get().station
    if station is None:
        return 0
    people = Resident.objects.visible_to(desk).filter(deceased_on=None, created_at__lt=clock.now() - timedelta(days=90))
    people = people.exclude(mobile="").order_by("pk")
    first = 0
    for plan in PLANS:
        chosen = list(people[first : first + plan[-1]])
        first += len(chosen)
        _teach(station, desk, plan, chosen)
    return Trainee.objects.count()


def _teach(station: Station, desk: User, plan: tuple[Any, ...], people: list[Resident]) -> None:
    title, occupation, provider, days, length, hours, subsidised, _count = plan
    begins = clock.today() + timedelta(days=days)
    ends = begins + timedelta(days=length)
    with clock.at(begins - timedelta(days=5)):
        course = courses.open_course(
            actor=desk, station_id=station.pk, title=title, occupation_id=occupation, provider=provider, address="实训楼三层",
            hours=hours, from_on=begins, until_on=ends, places=20, subsidised=subsidised,
            subsidy_basis=BASIS if subsidised else "",
        )  # fmt: skip
        trainees = courses.join(course_id=course.pk, actor=desk, resident_ids=[one.pk for one in people])
    _attend(course, desk, trainees, begins, min(ends, clock.today()))
    if ends < clock.today():
        _assess(course, desk, trainees, ends)


def _attend(course: Course, desk: User, trainees: list[Trainee], begins: date, last: date) -> None:
    for number in range(0, (last - begins).days + 1, 4):
        on = begins + timedelta(days=number)
        there = [one.pk for place, one in enumerate(trainees) if (place + number) % 7]
        with clock.at(on):
            courses_steps.note_presence(course_id=course.pk, actor=desk, on=on, trainee_ids=there)


def _assess(course: Course, desk: User, trainees: list[Trainee], ends: date) -> None:
    with clock.at(ends + timedelta(days=3)):
        courses.close(course_id=course.pk, actor=desk)
        for number, one in enumerate(trainees):
            passed = number % 6 != 5
            certificate: dict[str, Any] = {
                "certificate_no": f"S0000150001{course.pk:04d}{number:03d}",
                "certificate_level": 5 if number % 3 else 4,
                "certificate_on": ends + timedelta(days=3),
            }
            courses_steps.assess(
                trainee_id=one.pk, actor=desk, result=Result.PASSED if passed else Result.FAILED,
                assessed_on=ends + timedelta(days=1), **(certificate if passed else {}),
            )  # fmt: skip
