"""Events and courses for tests, put straight into the tables. The services have tests of their own."""

import itertools
from datetime import timedelta

from core import clock
from core.crypto import blind_index
from jobs.models import Course, Event, Offer, Stand, Trainee, Vacancy, Visitor
from jobs.services.events_visitors import LETTERS
from jobs.states.events import EventKind, EventState, VisitorState
from stations.models import Station
from tests.factories.cases import make_resident
from tests.factories.jobs import make_vacancy
from tests.factories.stations import make_station, make_user

_numbers = itertools.count(900_001)  # beyond those that the demo data take


def make_event(station: Station | None = None, **fields) -> Event:
    """A published job fair that began an hour ago and ends in two; `in_hours` moves it."""
    station = station or make_station()
    begins = clock.now() + timedelta(hours=fields.pop("in_hours", -1))
    values = {
        "number": f"HD{station.region_code[:6]}-{clock.today().year}-{next(_numbers):06d}",
        "kind": EventKind.JOB_FAIR,
        "title": "科尔沁区秋季招聘会",
        "station": station,
        "region": station.region,
        "address": "万达广场一层中庭",
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=3),
        "state": EventState.PUBLISHED,
        "created_at": clock.now(),
        "created_by": fields.pop("created_by", None) or make_user(),
        **fields,
    }
    return Event.objects.create(**values)


def make_stand(event: Event, vacancy: Vacancy | None = None) -> Offer:
    """A unit with one vacancy at the event; returns the offer."""
    vacancy = vacancy or make_vacancy(event.station)
    stand = Stand.objects.create(
        event=event,
        number=event.stands.count() + 1,
        enterprise=vacancy.enterprise,
        employer=vacancy.employer,
        credit_code=vacancy.credit_code,
    )
    return Offer.objects.create(stand=stand, vacancy=vacancy, headcount=vacancy.headcount)


def make_visitor(event: Event, *, came: bool = False, **fields) -> Visitor:
    """A visitor with a place; every call gives another mobile and code."""
    number = next(_numbers)
    mobile = fields.pop("mobile", f"139{number:08d}")
    code, rest = "", number
    while len(code) < 6:
        rest, letter = divmod(rest, len(LETTERS))
        code += LETTERS[letter]
    now = clock.now()
    arrival = {"arrived_at": now, "arrived_how": "phone"} if came else {}
    values = {
        "state": VisitorState.PLACED,
        "channel": "web",
        "name": "苏日娜",
        "mobile": mobile,
        "mobile_hash": blind_index("mobile", mobile),
        "code": code,
        "consented_at": now,
        "signed_up_at": now,
        **arrival,
        **fields,
    }
    return Visitor.objects.create(event=event, **values)


def make_course(station: Station | None = None, **fields) -> Course:
    """A course for shoe makers of twenty places that began ten days ago and ends in ten."""
    station = station or make_station()
    today = clock.today()
    values = {
        "number": f"PX{station.region_code[:6]}-{today.year}-{next(_numbers):06d}",
        "title": "手工制鞋初级班",
        "occupation_id": "6050401",
        "station": station,
        "provider": "通辽职业学院",
        "hours": 80,
        "from_on": today - timedelta(days=10),
        "until_on": today + timedelta(days=10),
        "places": 20,
        "created_at": clock.now(),
        "created_by": fields.pop("created_by", None) or make_user(),
        **fields,
    }
    return Course.objects.create(**values)


def make_trainee(course: Course, **fields) -> Trainee:
    """One more resident of the station on the course."""
    values = {
        "resident": fields.pop("resident", None) or make_resident(course.station),
        "joined_at": clock.now(),
        "joined_by": course.created_by,
        **fields,
    }
    return Trainee.objects.create(course=course, **values)
