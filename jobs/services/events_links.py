"""A visitor of an event is found to be a resident on record: shown by the portal, said by a person at the desk."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident
from core import audit, clock
from core.policies import Refused, constraint_of, require
from jobs.models import Event, Visitor
from jobs.policies.events import can_run
from jobs.queries.events_links import of_visitor
from jobs.services.events import NOT_YOURS
from stations.models import User


@transaction.atomic
def link(*, visitor_id: int, actor: User, resident_id: int) -> Visitor:
    """The visitor is that resident, whose name and mobile are the same; `actor` looked at both. Raises Refused otherwise."""
    seen = Visitor.objects.select_related("event").get(pk=visitor_id)
    event: Event = seen.event
    require(can_run(actor, event), NOT_YOURS)
    visitor: Visitor = Visitor.objects.locked(pk=visitor_id)
    if visitor.resident_id is not None:
        raise Refused(_("This visitor is linked to a file already."), code="wrong_state")
    resident: Resident | None = next((one for one in of_visitor(actor, visitor) if one.pk == resident_id), None)
    if resident is None:
        raise Refused(_("Nobody of this name and mobile is on record at your desk."), field="resident")
    visitor.resident, visitor.linked_at = resident, clock.now()
    try:
        with transaction.atomic():
            visitor.save(update_fields=["resident", "linked_at"])
    except IntegrityError as error:
        if constraint_of(error) != "visitor_resident_once":
            raise
        raise Refused(_("Another visitor of this event is linked to this file."), field="resident") from None
    audit.record(
        actor, "visitor.linked", visitor, region=event.region_code, station_id=event.station_id, resident=resident.pk,
        event=event.pk, link="by hand",
    )  # fmt: skip
    return visitor
