"""Reading events: lists with their counts, a visitor by what was shown, the result as the register counts it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from core import clock
from core.crypto import blind_index
from core.identifiers import clean_mobile, is_mobile
from jobs.models import Event, Intent, Offer, Stand, Visitor
from jobs.states.events import Came, EventState, VisitorState
from stations.models import Region


def _per_event(rows: QuerySet[Any], value: Any = None) -> Any:
    counted = rows.order_by().values("event_key").annotate(found=value or Count("pk")).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def with_counts(events: QuerySet[Event]) -> QuerySet[Event]:
    """Each with `came`, `units`, `posts` and `wanted`, in the same statement."""
    of_event = {"event_key": OuterRef("pk")}
    visitors = Visitor.objects.arrived().annotate(event_key=F("event_id")).filter(**of_event)
    stands = Stand.objects.annotate(event_key=F("event_id")).filter(**of_event)
    offers = Offer.objects.annotate(event_key=F("stand__event_id")).filter(**of_event)
    intents = Intent.objects.annotate(event_key=F("visitor__event_id")).filter(**of_event)
    return events.annotate(
        came=_per_event(visitors),
        units=_per_event(stands),
        posts=_per_event(offers, Sum("headcount")),
        wanted=_per_event(intents),
    )


def listed(user: Any, chosen: dict[str, Any]) -> QuerySet[Event]:
    """The events that `user` may see under the filters of the list."""
    rows = Event.objects.visible_to(user).select_related("station", "region")
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("state"):
        rows = rows.filter(state=chosen["state"])
    if chosen.get("month"):
        first = chosen["month"]
        begin = datetime(first.year, first.month, 1, tzinfo=clock.BEIJING)
        end = datetime(first.year + first.month // 12, first.month % 12 + 1, 1, tzinfo=clock.BEIJING)
        rows = rows.filter(begins_at__gte=begin, begins_at__lt=end)
    return rows


def on_show(chosen: dict[str, Any]) -> QuerySet[Event]:
    """What the public may still go to, under the filters of the public list."""
    rows = Event.objects.on_show(clock.now()).select_related("station", "region")
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("league"):
        rows = rows.filter(region_code__startswith=chosen["league"][:4])
    if chosen.get("station"):
        rows = rows.filter(station__code=chosen["station"])
    return rows


def leagues() -> QuerySet[Region]:
    """The leagues and cities to choose from."""
    return Region.objects.filter(level=Region.Level.LEAGUE).order_by("code")


def public(token: str) -> QuerySet[Event]:
    """The event of that token, where the public may know of it: also when it is over or cancelled."""
    shown = Event.objects.exclude(state=EventState.PLANNED)
    return shown.filter(token=token).select_related("station", "region__parent__parent")


def stands(event: Event) -> QuerySet[Stand]:
    """The units that come, with what they bring."""
    return event.stands.prefetch_related("offers__vacancy__occupation")


def found(event: Event, told: str) -> Visitor | None:
    """The visitor of that code or mobile at the event."""
    number = clean_mobile(told)
    if is_mobile(number):
        return event.visitors.filter(mobile_hash=blind_index("mobile", number)).first()
    return event.visitors.filter(code="".join(char for char in told.upper() if char.isalnum())).first()


class OfferWanted(NamedTuple):
    """One post of a stand, and whether this visitor wants it."""

    offer: Offer
    wanted: bool


def offers_for(visitor: Visitor) -> list[OfferWanted]:
    """Every post that the event's stands offer, for one visitor."""
    wanted = set(visitor.intents.values_list("offer_id", flat=True))
    rows = Offer.objects.filter(stand__event=visitor.event_id).select_related("stand", "vacancy")
    return [OfferWanted(one, one.pk in wanted) for one in rows.order_by("stand__number", "pk")]


def result(event: Event) -> dict[str, int]:
    """What the register asks for one session: attendances and people are not the same, posts are not vacancies."""
    came = Q(arrived_at__isnull=False)
    counts: dict[str, int] = event.visitors.aggregate(
        signed_up=Count("pk", filter=~Q(channel__in=(Came.PHONE, Came.DESK))),
        waiting=Count("pk", filter=Q(state=VisitorState.WAITING)),
        gone=Count("pk", filter=Q(state=VisitorState.GONE)),
        came=Count("pk", filter=came),
        by_phone=Count("pk", filter=came & Q(arrived_how=Came.PHONE)),
        by_desk=Count("pk", filter=came & Q(arrived_how=Came.DESK)),
        without=Count("pk", filter=came & ~Q(channel=Came.WEB)),
        linked=Count("pk", filter=came & Q(resident__isnull=False)),
        missed=Count("pk", filter=Q(state=VisitorState.PLACED, arrived_at__isnull=True)),
    )
    offers = Offer.objects.filter(stand__event=event)
    counts["units"] = event.stands.count()
    counts |= offers.aggregate(vacancies=Count("pk"), posts=Coalesce(Sum("headcount"), 0))
    intents = Intent.objects.filter(offer__stand__event=event)
    counts |= intents.aggregate(intents=Count("pk"), wanting=Count("visitor", distinct=True))
    return counts


def result_lines(event: Event) -> Sequence[Offer]:
    """Every post that was offered, with `wanted`: how many visitors want it."""
    rows = Offer.objects.filter(stand__event=event).select_related("stand", "vacancy")
    return list(rows.annotate(wanted=Count("intents")).order_by("stand__number", "pk"))
