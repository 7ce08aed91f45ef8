"""Delivery of a letter (送达): the day from which the terms of an appeal run."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.models import Claim, Delivery, Letter
from cases.policies import appeals as policies
from cases.states import DeliveryWay
from core import audit, clock
from core.policies import Refused, require
from stations.models import User


@transaction.atomic
def deliver(*, letter_id: int, actor: User, on: date, way: str, received_by: str, evidence: str) -> Delivery:
    """It is on record when, how and to whom the letter was delivered; written once and final."""
    mine = Claim.objects.visible_to(actor)
    letter = Letter.objects.defer("pdf").select_related("claim").get(pk=letter_id, claim__in=mine)
    require(policies.can_record_delivery(actor, letter), _("Your post does not carry the letters of this claim."))
    if not clock.day_of(letter.issued_at) <= on <= clock.today():
        raise Refused(_("The day lies between the issue of the letter and today."), field="on")
    if not received_by.strip():
        raise Refused(_("Write down who received it."), field="received_by")
    if way in (DeliveryWay.LEFT, DeliveryWay.NOTICE, DeliveryWay.POST) and not evidence.strip():
        raise Refused(_("Name the witnesses, the number of the registered letter or the place of the notice."), field="evidence")
    try:
        with transaction.atomic():
            made = Delivery.objects.create(
                letter=letter, on=on, way=DeliveryWay(way), received_by=received_by.strip(), evidence=evidence.strip(),
                recorded_by=actor, recorded_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("The delivery of this letter is on record already.")) from error
    audit.record(
        actor, "letter.delivered", letter, region=letter.claim.region_code, station_id=letter.claim.station_id,
        claim=letter.claim.number, on=str(on), way=made.way,
    )  # fmt: skip
    return made
