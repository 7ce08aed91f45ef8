"""The list of people whom a station looks after, and who of them is due."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from cases.models import ResidentGroup
from core import clock
from jobs.models import CarePerson, Visit
from jobs.states.visits import VisitState

#: A person stands on the workbench so many days before she is due.
SOON_DAYS = 7
ORDER = ("due_on", "pk")


def listed(user: Any, chosen: dict[str, Any]) -> QuerySet[CarePerson]:
    """Who is looked after within the posts of `user`, narrowed by what the filter chose; with groups and planned visit."""
    rows = CarePerson.objects.visible_to(user).current().select_related("resident__station", "resident__community")
    rows = rows.prefetch_related(
        Prefetch("resident__groups", ResidentGroup.objects.filter(until_on__isnull=True), to_attr="groups_now"),
        Prefetch("resident__visits", Visit.objects.filter(state=VisitState.PLANNED), to_attr="visits_planned"),
    )
    today = clock.today()
    if "reason" in chosen:
        rows = rows.filter(reasons__contains=[chosen["reason"]])
    if "group" in chosen:
        groups = ResidentGroup.objects.filter(group=chosen["group"], until_on__isnull=True)
        rows = rows.filter(resident__in=groups.values("resident"))
    if chosen.get("due") == "late":
        rows = rows.filter(due_on__lt=today)
    elif chosen.get("due") == "soon":
        rows = rows.filter(due_on__lte=today + timedelta(days=SOON_DAYS))
    return rows


def counts(user: Any) -> dict[str, int]:
    """How many are looked after, how many of them are due within the week, how many late. One query."""
    today = clock.today()
    return (
        CarePerson.objects.visible_to(user)
        .current()
        .aggregate(
            people=Count("pk"),
            soon=Count("pk", filter=Q(due_on__range=(today, today + timedelta(days=SOON_DAYS)))),
            late=Count("pk", filter=Q(due_on__lt=today)),
        )
    )
