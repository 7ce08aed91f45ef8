"""Renewal month by month: the recipient reports at the station, the station certifies."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Certification, Claim
from cases.policies import claims as policies
from cases.states import ClaimState
from core import audit, clock
from core.policies import Refused, require
from stations.models import User


@transaction.atomic
def certify(*, claim_id: int, actor: User, month: date) -> Certification:
    """The recipient counts as certified for `month` (its first day); a second call returns the first record.

    Refused for a claim that draws nothing or a month that has not begun (人社厅发〔2020〕24号 leaves the way to the region).
    """
    claim = Claim.objects.locked(pk=claim_id)
    require(
        policies.can_certify(actor, claim),
        _("Only the station of the claim or the banner's acceptance window can certify the month."),
    )
    if claim.state not in (ClaimState.GRANTED, ClaimState.SUSPENDED):
        raise Refused(_("Only a granted claim is certified month by month."))
    if month.day != 1 or month > clock.this_month():
        raise Refused(_("This month has not begun yet: certify it when it comes."), field="month")
    known = Certification.objects.filter(claim=claim, month=month).first()
    if known:
        return known
    made = Certification.objects.create(claim=claim, month=month, certified_by=actor, certified_at=clock.now())
    audit.record(actor, "claim.certified", claim, month=month.isoformat()[:7])
    return made
