"""Events: planned at a station, published, changed, cancelled with the reason, over by themselves."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.services import numbers
from core import audit, clock
from core.policies import Refused, require
from jobs.models import Event, Visitor
from jobs.policies.events import can_plan, can_run
from jobs.states.events import EVENT, EventState, VisitorState
from stations.models import Region, Station, User
from stations.services.machine import machine_user

#: The series of public numbers: HD for 活动.
SERIES = "HD"
LONGEST = timedelta(days=31)
NOT_YOURS = _("The station that holds the event, or the acceptance of its place, runs it.")
FIELDS = (
    "kind", "title", "region_id", "address", "latitude", "longitude", "begins_at", "ends_at", "capacity", "batch", "hosts",
    "topics",
)  # fmt: skip


@transaction.atomic
def plan(*, actor: User, station_id: int, token: UUID | None = None, **values: Any) -> Event:
    """The event is planned, seen by the desk alone. The same sending twice, known by its `token`, gives what the first made.

    Takes the FIELDS. Raises Refused naming the field.
    """
    station = Station.objects.get(pk=station_id)
    require(can_plan(actor, station), _("Events are planned at an open station of yours."))
    if token and (sent := Event.objects.filter(submit_token=token, created_by=actor).first()):
        return sent
    _refuse(station, values)
    made = Event(
        number=numbers.take(SERIES, station.region_code), station=station, created_at=clock.now(), created_by=actor,
        submit_token=token, **{name: values[name] for name in FIELDS if name in values},
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        sent = Event.objects.filter(submit_token=token, created_by=actor).first() if token else None
        if sent is None:
            raise
        return sent
    audit.record(actor, "event.planned", made, kind=str(made.kind))
    return made


@transaction.atomic
def edit(*, event_id: int, actor: User, **values: Any) -> Event:
    """What is told of the event is as given; more places move the waiting list up. Not after it is over."""
    event = Event.objects.locked(pk=event_id)
    require(can_run(actor, event), NOT_YOURS)
    if event.state not in (EventState.PLANNED, EventState.PUBLISHED):
        raise Refused(_("This event is over or cancelled and is not changed any more."), code="wrong_state")
    wanted = {name: values[name] for name in FIELDS if name in values}
    _refuse(event.station, {**{name: getattr(event, name) for name in FIELDS}, **wanted})
    if wanted.get("capacity") is not None and wanted["capacity"] < event.taken:
        raise Refused(
            _("%(taken)s places are given away already: it cannot have fewer.") % {"taken": event.taken}, field="capacity"
        )
    changed = sorted(name for name, value in wanted.items() if getattr(event, name) != value)
    for name in changed:
        setattr(event, name, wanted[name])
    if changed:
        event.save(update_fields=changed)
        audit.record(actor, "event.changed", event, fields=changed)
        move_up(event)
    return event


@transaction.atomic
def publish(*, event_id: int, actor: User) -> Event:
    """Everybody sees the event and may sign up."""
    event = Event.objects.locked(pk=event_id)
    require(can_run(actor, event), NOT_YOURS)
    if event.ends_at <= clock.now():
        raise Refused(_("Its hours are over already. Put them right first."))
    return _move(event, "publish", actor)


@transaction.atomic
def cancel(*, event_id: int, actor: User, reason: str) -> Event:
    """The event is not held; its page says why to whoever signed up."""
    event = Event.objects.locked(pk=event_id)
    require(can_run(actor, event), NOT_YOURS)
    if not reason.strip():
        raise Refused(_("Say why: whoever signed up reads it."), field="reason")
    event.state_note = reason.strip()[:300]
    return _move(event, "cancel", actor, reason=event.state_note)


@transaction.atomic
def end_over() -> int:
    """Published events whose hours are over are over; returns how many."""
    due = Event.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    ended = list(due.filter(state=EventState.PUBLISHED, ends_at__lte=clock.now()).order_by("pk")[:500])
    for event in ended:
        _move(event, "end", machine_user())
    return len(ended)


def move_up(event: Event) -> int:
    """Free places go to the waiting list in its order; the caller holds the event. Returns how many moved."""
    event.refresh_from_db(fields=["taken", "capacity"])
    waiting = Visitor.objects.filter(event=event).waiting()
    chosen = list(
        waiting.values_list("pk", flat=True)[: event.free] if event.free is not None else waiting.values_list("pk", flat=True)
    )
    if chosen:
        Visitor.objects.filter(pk__in=chosen, state=VisitorState.WAITING).update(state=VisitorState.PLACED)
        audit.record_set(
            machine_user(), "visitor.moved_up", Visitor, chosen, region=event.region_code, station_id=event.station_id,
            event=event.pk,
        )  # fmt: skip
    return len(chosen)


def _move(event: Event, verb: str, actor: User, **data: Any) -> Event:
    event.state = EVENT.after(verb, event.state)
    event.save(update_fields=["state", "state_note"])
    audit.record(actor, f"event.{event.state}", event, **data)
    return event


def _refuse(station: Station, values: dict[str, Any]) -> None:
    begins: datetime = values["begins_at"]
    ends: datetime = values["ends_at"]
    if not begins < ends <= begins + LONGEST:
        raise Refused(_("It ends after it begins, and within a month."), field="ends_at")
    if values.get("capacity") is not None and values["capacity"] < 1:
        raise Refused(_("At least one place; leave it empty where nobody counts them."), field="capacity")
    place: tuple[Decimal | None, Decimal | None] = (values.get("latitude"), values.get("longitude"))
    if (place[0] is None) != (place[1] is None):
        raise Refused(_("Give both latitude and longitude, or neither."), field="longitude")
    if not Region.objects.filter(pk=values["region_id"], prefix__startswith=station.region_code[:4]).exists():
        raise Refused(_("Choose a place in the station's league or city."), field="region")
