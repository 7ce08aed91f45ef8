"""Rounds: many visits planned at once, shared out among the people of the station."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.policies import Refused, require
from jobs.models import Visit, VisitRound
from jobs.policies import visits as policies
from jobs.queries import rounds as query
from jobs.services.visits import colleague
from jobs.states.visits import RoundKind
from stations.models import Station, User


@transaction.atomic
def plan(
    *,
    token: UUID,
    actor: User,
    station_id: int,
    kind: str,
    name: str,
    due_on: date,
    visitors: Sequence[int],
    chosen: Sequence[int],
    months: int = 0,
    days: int = 0,
    code: str = "",
) -> VisitRound:
    """A visit to each of `chosen` (keys of units or people) is planned, in turn for each of `visitors`.

    Whoever does not stand in the list of that kind any more, or is planned by a colleague meanwhile, is left out. Sending
    it twice plans it once. Raises Refused by field where nobody is left.
    """
    known = VisitRound.objects.filter(submit_token=token, made_by=actor).first()
    if known is not None:
        return known
    station: Station = Station.objects.locked(pk=station_id)
    require(policies.can_plan(actor, station), _("This station is not yours to plan for, or it is not open."))
    if due_on < clock.today():
        raise Refused(_("The round is to be made today or later."), field="due_on")
    if not name.strip():
        raise Refused(_("Give the round a name."), field="name")
    if len(chosen) > query.MOST:
        raise Refused(_("A round has at most %(most)s visits.") % {"most": query.MOST}, field="chosen")
    people = [colleague(station_id, actor, user_id) for user_id in dict.fromkeys(visitors)]
    if not people:
        raise Refused(_("Choose who makes the visits."), field="visitors")
    listed = query.candidates(actor, kind, station_id, months=months, days=days, code=code).filter(pk__in=chosen)
    keys = list(listed.values_list("pk", flat=True))
    if not keys:
        raise Refused(_("Choose at least one who still stands in the list."), field="chosen")
    made = VisitRound.objects.create(
        station=station, region_code=station.region_code, kind=kind, name=" ".join(name.split())[:40], due_on=due_on,
        made_by=actor, made_at=clock.now(), submit_token=token,
    )  # fmt: skip
    whose = "enterprise_id" if kind == RoundKind.UNITS else "resident_id"
    Visit.objects.bulk_create(
        [
            Visit(
                round=made, station=station, region_code=station.region_code, visitor=people[place % len(people)],
                due_on=due_on, planned_by=actor, planned_at=clock.now(), **{whose: key},
            )
            for place, key in enumerate(keys)
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    count = made.visits.count()
    if not count:
        raise Refused(_("Choose at least one who still stands in the list."), field="chosen")
    audit.record(actor, "visitround.planned", made, kind=str(kind), visits=count, due_on=str(due_on))
    return made
