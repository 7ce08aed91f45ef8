"""Visits: made as planned or on the spot, given to a colleague, given up; notes grow and nothing is ever rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from core import audit, clock
from core.policies import Refused, constraint_of, require
from enterprises.models import Enterprise
from jobs.models import Visit, VisitNote
from jobs.policies import visits as policies
from jobs.queries import terms
from jobs.services import care, visit_photos
from jobs.states.visits import NEEDS_OF_PEOPLE, NEEDS_OF_UNITS, VISIT, VisitState
from stations.models import Station, User
from stations.policies import holds
from stations.queries import posts_of
from stations.states import Role

NOT_HERE = _("This visit belongs to another station.")
#: How far back a visit may be written down: a paper list may lie for some days, hardly for months.
LATEST_DAYS = 60


@dataclass(frozen=True)
class Found:
    """What came of a call: met or not, on which day, what was needed, in words, with photos as bytes."""

    met: bool
    visited_on: date
    needs: Sequence[str] = ()
    note: str = ""
    photos: Sequence[bytes] = ()


@transaction.atomic
def record(*, visit_id: int, actor: User, found: Found) -> Visit:
    """The visit was made. Somebody who was not met is called on again; somebody who was met is due again in her time."""
    visit: Visit = Visit.objects.locked(pk=visit_id)
    require(policies.can_visit(actor, visit.region_code, visit.station_id), NOT_HERE)
    visit.state = VISIT.after("meet" if found.met else "miss", visit.state)
    _refuse(visit, found)
    return _write(visit, actor, found)


@transaction.atomic
def record_now(
    *, token: UUID, actor: User, found: Found, resident_id: int | None = None, enterprise_id: int | None = None
) -> Visit:
    """A call that nobody had planned, or the planned one of this person or unit. Sending it twice records it once."""
    known = Visit.objects.filter(submit_token=token, planned_by=actor).first()
    if known is not None:
        return known
    subject = _subject(actor, resident_id, enterprise_id)
    planned = Visit.objects.filter(resident=resident_id, enterprise=enterprise_id, state="planned").first()
    if planned is not None and policies.can_record(actor, planned):
        return record(visit_id=planned.pk, actor=actor, found=found)
    station = station_of(actor, subject)
    require(policies.can_visit(actor, station.region_code, station.pk), NOT_HERE)
    visit = Visit(
        resident_id=resident_id, enterprise_id=enterprise_id, station=station, region_code=station.region_code, visitor=actor,
        due_on=found.visited_on, planned_by=actor, planned_at=clock.now(), submit_token=token,
        state=VISIT.after("meet" if found.met else "miss", "planned"),
    )  # fmt: skip
    _refuse(visit, found)
    return _write(visit, actor, found)


@transaction.atomic
def add_note(*, visit_id: int, actor: User, text: str) -> VisitNote:
    """One more note: what was wrong in an earlier one is said here, and both stay."""
    visit: Visit = Visit.objects.locked(pk=visit_id)
    require(policies.can_add(actor, visit), NOT_HERE)
    note = _note(visit, actor, text)
    if note is None:
        raise Refused(_("Write what there is to add."), field="text")
    _audit(actor, "visit.noted", visit)
    return note


@transaction.atomic
def replan(*, visit_id: int, actor: User, visitor_id: int, due_on: date) -> Visit:
    """Somebody else of the station makes the visit, or by another day."""
    visit: Visit = Visit.objects.locked(pk=visit_id)
    require(policies.can_visit(actor, visit.region_code, visit.station_id), NOT_HERE)
    VISIT.after("replan", visit.state)
    if due_on < clock.today():
        raise Refused(_("The visit is to be made today or later."), field="due_on")
    visit.visitor, visit.due_on = colleague(visit.station_id, actor, visitor_id), due_on
    visit.save(update_fields=["visitor", "due_on"])
    _audit(actor, "visit.replanned", visit, visitor=visitor_id, due_on=str(due_on))
    return visit


@transaction.atomic
def drop(*, visit_id: int, actor: User, reason: str) -> Visit:
    """The visit will not be made, for a reason."""
    visit: Visit = Visit.objects.locked(pk=visit_id)
    require(policies.can_visit(actor, visit.region_code, visit.station_id), NOT_HERE)
    visit.state = VISIT.after("drop", visit.state)
    visit.drop_reason = " ".join(reason.split())[:200]
    if not visit.drop_reason:
        raise Refused(_("Say why the visit will not be made."), field="reason")
    visit.recorded_by, visit.recorded_at = actor, clock.now()
    visit.save()
    _audit(actor, "visit.dropped", visit, reason=visit.drop_reason)
    return visit


def hand_over(*, from_id: int, target: Station) -> int:
    """What was to be visited from one station is from the other; whoever went before still goes until it is planned anew."""
    planned = Visit.objects.filter(station=from_id, state=VisitState.PLANNED)
    return planned.update(station=target, region_code=target.region_code)


def colleague(station_id: int, actor: User, user_id: int) -> User:
    """Whoever sits at the station today, or the actor herself; raises Refused by field."""
    found = User.objects.filter(pk=user_id, is_active=True).first()
    if found is None or (found.pk != actor.pk and not holds(found, Role.STATION, station_id=station_id)):
        raise Refused(_("Choose somebody who sits at this station."), field="visitor")
    return found


def station_of(actor: User, subject: Resident | Enterprise) -> Station:
    """The station that looks after the person or unit; for a unit that none looks after, the actor's own."""
    if subject.station is not None:
        return subject.station
    own = next((post.station for post in posts_of(actor) if post.station_id), None)
    if own is None:
        raise Refused(_("No station looks after this unit. Name one on its page first."))
    return own


