"""Whom a round may be to: units not visited for long, people of key groups, everybody of a community."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from cases.models import Resident
from core import clock
from core.periods import add_months
from enterprises.models import Enterprise
from jobs.models import Visit
from jobs.states.visits import RoundKind, VisitState

#: Visits of one round at most: four people cannot make more.
MOST = 200


def _last_met(whose: str) -> Subquery:
    made = Visit.objects.filter(state=VisitState.MET, **{whose: OuterRef("pk")}).order_by().values(whose)
    return Subquery(made.annotate(day=Max("visited_on")).values("day"))


def _unplanned(rows: QuerySet[Any], whose: str) -> QuerySet[Any]:
    return rows.exclude(Exists(Visit.objects.filter(state=VisitState.PLANNED, **{whose: OuterRef("pk")})))


def units(user: Any, station_id: int, months: int) -> QuerySet[Enterprise]:
    """Units that the station looks after and that nobody met for so many months; never visited ones first."""
    before = add_months(clock.today(), -months)
    rows = Enterprise.objects.visible_to(user).filter(station_id=station_id, closed_on__isnull=True)
    rows = _unplanned(rows, "enterprise").annotate(met_on=_last_met("enterprise"))
    return rows.filter(Q(met_on__isnull=True) | Q(met_on__lte=before)).order_by(F("met_on").asc(nulls_first=True), "pk")


def people(user: Any, station_id: int, days: int) -> QuerySet[Resident]:
    """People whom the station looks after and whom nobody met for so many days; the longest due first."""
    before = clock.today() - timedelta(days=days)
    rows = _people(user, station_id).filter(care__until_on__isnull=True, care__isnull=False)
    rows = rows.filter(Q(care__met_on__isnull=True) | Q(care__met_on__lte=before)).annotate(met_on=F("care__met_on"))
    return rows.order_by("care__due_on", "pk")


def community(user: Any, station_id: int, code: str) -> QuerySet[Resident]:
    """Everybody of the station who lives in that community; whoever was never met comes first."""
    rows = _people(user, station_id).filter(community_id=code).annotate(met_on=_last_met("resident"))
    return rows.order_by(F("met_on").asc(nulls_first=True), "pk")


def _people(user: Any, station_id: int) -> QuerySet[Resident]:
    rows = Resident.objects.visible_to(user).filter(station_id=station_id, deceased_on__isnull=True)
    return _unplanned(rows, "resident")


def candidates(user: Any, kind: str, station_id: int, *, months: int, days: int, code: str) -> QuerySet[Any]:
    """The list that a round of that kind is chosen from."""
    if kind == RoundKind.UNITS:
        return units(user, station_id, months)
    if kind == RoundKind.PEOPLE:
        return people(user, station_id, days)
    return community(user, station_id, code)


def communities(user: Any, station_id: int) -> list[tuple[str, str]]:
    """The communities in which people of the station live: code and name."""
    rows = Resident.objects.visible_to(user).filter(station_id=station_id, community__isnull=False)
    return list(rows.order_by("community_id").values_list("community_id", "community__name").distinct())
