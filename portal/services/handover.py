"""A station with everything that the apps keep there: handed over whole, closed only when empty."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.services import handover
from core.policies import Refused, require
from jobs.services import visits
from notices.models import Notice
from stations.models import Station, User
from stations.policies import can_administer_station
from stations.services import stations


@transaction.atomic
def hand_over(*, actor: User, from_id: int, to_id: int) -> handover.Work:
    """Residents, open claims and requests, planned visits and the notices on the desk's board are at the other station."""
    work = handover.hand_over(actor=actor, from_id=from_id, to_id=to_id)
    target = Station.objects.get(pk=to_id)
    visits.hand_over(from_id=from_id, target=target)
    Notice.objects.filter(station=from_id).update(station=target, region_code=target.region_code)
    return work


@transaction.atomic
def close(*, actor: User, station_id: int) -> Station:
    """The station is closed and its posts end today. Refused with the way out while it holds people or open matters."""
    station = Station.objects.select_for_update(of=("self",)).get(pk=station_id)
    require(can_administer_station(actor, station), _("This station belongs to another bureau."))
    work = handover.open_work(station_id)
    if not work.is_empty:
        raise Refused(
            _(
                "%(residents)s residents, %(claims)s open claims, %(changes)s change requests and %(imports)s intake files are"
                " still at this station. Hand them over to another station first."
            )
            % {"residents": work.residents, "claims": work.claims, "changes": work.changes, "imports": work.imports},
            code="open_work",
        )
    return stations.close_empty_station(actor=actor, station_id=station_id)
