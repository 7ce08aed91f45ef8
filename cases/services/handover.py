"""A station's open work goes to another station of the same banner, in sets: nobody is left at a desk that closes."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import ChangeRequest, Claim, ImportRun, Resident
from cases.states import ChangeState
from core import audit
from core.policies import Refused, require
from stations.models import Station, User
from stations.policies import can_administer_station


@dataclass(frozen=True)
class Work:
    """How much lies at a station: people, claims not yet closed, change requests and intake files not yet decided."""

    residents: int
    claims: int
    changes: int
    imports: int

    @property
    def is_empty(self) -> bool:
        """Whether the station holds nothing any more."""
        return not any(asdict(self).values())


def open_work(station_id: int) -> Work:
    """What the station holds now."""
    return Work(
        residents=Resident.objects.filter(station=station_id).count(),
        claims=Claim.objects.open().filter(station=station_id).count(),
        changes=ChangeRequest.objects.filter(station=station_id, state=ChangeState.OPEN).count(),
        imports=ImportRun.objects.filter(station=station_id, state=ImportRun.PREVIEW).count(),
    )


@transaction.atomic
def hand_over(*, actor: User, from_id: int, to_id: int) -> Work:
    """Everything open at one station is at the other; closed claims stay where they were closed. Six statements.

    Only within one banner: the claims under way are decided there. Refused into a station that is not open.
    """
    if from_id == to_id:
        raise Refused(_("Choose another station to hand over to."), field="target")
    # both in one order, so that two handovers the other way round do not wait for each other
    pair = {row.pk: row for row in Station.objects.select_for_update(of=("self",)).filter(pk__in=[from_id, to_id]).order_by("pk")}
    source, target = pair[from_id], pair[to_id]
    for station in (source, target):
        require(can_administer_station(actor, station), _("This station belongs to another bureau."))
    if target.state != Station.State.OPEN:
        raise Refused(_("%(station)s is not open, so it can take over nothing.") % {"station": target}, field="target")
    if source.region_code[:6] != target.region_code[:6]:
        raise Refused(_("Work is handed over within one banner only: claims under way are decided there."), field="target")
    place = {"station": target, "region_code": target.region_code}
    work = Work(
        residents=Resident.objects.filter(station=source).update(**place),
        claims=Claim.objects.open().filter(station=source).update(**place),
        changes=ChangeRequest.objects.filter(station=source, state=ChangeState.OPEN).update(**place),
        imports=ImportRun.objects.filter(station=source, state=ImportRun.PREVIEW).update(**place),
    )
    audit.record(actor, "station.handed_over", source, to=target.pk, **asdict(work))
    audit.record(actor, "station.taken_over", target, source=source.pk, **asdict(work))
    return work
