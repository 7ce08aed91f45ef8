"""Objections to what is shown: each holds its own line until somebody without a vote on it has looked into it."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Claim, Objection, PublicityEntry, PublicityList
from cases.policies import publicity as policies
from cases.services import granting
from cases.states import ClaimState, ListState, ObjectionChannel, ObjectionOutcome
from core import audit, clock
from core.crypto import blind_index
from core.policies import NotAllowed, Refused, require
from stations.models import User
from stations.services.machine import machine_user

#: From one network address: so many in an hour to one list, so many in a day to all. A station's people share an address.
A_LIST_AND_HOUR = 5
A_DAY = 20


@transaction.atomic
def receive(*, entry_id: int, name: str, contact: str, text: str, address: str = "", actor: User | None = None) -> Objection:
    """The objection is kept and its line waits, whatever happens to the others; without an actor it came from the public page.

    Raises Refused after the last day of the list, where the line is settled already, and for a flood from one address.
    """
    entry = PublicityEntry.objects.select_related("claim").get(pk=entry_id)
    if actor is not None:
        require(policies.can_object_for(actor, entry), _("Your post does not carry the publicity of this region."))
    shown = PublicityList.objects.locked(pk=entry.list_id)
    if shown.state != ListState.OPEN or clock.today() > shown.closes_on:
        raise Refused(_("The days of this list are over. Write to the bureau, or use the way of appeal that the law gives."))
    if not Claim.objects.filter(pk=entry.claim_id, round=entry.round, state=ClaimState.PUBLISHED).exists():
        raise Refused(_("This line has been taken off the list already."))
    sender = blind_index("address", address) if address else None
    if sender is not None:
        _refuse_flood(sender, shown)
    made = Objection.objects.create(
        entry=entry,
        region_code=shown.region_code,
        name=name.strip(),
        contact=contact.strip(),
        text=text.strip(),
        channel=ObjectionChannel.DESK if actor else ObjectionChannel.WEB,
        sender=sender,
        received_at=clock.now(),
        entered_by=actor,
    )
    audit.record(
        actor or machine_user(), "objection.received", made, station_id=entry.claim.station_id, claim=entry.claim_id,
        list=shown.number, line=entry.number, channel=made.channel,
    )  # fmt: skip
    return made


def _refuse_flood(sender: bytes, shown: PublicityList) -> None:
    now = clock.now()
    known = Objection.objects.filter(sender=sender)
    to_list = known.filter(entry__list=shown, received_at__gt=now - timedelta(hours=1)).count()
    if to_list >= A_LIST_AND_HOUR or known.filter(received_at__gt=now - timedelta(days=1)).count() >= A_DAY:
        raise Refused(_("Many objections came from your connection in a short time. Try again later, or go to a station."))


@transaction.atomic
def decide(*, objection_id: int, actor: User, upheld: bool, reason: str) -> Objection:
    """Dismissed, the claim goes on with its list; upheld, it goes back to the first check and no vote counts any more.

    Raises NotAllowed for whoever voted on the claim, took it in, or entered the objection.
    """
    seen = Objection.objects.visible_to(actor).select_related("entry").get(pk=objection_id)
    claim = Claim.objects.locked(pk=seen.entry.claim_id)
    objection = Objection.objects.select_related("entry__claim", "entry__list").locked(pk=objection_id)
    if objection.outcome != ObjectionOutcome.OPEN:
        raise Refused(_("This objection has been decided already. Reload the page to see how."), code="wrong_state")
    require(
        policies.can_decide_objection(actor, objection),
        _("Whoever voted on this claim, took it in or entered the objection does not decide it: another person does."),
    )
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    objection.outcome = ObjectionOutcome.UPHELD if upheld else ObjectionOutcome.DISMISSED
    objection.reason, objection.decided_by, objection.decided_at = reason.strip(), actor, clock.now()
    try:
        with transaction.atomic():
            objection.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    except IntegrityError as error:
        raise NotAllowed(_("You have acted in this matter already: this step asks for another person.")) from error
    audit.record(
        actor, f"objection.{objection.outcome}", objection, station_id=claim.station_id, claim=claim.pk,
        list=objection.entry.list.number, line=objection.entry.number,
    )  # fmt: skip
    _follow(claim, objection, actor)
    return objection


def _follow(claim: Claim, objection: Objection, actor: User) -> None:
    """What the outcome means for the claim, where it still stands on that line."""
    entry = objection.entry
    if claim.state != ClaimState.PUBLISHED or claim.round != entry.round:
        return
    if objection.outcome == ObjectionOutcome.UPHELD:
        granting.send_back(claim, "uphold", actor, objection.reason)
    elif entry.list.state == ListState.CLOSED and not entry.objections.open().exists():
        granting.grant_all([claim.pk])
