"""Visits for tests, put straight into the tables in a given situation. The services have tests of their own."""

from datetime import timedelta
from typing import Any

from cases.models import Resident
from core import clock
from enterprises.models import Enterprise
from jobs.models import CarePerson, Visit
from jobs.states.visits import VisitState
from stations.models import Station, User
from tests.factories.cases import make_resident
from tests.factories.stations import make_user

JPEG = b"\xff\xd8\xff\xe0 a photo"


def make_visit(
    subject: Resident | Enterprise | None = None,
    *,
    state: str = VisitState.PLANNED,
    station: Station | None = None,
    **fields: Any,
) -> Visit:
    """A visit to a resident, due in a week unless told otherwise; made ones were made today."""
    subject = subject or make_resident(station)
    station = station or subject.station
    visitor: User = fields.pop("visitor", None) or make_user()
    whose = "resident" if isinstance(subject, Resident) else "enterprise"
    values = {
        whose: subject,
        "station": station,
        "region_code": station.region_code,
        "visitor": visitor,
        "due_on": clock.today() + timedelta(days=7),
        "planned_by": visitor,
        "planned_at": clock.now(),
        "state": state,
        **fields,
    }
    if state != VisitState.PLANNED:
        values |= {"recorded_by": visitor, "recorded_at": clock.now()}
    if state in (VisitState.MET, VisitState.MISSED):
        values.setdefault("visited_on", clock.today())
    return Visit.objects.create(**values)


def make_care(resident: Resident | None = None, **fields: Any) -> CarePerson:
    """A person who is hard to employ and due today unless told otherwise."""
    today = clock.today()
    values = {"reasons": ["hard"], "every_days": 30, "from_on": today - timedelta(days=30), "due_on": today, **fields}
    return CarePerson.objects.create(resident=resident or make_resident(), **values)
