"""Who is married to whom: the uplift for two who draw at once asks for it (S0, A01)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Resident, SpouseLink
from cases.policies.residents import can_edit
from core import audit, clock
from core.policies import Refused, require
from stations.models import User

NOT_HERE = _("This resident is kept by another station.")


@transaction.atomic
def link_spouse(*, resident_id: int, spouse_id: int, actor: User, from_on: date) -> SpouseLink:
    """The two are married from `from_on`, readable from both sides; returns the side of `resident_id`.

    The spouse may be kept by another station: marrying is not confined to a banner.
    """
    if resident_id == spouse_id:
        raise Refused(_("Nobody is married to herself or himself."), field="spouse_number")
    # both rows in one order, so that two desks that link the same pair do not wait for each other
    pair = {row.pk: row for row in Resident.objects.select_for_update(of=("self",), no_key=True)
            .filter(pk__in=[resident_id, spouse_id]).order_by("pk")}  # fmt: skip
    resident, spouse = pair[resident_id], pair[spouse_id]
    require(can_edit(actor, resident), NOT_HERE)
    if from_on > clock.today() or from_on <= max(resident.born_on, spouse.born_on):
        raise Refused(_("The day of the marriage lies between the births and today."), field="from_on")
    try:
        with transaction.atomic():
            ours, _theirs = SpouseLink.objects.bulk_create(
                SpouseLink(resident=one, spouse=other, from_on=from_on, recorded_by=actor)
                for one, other in ((resident, spouse), (spouse, resident))
            )
    except IntegrityError:
        raise Refused(_("One of the two is linked to a spouse already. End that link first."), field="spouse_number") from None
    audit.record(actor, "resident.married", resident, spouse=spouse.pk, from_on=str(from_on))
    audit.record(actor, "resident.married", spouse, spouse=resident.pk, from_on=str(from_on))
    return ours


@transaction.atomic
def unlink_spouse(*, resident_id: int, actor: User, until_on: date) -> None:
    """The marriage ends for both on `until_on`; it stays readable."""
    link = SpouseLink.objects.filter(resident_id=resident_id, until_on__isnull=True).first()
    if link is None:
        raise Refused(_("There is no spouse on record."))
    pair = {row.pk: row for row in Resident.objects.select_for_update(of=("self",), no_key=True)
            .filter(pk__in=[resident_id, link.spouse_id]).order_by("pk")}  # fmt: skip
    require(can_edit(actor, pair[resident_id]), NOT_HERE)
    if not link.from_on <= until_on <= clock.today():
        raise Refused(_("The last day lies between the marriage and today."), field="until_on")
    SpouseLink.objects.filter(resident_id__in=pair, spouse_id__in=pair, until_on__isnull=True).update(until_on=until_on)
    for one, other in ((resident_id, link.spouse_id), (link.spouse_id, resident_id)):
        audit.record(actor, "resident.unmarried", pair[one], spouse=other, until_on=str(until_on))
