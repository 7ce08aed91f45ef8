"""Services on demand as lists and pages show them, and their figures."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from enterprises.queries.hooks import Part
from jobs.models import OrderAssignment, Provider, ServiceOrder, Visit
from jobs.policies import orders as policies
from jobs.queries.providers import serving_in
from jobs.states.orders import BAD, GIVEN_BY, OPEN, ORDER, Answer, OrderState, Service
from stations.models import Station

CALL_BACK, UNASSIGNED = "call_back", "unassigned"
SHOWN = 20
STEPS = {
    "assign": _("Give the order to somebody"), "withdraw": _("Take the order back"), "call_back": _("Record the call back"),
    "cancel": _("Cancel the order"),
}  # fmt: skip


def listed(
    user: Any, *, state: str = "", service: str = "", demand: str = "", about: str = "", text: str = ""
) -> QuerySet[ServiceOrder]:
    """The orders that `user` may see, under the filters of the list."""
    found = ServiceOrder.objects.visible_to(user).select_related("station", "resident", "region")
    if state:
        found = found.filter(state=state)
    if service:
        found = found.filter(service=service)
    if demand:
        found = found.filter(demand=demand)
    if about == CALL_BACK:
        found = found.to_call_back()
    elif about == UNASSIGNED:
        found = found.filter(state=OrderState.ORDERED)
    text = text.strip()
    if text:
        found = found.filter(Q(number__iexact=text) | Q(topic__contains=text) | Q(body__contains=text))
    return found


def open_steps(user: Any, order: ServiceOrder) -> list[str]:
    """What `user` may do now, in the order of the page."""
    if not policies.can_handle(user, order):
        return []
    leading = set(ORDER.open_from(order.state)) | ({"call_back"} if order.is_bad and order.called_back_at is None else set())
    return [step for step in STEPS if step in leading]


def providers(order: ServiceOrder) -> QuerySet[Provider]:
    """Who gives the service there; those who know the topic come first when the page sorts them."""
    return serving_in(order.region_id, *GIVEN_BY[order.service])


def running(order: ServiceOrder) -> OrderAssignment | None:
    """The assignment that waits or is taken."""
    open_ones = order.assignments.filter(answer__in=(Answer.WAITING, Answer.TAKEN))
    return open_ones.select_related("provider").first()


def unit_part(user: Any, unit: Enterprise) -> Part | None:
    """What a firm raised and ordered on its page, and the way to take down a demand (一企一策, A89-A91); None without either."""
    may = unit.closed_on is None and policies.can_order(user)
    asked = Prefetch("assignments", OrderAssignment.objects.select_related("provider").order_by("-pk"), to_attr="asked")
    found = ServiceOrder.objects.visible_to(user).filter(enterprise=unit).prefetch_related(asked)
    rows = list(found.order_by("-pk")[:SHOWN])
    return Part("jobs/parts/_unit_orders.html", {"unit": unit, "orders": rows, "may": may}) if may or rows else None


def cause_of(user: Any, order: ServiceOrder) -> Visit | None:
    """The visit from which the order was begun, where `user` may see it."""
    return Visit.objects.visible_to(user).filter(causes__order=order).first()


@dataclass
class Row:
    """Figures under one heading: orders of the year, how many were done and rated, how well, how many were rated badly."""

    label: str
    ordered: int = 0
    open: int = 0
    done: int = 0
    rated: int = 0
    bad: int = 0
    called: int = 0
    mean: Decimal | None = None


COUNTS: dict[str, Any] = {
    "ordered": Count("pk"),
    "open": Count("pk", filter=Q(state__in=OPEN)),
    "done": Count("pk", filter=Q(done_at__isnull=False)),
    "rated": Count("pk", filter=Q(rating__isnull=False)),
    "bad": Count("pk", filter=Q(rating__lte=BAD)),
    "called": Count("pk", filter=Q(called_back_at__isnull=False)),
    "mean": Avg("rating"),
}


def figures(user: Any, year: int) -> dict[str, list[Row]]:
    """The orders of a year by service, station and month. Four queries."""
    found = ServiceOrder.objects.visible_to(user).filter(ordered_at__year=year).order_by()
    services = {row["key"]: row for row in found.annotate(key=F("service")).values("key").annotate(**COUNTS)}
    stations = list(found.annotate(key=F("station_id")).values("key").annotate(**COUNTS).order_by("key"))
    months = list(found.annotate(key=TruncMonth("ordered_at")).values("key").annotate(**COUNTS).order_by("key"))
    names = dict(Station.objects.filter(pk__in=[row["key"] for row in stations if row["key"]]).values_list("pk", "name"))
    return {
        "services": [_row(str(Service(key).label), services[key]) for key in Service.values if key in services],
        "stations": [_row(names.get(row["key"], ""), row) for row in stations],
        "months": [_row(f"{row['key']:%Y-%m}", row) for row in months],
    }


def _row(label: str, counts: dict[str, Any]) -> Row:
    mean = counts["mean"]
    given = {name: counts[name] for name in COUNTS if name != "mean"}
    return Row(label, **given, mean=Decimal(str(mean)).quantize(Decimal("0.1")) if mean is not None else None)
