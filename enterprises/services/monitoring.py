"""Staff reports of sample firms: one a unit and month, never changed; a correction is another row and says why."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.periods import add_months, month_end
from core.policies import Refused, require
from enterprises.models import Enterprise, StaffReport
from enterprises.policies import can_edit
from enterprises.states import ListingKind
from stations.models import User

NOT_YOURS = gettext_lazy("The desk of the place reports the staff of a sample firm.")


@transaction.atomic
def report(*, enterprise_id: int, actor: User, month: date, staff: int, joined: int, left: int, reason: str = "") -> StaffReport:
    """The sample firm had `staff` people at the end of the month; with a `reason` this corrects what it reported before.

    `month` is a first day. Raises Refused by field: the month has not ended, the unit was no sample firm in it, it is
    reported already and nobody says why it is corrected, or the count does not follow from that of the month before.
    """
    unit = Enterprise.objects.locked(pk=enterprise_id)
    require(can_edit(actor, unit), NOT_YOURS)
    _may_be_reported(unit, month)
    before = unit.staff_reports.filter(month=month).order_by("-version").first()
    reason = reason.strip()
    if before and not reason:
        told = _("This month is reported already: %(staff)s people. To correct it, say why.") % {"staff": before.staff}
        raise Refused(told, field="reason")
    if before and (before.staff, before.joined, before.left) == (staff, joined, left):
        raise Refused(_("These are the figures that are on record already."), field="staff")
    _adds_up(unit, month, staff, joined, left)
    try:
        with transaction.atomic():
            made = StaffReport.objects.create(
                enterprise=unit,
                month=month,
                version=before.version + 1 if before else 1,
                staff=staff,
                joined=joined,
                left=left,
                reason=reason if before else "",
                reported_by=actor,
                reported_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(_("Somebody else has just reported this month. Look at it again."), field="month") from None
    verb = "enterprise.staff_corrected" if before else "enterprise.staff_reported"
    audit.record(actor, verb, unit, month=f"{month:%Y-%m}", staff=staff, joined=joined, left=left, reason=made.reason)
    return made


def _may_be_reported(unit: Enterprise, month: date) -> None:
    if month_end(month) > clock.today():
        raise Refused(_("A month is reported from its last day on: its staff is counted at its end."), field="month")
    if not unit.listings.filter(kind=ListingKind.SAMPLE_FIRM).within(month, month_end(month)).exists():
        raise Refused(_("The unit was no sample firm of the monitoring in that month."), field="month")


def _adds_up(unit: Enterprise, month: date, staff: int, joined: int, left: int) -> None:
    """Refuse a count that does not follow from the month before, where that one is reported."""
    last = unit.staff_reports.filter(month=add_months(month, -1)).order_by("-version").first()
    if last is None or last.staff + joined - left == staff:
        return
    told = _("The month before ended with %(last)s people: with %(joined)s who joined and %(left)s who left this is %(sum)s.")
    figures = {"last": last.staff, "joined": joined, "left": left, "sum": last.staff + joined - left}
    raise Refused(told % figures, field="staff")
