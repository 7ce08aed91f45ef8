"""That something was begun from a visit, written down in the moment in which it is begun."""

from collections.abc import Mapping

from django.db import transaction

from cases.models import Claim
from core import audit, clock
from jobs.models import ServiceOrder, Vacancy, Visit, VisitCause, Wish
from jobs.policies.visits import can_visit
from jobs.states.visits import VisitState
from stations.models import User

Thing = Claim | Vacancy | ServiceOrder | Wish


@transaction.atomic
def record(*, actor: User, told: str, thing: Thing) -> VisitCause | None:
    """The visit of that number is the cause of the thing; its first cause stays. None where it cannot be.

    The number comes out of an address, so it counts only where the actor may visit there, somebody was met on the visit, and
    it was to the very person or unit that the thing is for.
    """
    visit = _visit(actor, told)
    if visit is None or not _same_subject(visit, thing):
        return None
    kind = {Claim: "claim", Vacancy: "vacancy", ServiceOrder: "order", Wish: "wish"}[type(thing)]
    cause: VisitCause
    cause, new = VisitCause.objects.get_or_create(
        **{kind: thing}, defaults={"visit": visit, "recorded_by": actor, "recorded_at": clock.now()}
    )
    if new:
        audit.record(actor, "visit.led_to", visit, kind=kind, thing=thing.pk)
    return cause


def claim_begun(claim: Claim, actor: User, asked: Mapping[str, str]) -> None:
    """The claim comes from the visit that the address named, if any."""
    record(actor=actor, told=asked.get("visit", ""), thing=claim)


def _visit(actor: User, told: str) -> Visit | None:
    if not (told.isdecimal() and len(told) < 18):
        return None
    visit: Visit | None = Visit.objects.visible_to(actor).filter(pk=told, state=VisitState.MET).first()
    return visit if visit is not None and can_visit(actor, visit.region_code, visit.station_id) else None


def _same_subject(visit: Visit, thing: Thing) -> bool:
    person = thing.household_id if isinstance(thing, Vacancy) else thing.resident_id
    unit = None if isinstance(thing, Wish) else thing.enterprise_id
    return (person, unit) == (visit.resident_id, visit.enterprise_id)
