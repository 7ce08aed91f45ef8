"""Reports of work: one a unit and day, never changed; a mistake is corrected by the report of a later day."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.policies import Refused, require
from enterprises.models import Enterprise, WorkReport
from enterprises.policies import can_edit
from stations.models import User


@transaction.atomic
def report(*, enterprise_id: int, actor: User, on: date, state: str) -> WorkReport:
    """The unit works, does not work or stands still for the season from `on` until its next report; raises Refused by field."""
    unit = Enterprise.objects.locked(pk=enterprise_id)
    require(can_edit(actor, unit), _("The desk of the place reports whether a unit works."))
    if on > clock.today():
        raise Refused(_("A report is of today or of a day before."), field="on")
    try:
        with transaction.atomic():
            made = WorkReport.objects.create(enterprise=unit, on=on, state=state, reported_by=actor, reported_at=clock.now())
    except IntegrityError:
        raise Refused(_("The unit has a report of that day already. Report for a later day."), field="on") from None
    audit.record(actor, "enterprise.work_reported", unit, on=str(on), state=str(state))
    return made
