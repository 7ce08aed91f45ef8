"""Honours and lists: added with a document, ended with a day, never deleted."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.policies import Refused, require
from enterprises.models import Enterprise, Listing
from enterprises.policies import can_confirm_end, can_judge
from stations.models import User

NOT_YOURS = _("Acceptance, first check or second check of the place keep honours and lists.")


@transaction.atomic
def add(
    *,
    enterprise_id: int,
    actor: User,
    kind: str,
    from_on: date,
    document_no: str,
    until_on: date | None = None,
    issued_by: str = "",
) -> Listing:
    """The unit holds the honour, or stands on the list, from `from_on` until `until_on`; raises Refused naming the field."""
    unit = Enterprise.objects.locked(pk=enterprise_id)
    require(can_judge(actor, unit), NOT_YOURS)
    document_no = document_no.strip()
    if not document_no:
        raise Refused(_("Name the document."), field="document_no")
    if until_on and until_on < from_on:
        raise Refused(_("The last day does not lie before the first."), field="until_on")
    if unit.listings.filter(kind=kind).in_force(from_on).exists():
        raise Refused(_("The unit has this already on that day. End the one before first."), field="kind")
    try:
        with transaction.atomic():
            listing = Listing.objects.create(
                enterprise=unit,
                kind=kind,
                from_on=from_on,
                until_on=until_on,
                issued_by=issued_by.strip(),
                document_no=document_no,
                added_by=actor,
                added_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(_("The unit has this already on that day. End the one before first."), field="kind") from None
    audit.record(actor, "enterprise.listed", unit, listing=listing.pk, kind=str(kind), from_on=str(from_on))
    return listing


@transaction.atomic
def end(*, listing_id: int, actor: User, until_on: date, reason: str) -> Listing:
    """An honour ends on that day; for a list that closes programmes the day is only asked for, another person confirms."""
    unit = Enterprise.objects.locked(listings__pk=listing_id)
    listing = Listing.objects.locked(pk=listing_id)
    require(can_judge(actor, unit), NOT_YOURS)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why it ends, with the document."), field="reason")
    if until_on < listing.from_on or (listing.until_on and until_on > listing.until_on):
        raise Refused(_("The last day lies between the first day and the end on record."), field="until_on")
    if listing.ended_by_id:
        raise Refused(_("It has been ended already."))
    listing.end_reason, listing.end_asked_on, listing.end_asked_by = reason, until_on, actor
    listing.end_asked_at = clock.now()
    fields = ["end_reason", "end_asked_on", "end_asked_by", "end_asked_at"]
    if not listing.is_adverse:
        listing.until_on, listing.ended_by, listing.ended_at = until_on, actor, clock.now()
        fields += ["until_on", "ended_by", "ended_at"]
    listing.save(update_fields=fields)
    verb = "enterprise.delisting_asked" if listing.is_adverse else "enterprise.delisted"
    audit.record(actor, verb, unit, listing=listing.pk, kind=listing.kind, until_on=str(until_on), reason=reason)
    return listing


@transaction.atomic
def confirm_end(*, listing_id: int, actor: User, confirm: bool = True) -> Listing:
    """The second person's word: the unit leaves the list on the day asked for, or the asking is void."""
    unit = Enterprise.objects.locked(listings__pk=listing_id)
    listing = Listing.objects.select_related("enterprise").get(pk=Listing.objects.locked(pk=listing_id).pk)
    require(can_confirm_end(actor, listing), _("A second person of the place confirms this, and not whoever asked for it."))
    if confirm:
        listing.until_on, listing.ended_by, listing.ended_at = listing.end_asked_on, actor, clock.now()
    else:
        listing.end_asked_on = listing.end_asked_by = listing.end_asked_at = None
        listing.end_reason = ""
    listing.save(update_fields=["until_on", "ended_by", "ended_at", "end_reason", "end_asked_on", "end_asked_by", "end_asked_at"])
    verb = "enterprise.delisted" if confirm else "enterprise.delisting_declined"
    audit.record(actor, verb, unit, listing=listing.pk, kind=listing.kind, until_on=str(listing.until_on or ""))
    return listing