def _subject(actor: User, resident_id: int | None, enterprise_id: int | None) -> Resident | Enterprise:
    if resident_id is not None:
        person: Resident = Resident.objects.visible_to(actor).select_related("station").get(pk=resident_id)
        return person
    unit: Enterprise = Enterprise.objects.visible_to(actor).select_related("station").get(pk=enterprise_id or 0)
    return unit


def _refuse(visit: Visit, found: Found) -> None:
    today = clock.today()
    if not today - timedelta(days=LATEST_DAYS) <= found.visited_on <= today:
        raise Refused(
            _("The day of the visit is today or at most %(days)s days ago.") % {"days": LATEST_DAYS}, field="visited_on"
        )
    if visit.resident is not None and visit.resident.deceased_on:
        raise Refused(_("The register says that this person has died. Give the visit up."))
    askable = NEEDS_OF_PEOPLE if visit.resident_id else NEEDS_OF_UNITS
    if set(found.needs) - set(askable):
        raise Refused(_("Choose the needs from the list."), field="needs")
    if found.needs and not found.met:
        raise Refused(_("Needs are heard from somebody: tick that somebody was met."), field="met")


def _write(visit: Visit, actor: User, found: Found) -> Visit:
    visit.visitor, visit.visited_on, visit.needs = actor, found.visited_on, list(dict.fromkeys(found.needs))
    visit.recorded_by, visit.recorded_at = actor, clock.now()
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError as error:  # the same form at the same moment
        if "submit_token" not in constraint_of(error):
            raise
        return Visit.objects.get(submit_token=visit.submit_token)
    _note(visit, actor, found.note)
    for content in dict.fromkeys(found.photos):  # chosen twice, kept once
        visit_photos.keep(visit=visit, actor=actor, content=content)
    if not found.met:
        _call_again(visit, actor)
    if visit.resident_id:
        care.refresh_one(resident_id=visit.resident_id)
    _audit(actor, "visit.recorded", visit, met=found.met, on=str(found.visited_on), needs=len(visit.needs))
    return visit


def _call_again(visit: Visit, actor: User) -> None:
    today = clock.today()
    due_on = today + timedelta(days=terms.retry_days(visit.region_code, today))
    again = Visit(
        round=visit.round, resident=visit.resident, enterprise=visit.enterprise, station=visit.station,
        region_code=visit.region_code, visitor=actor, due_on=due_on, planned_by=actor, planned_at=clock.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            again.save()
    except IntegrityError:  # somebody has planned the next one already
        return
    _audit(actor, "visit.planned", again, due_on=str(due_on), again=visit.pk)


def _note(visit: Visit, actor: User, text: str) -> VisitNote | None:
    text = text.strip()[:1000]
    return VisitNote.objects.create(visit=visit, text=text, written_by=actor, written_at=clock.now()) if text else None


def _audit(actor: User, verb: str, visit: Visit, **data: Any) -> None:
    whose = {"resident": visit.resident_id} if visit.resident_id else {"enterprise": visit.enterprise_id}
    audit.record(actor, verb, visit, **whose, **data)
