"""Wage arrears as lists and pages show them: never by the name of who reported."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.formulas import office_clock
from cases.formulas.office_clock import Light
from core import clock
from core.periods import Calendar
from enterprises.models import Enterprise
from enterprises.queries import registry
from enterprises.queries.hooks import Part
from jobs.formulas import arrears_terms
from jobs.models import ArrearsCase, Provider
from jobs.policies import arrears as policies
from jobs.queries.providers import serving_in
from jobs.queries.terms import Stations
from jobs.states.arrears import ARREARS, AT_WORK, CLOCKED, ArrearsState
from jobs.states.providers import ProviderKind

SUPERVISED, LATE, HELPER, MINE = "supervised", "late", "helper", "mine"
#: What the timeline says of each step.
DONE = {
    "receive": pgettext_lazy("arrears", "Report received"), "accept": pgettext_lazy("arrears", "Accepted"),
    "refuse": pgettext_lazy("arrears", "Not accepted"), "mediate": _("Given to a mediator"), "inspect": _("Payment ordered"),
    "extend": _("Inspection extended"), "settle": _("Settled for a sum"), "pay": _("Part recovered"),
    "void": _("Part struck out"), "close": pgettext_lazy("arrears", "Closed"), "hand_on": _("Handed on"),
    "take_over": _("Taken over by a colleague"), "supervise": _("Put under supervision"), "lift": _("Supervision lifted"),
    "link": _("Unit of the registry found"), "call": _("Helper reached the person"),
}  # fmt: skip
#: What the buttons say, in the order of the page.
STEPS = {
    "accept": _("Accept the report"), "refuse": _("Do not accept"), "mediate": _("Give to a mediator"),
    "settle": _("Record what was settled"), "pay": _("Record a part recovered"), "inspect": _("Order the payment"),
    "close": _("Close the matter"), "hand_on": _("Hand the matter on"), "extend": _("Extend the inspection"),
    "take_over": _("Take the matter over"), "supervise": _("Put under supervision"), "lift": _("Lift the supervision"),
    "link": _("Find the unit in the registry"), "call": _("Record that the helper reached the person"),
}  # fmt: skip


def listed(user: Any, *, state: str = "", about: str = "", text: str = "", station: Any = None) -> QuerySet[ArrearsCase]:
    """The matters that `user` may see, under the filters of the list."""
    found = ArrearsCase.objects.visible_to(user).select_related("enterprise", "station", "region", "handler")
    if state:
        found = found.filter(state=state)
    if station:
        found = found.filter(station=station)
    if about == SUPERVISED:
        found = found.filter(supervised_until__isnull=False)
    elif about == LATE:
        found = found.filter(state__in=CLOCKED, due_on__lt=clock.today())
    elif about == HELPER:
        found = found.filter(needs__len__gt=0, called_at__isnull=True, state__in=CLOCKED)
    elif about == MINE:
        found = found.filter(handler=user, state__in=AT_WORK)
    text = text.strip()
    if text:
        found = found.filter(Q(number__iexact=text) | Q(employer__contains=text) | Q(enterprise__name__contains=text))
    return found


def light_of(case: ArrearsCase, places: Stations) -> Light:
    """What the list shows of the term that runs, as the bureau of the place warns."""
    if not case.clocked:
        return Light.NONE
    warn = places.at(case.region_code).integer("arrears_warn_percent")
    return arrears_terms.light(case.term_from, case.due_on, clock.today(), warn)


def left_of(case: ArrearsCase, days_off: Calendar) -> int | None:
    """Working days until the term ends, negative once it has; None without a term."""
    return office_clock.days_left(clock.today(), case.due_on, days_off) if case.clocked and case.due_on else None


def open_steps(user: Any, case: ArrearsCase) -> list[str]:
    """The verbs that `user` may do now, in the order of the page."""
    verbs = [
        verb
        for verb in STEPS
        if verb in policies.POSTS and verb in ARREARS.open_from(case.state) and policies.can(user, verb, case)
    ]
    hidden = {"lift" if not case.supervisor else "supervise"} | ({"extend"} if case.extended else set())
    return [verb for verb in verbs if verb not in hidden]


def mediators(case: ArrearsCase) -> QuerySet[Provider]:
    """Those who may mediate: of the banner, the league or the whole region."""
    return serving_in(case.region_id, ProviderKind.MEDIATOR)


def units_named(user: Any, text: str) -> QuerySet[Enterprise]:
    """The units of the registry that `text` may mean, the likeliest few."""
    found: QuerySet[Enterprise] = registry.search(user, text).order_by("name", "pk")[:20]
    return found


def same_employer(user: Any, case: ArrearsCase) -> QuerySet[ArrearsCase]:
    """Other matters about the same unit, or under the same words for it, of the last two years."""
    found = ArrearsCase.objects.visible_to(user).exclude(pk=case.pk)
    found = found.filter(received_at__gt=clock.now() - timedelta(days=730))
    if case.enterprise_id:
        return found.filter(enterprise_id=case.enterprise_id).order_by("-pk")[:10]
    return found.filter(employer=case.employer).exclude(employer="").order_by("-pk")[:10]


def part(user: Any, enterprise: Enterprise) -> Part | None:
    """What the file of a unit says: numbers, sums and states. Who reported stands nowhere in it."""
    found = list(
        ArrearsCase.objects.visible_to(user).filter(enterprise=enterprise)
        .only("number", "state", "amount", "settled_sum", "recovered", "workers", "received_at", "supervised_until")
        .order_by("-pk")[:10]
    )  # fmt: skip
    return Part("jobs/parts/_arrears_unit.html", {"rows": found}) if found else None


@dataclass(frozen=True)
class Told:
    """What the reporter reads by number and code: where it stands, what follows, and by when."""

    case: ArrearsCase
    next: Any
    by: date | None


NO_SUCH = _("Number and code do not fit together. Compare them with the receipt.")
NEXT = {
    ArrearsState.RECEIVED: _("The bureau says whether it takes the matter on."),
    ArrearsState.ACCEPTED: _("A mediator is found, or the inspection orders the employer to pay."),
    ArrearsState.MEDIATION: _("A mediator talks with you and the employer. Without an agreement you may go to arbitration."),
    ArrearsState.INSPECTION: _("The inspection has ordered the employer to pay and follows it up."),
    ArrearsState.SETTLED: _("The employer pays what was settled. Tell the bureau if the money does not come."),
    ArrearsState.HANDED_ON: _("The body named above goes on with the matter. Ask there, or at a station."),
    ArrearsState.REFUSED: _("Go to the body named above. A station helps you with the way there."),
    ArrearsState.CLOSED: _("The matter is closed. If wages are still owed, report again or go to a station."),
}


def told(case: ArrearsCase) -> Told:
    """The state in plain words."""
    return Told(case, NEXT[ArrearsState(case.state)], case.due_on if case.clocked else None)
