"""What waits outside: visits that are due, and people whom nobody has planned to visit again."""

from datetime import timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from cases.policies.residents import DESK
from core import clock
from jobs.models import CarePerson, Visit
from jobs.queries.care import SOON_DAYS
from jobs.states.visits import VisitState
from portal.queries.queues import Queue


def _visits(_user: Any, scope: Q) -> QuerySet[Any]:
    return Visit.objects.filter(scope, state=VisitState.PLANNED, due_on__lte=clock.today() + timedelta(days=SOON_DAYS))


def _people(_user: Any, scope: Q) -> QuerySet[Any]:
    """Due within the week, and no visit planned."""
    planned = Visit.objects.filter(resident=OuterRef("resident"), state=VisitState.PLANNED)
    soon = clock.today() + timedelta(days=SOON_DAYS)
    return CarePerson.objects.current().filter(scope, ~Exists(planned), due_on__lte=soon)


def _tail(field: str) -> Any:
    """How a person is told apart on a page; nothing where there is no person."""
    return Case(When(**{f"{field}__isnull": False}, then=Concat(Value("****"), F(field), output_field=CharField())))


QUEUES = (
    Queue(
        code="visit",
        label=_("Visits due"),
        action=_("Record the visit"),
        roles=DESK,
        page="jobs:visit_show",
        rows=_visits,
        says={
            "title": Coalesce(_tail("resident__id_last4"), "enterprise__credit_code"),
            "subject": Coalesce("resident__name", "enterprise__name"),
            "state": F("state"),
            "since": F("planned_at"),
            "due_on": F("due_on"),
        },
        states=VisitState,
    ),
    Queue(
        code="care",
        label=_("People to look after"),
        action=_("Record a visit"),
        roles=DESK,
        page="jobs:resident_visit",
        rows=_people,
        says={
            "target": F("resident_id"),
            "title": _tail("resident__id_last4"),
            "subject": F("resident__name"),
            "due_on": F("due_on"),
        },
        region="resident__region_code",
        station="resident__station_id",
    ),
)
