"""Visits as lists and pages show them: what is due, what was found, what came of it, where to go on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Claim, Hire
from core import clock
from enterprises.models import Enterprise
from enterprises.queries.hooks import Part
from jobs.models import ServiceOrder, Vacancy, Visit, Wish
from jobs.policies.visits import can_visit
from jobs.states.orders import Demand, Service
from jobs.states.visits import Need, VisitState
from programmes.queries import labels

SHOWN = 20
ORDER = ("due_on", "pk")
WHO = {"units": Q(enterprise__isnull=False), "people": Q(resident__isnull=False)}


@dataclass(frozen=True)
class Way:
    """A page on which the next step begins."""

    label: Any
    url: str


@dataclass(frozen=True)
class Came:
    """Something that was done for the person or unit since the visit."""

    on: date
    what: Any
    name: str
    url: str


PERSON, UNIT, NOBODY = "person", "unit", "nobody"
#: Where each need is taken further: the word, the page, whose key it takes. A page that is not there is left out.
NEXT: dict[str, tuple[tuple[Any, str, str], ...]] = {
    Need.STAFF: ((_("Log its vacancy"), "jobs:vacancy_log_unit", UNIT),),
    Need.LOAN: ((_("Choose a programme for the unit"), "cases:claim_choose_unit", UNIT),),
    Need.SUBSIDY: ((_("Choose a programme for the unit"), "cases:claim_choose_unit", UNIT),),
    Need.SKILLS: ((_("See courses"), "jobs:course_list", NOBODY),),
    Need.WORK: ((_("Write down what work is wished"), "jobs:wish_edit", PERSON),),
    Need.TRAINING: ((_("See courses for the person"), "jobs:resident_training", PERSON),),
    Need.BENEFIT: ((_("Choose a programme for the person"), "cases:claim_choose", PERSON),),
    Need.STARTUP: ((_("Choose a programme for the person"), "cases:claim_choose", PERSON),),
    Need.INSURANCE: ((_("Choose a programme for the person"), "cases:claim_choose", PERSON),),
    Need.HARDSHIP: ((_("Choose a programme for the person"), "cases:claim_choose", PERSON),),
    Need.WAGES: ((_("Take down what wages are owed"), "jobs:arrears_enter", NOBODY),),
}
#: Everything else that a station can be asked for is ordered as a service; what firms raise is taken down as a demand.
ORDERED = (_("Order a service for it"), "jobs:order_place", NOBODY)
DEMANDED = _("Take down the demand: %(kind)s")


def next_steps(visit: Visit) -> list[Way]:
    """Where what was found is taken further, each page once; the address names whom it is for, so that the page knows."""
    ways: dict[str, Way] = {}
    of = f"resident={visit.resident_id}" if visit.resident_id else f"unit={visit.enterprise_id}"
    for need in visit.needs:
        for label, name, whose in NEXT.get(need, () if need in Demand.values else (ORDERED,)):
            key = {PERSON: visit.resident_id, UNIT: visit.enterprise_id, NOBODY: None}[whose]
            try:
                url = reverse(name, args=[] if whose == NOBODY else [key])
            except NoReverseMatch:
                continue
            ways.setdefault(name, Way(label, f"{url}?{of}&visit={visit.pk}"))
        if visit.enterprise_id and need in Demand.values:
            url = f"{reverse('jobs:order_place')}?{of}&visit={visit.pk}&service={Service.DEMAND}&demand={need}"
            ways[need] = Way(DEMANDED % {"kind": Demand(need).label}, url)
    return list(ways.values())


def _claims(user: Any, visit: Visit, since: datetime | None) -> list[Came]:
    found = Claim.objects.visible_to(user).filter(resident=visit.resident_id, enterprise=visit.enterprise_id)
    return [
        Came(
            clock.day_of(each.created_at),
            _("Claim"),
            f"{labels.scheme(each.scheme)} {each.number}",
            reverse("cases:claim_show", args=[each.pk]),
        )
        for each in _narrowed(visit, found, "created_at", since)
    ]


def _vacancies(user: Any, visit: Visit, since: datetime | None) -> list[Came]:
    found = Vacancy.objects.visible_to(user).filter(household=visit.resident_id, enterprise=visit.enterprise_id)
    return [
        Came(clock.day_of(each.created_at), pgettext_lazy("visit", "Vacancy"), each.title, _url(each))
        for each in _narrowed(visit, found, "created_at", since)
    ]


def _orders(user: Any, visit: Visit, since: datetime | None) -> list[Came]:
    found = ServiceOrder.objects.visible_to(user).filter(resident=visit.resident_id, enterprise=visit.enterprise_id)
    return [
        Came(clock.day_of(each.ordered_at), each.service_said, f"{each.topic} {each.number}", _url(each))
        for each in _narrowed(visit, found, "ordered_at", since)
    ]


def _wishes(user: Any, visit: Visit, since: datetime | None) -> list[Came]:
    if not visit.resident_id:
        return []
    found = Wish.objects.visible_to(user).filter(resident=visit.resident_id)
    return [
        Came(clock.day_of(each.created_at), _("Wish"), each.get_state_display(), _url(each))
        for each in _narrowed(visit, found, "created_at", since)
    ]


def _narrowed(visit: Visit, rows: QuerySet[Any], moment: str, since: datetime | None) -> QuerySet[Any]:
    """Those that the visit is recorded to have caused; with `since` those from then on of which no cause is recorded."""
    if since is None:
        return rows.filter(visit_cause__visit=visit).order_by("pk")
    return rows.filter(visit_cause__isnull=True, **{f"{moment}__gte": since}).order_by("pk")[:SHOWN]


def _hires(_user: Any, visit: Visit, since: datetime | None) -> list[Came]:
    if not visit.resident_id or since is None:
        return []
    found = Hire.objects.live().filter(resident=visit.resident_id, recorded_at__gte=since)
    return [Came(each.hired_on, _("Hire"), each.employer, each.get_absolute_url()) for each in found.order_by("pk")[:SHOWN]]


#: What may come of a visit; each app and each step brings a function.
SOURCES: tuple[Callable[[Any, Visit, datetime | None], list[Came]], ...] = (_claims, _vacancies, _orders, _wishes, _hires)


def came_of(user: Any, visit: Visit) -> list[Came]:
    """What was begun from the visit, as recorded when it was begun. A query a source."""
    return _all(user, visit, None)


def done_since(user: Any, visit: Visit) -> list[Came]:
    """What else was done for the person or unit since the day of the visit, whatever it came from. A query a source."""
    if visit.visited_on is None:
        return []
    return _all(user, visit, datetime(visit.visited_on.year, visit.visited_on.month, visit.visited_on.day, tzinfo=clock.BEIJING))


def _all(user: Any, visit: Visit, since: datetime | None) -> list[Came]:
    return sorted((each for source in SOURCES for each in source(user, visit, since)), key=lambda each: each.on)


def _url(thing: Any) -> str:
    try:
        return str(thing.get_absolute_url())
    except NoReverseMatch:
        return ""


def listed(user: Any, chosen: dict[str, Any]) -> QuerySet[Visit]:
    """The visits that `user` may see, narrowed by what the filter chose; with whom they are to."""
    rows = Visit.objects.visible_to(user).select_related("resident", "enterprise", "visitor", "station", "round")
    rows = rows.filter(state=chosen.get("state", VisitState.PLANNED)) if chosen.get("state") != "all" else rows
    if "who" in chosen:
        rows = rows.filter(WHO[chosen["who"]])
    if "need" in chosen:
        rows = rows.filter(needs__contains=[chosen["need"]])
    if chosen.get("mine"):
        rows = rows.filter(visitor=user)
    if chosen.get("late"):
        rows = rows.filter(state=VisitState.PLANNED, due_on__lt=clock.today())
    return rows


def of_resident(user: Any, resident_id: int) -> list[Visit]:
    """The newest visits to a person."""
    return list(Visit.objects.visible_to(user).filter(resident=resident_id).select_related("visitor").order_by("-pk")[:SHOWN])


def unit_part(user: Any, unit: Enterprise) -> Part | None:
    """The newest visits to a unit on its page, and the way to write one down; None without either."""
    may = unit.closed_on is None and can_visit(user, unit.region_code, unit.station_id)
    visits = list(Visit.objects.visible_to(user).filter(enterprise=unit).select_related("visitor").order_by("-pk")[:SHOWN])
    return Part("jobs/parts/_unit_visits.html", {"unit": unit, "visits": visits, "may": may}) if may or visits else None
