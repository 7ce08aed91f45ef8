"""After the grant: payment pauses, goes on, and ends with the reason that the law knows (社会保险法 art. 51)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Claim, Instalment, Registration, Resident, Suspension
from cases.queries import hires
from cases.services import rights, steps
from cases.states import EndReason
from core import audit, clock
from core.periods import format_month, month_of
from core.policies import NotAllowed, Refused
from stations.models import User

#: What ends the unemployment registration too; the person no longer seeks work here.
ENDS_REGISTRATION = (
    EndReason.EMPLOYED,
    EndReason.MILITARY,
    EndReason.ABROAD,
    EndReason.PENSION,
    EndReason.PRISON,
    EndReason.DEATH,
)


@transaction.atomic
def suspend(*, claim_id: int, actor: User, from_on: date, reason: str) -> Suspension:
    """Payment stands still from a day on (中止); what is not yet on its way is held back."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "suspend", claim)
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    if from_on > clock.today():
        raise Refused(_("Payment can be suspended from today or from an earlier day."), field="from_on")
    try:
        with transaction.atomic():
            made = Suspension.objects.create(claim=claim, from_on=from_on, reason=reason.strip()[:300], suspended_by=actor)
    except IntegrityError as error:
        raise Refused(_("An earlier suspension covers that day already."), field="from_on") from error
    steps.move(claim, "suspend", actor, reason.strip(), from_on=str(from_on))
    return made


@transaction.atomic
def resume(*, claim_id: int, actor: User, reason: str) -> Claim:
    """Payment goes on from today; whoever suspended it is not the one to let it flow again."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "resume", claim)
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    pause = claim.suspensions.get(until_on__isnull=True)
    pause.until_on, pause.resumed_by = max(clock.today(), pause.from_on), actor
    try:
        with transaction.atomic():
            pause.save(update_fields=["until_on", "resumed_by"])
    except IntegrityError as error:
        raise NotAllowed(_("You have acted in this matter already: this step asks for another person.")) from error
    steps.move(claim, "resume", actor, reason.strip())
    return claim


@transaction.atomic
def end(*, claim_id: int, actor: User, reason: EndReason | str, on: date, note: str = "") -> Claim:
    """Benefit ends with the month of the event `on`; months not begun are cancelled and stay the person's unused ones.

    With a job it ends the month before, unless the law of the programme still pays the month of the hire.
    Ends the unemployment registration where the event does, and writes the day of death. Months between the event and
    today that may have been paid stay as they are: payouts holds what is not on its way, the rest is to be recovered.
    """
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "end", claim)
    reason = EndReason(reason)
    if on > clock.today():
        raise Refused(_("The event must have happened: enter the day of today or an earlier one."), field="on")
    if reason == EndReason.SUPERSEDED:
        raise Refused(_("A decision is replaced by recording the outcome of the appeal."), field="reason")
    if reason == EndReason.USED_UP:
        raise Refused(_("A claim that is used up is ended by the system after its last month."), field="reason")
    return _ended(claim, actor, reason, on, note)


def supersede(claim: Claim, actor: User, note: str) -> None:
    """The grant makes room for another one: months not begun are cancelled, those begun stay. The caller holds the claim."""
    _ended(claim, actor, EndReason.SUPERSEDED, clock.today(), note)


def _ended(claim: Claim, actor: User, reason: EndReason, on: date, note: str) -> Claim:
    decision = claim.decision
    last = hires.last_month_paid(claim, on) if reason == EndReason.EMPLOYED else month_of(on)
    claim.last_month = min(last, claim.last_month or last)
    claim.ended_on, claim.end_reason = on, reason
    kept = max(claim.last_month, clock.this_month())
    cancelled = _cancel_after(claim, kept)
    rights.release_after(claim, kept)
    for pause in claim.suspensions.filter(until_on__isnull=True):
        pause.until_on = max(on, pause.from_on)
        pause.save(update_fields=["until_on"])
    if reason in ENDS_REGISTRATION and claim.resident is not None:
        _close_registration(claim.resident, reason, on)
    if reason == EndReason.DEATH and claim.resident is not None:
        claim.resident.deceased_on = on
        claim.resident.save(update_fields=["deceased_on"])
        audit.record(actor, "resident.died", claim.resident)
    steps.move(
        claim, "end", actor, note.strip(), cause=reason.value, on=str(on), last_month=format_month(claim.last_month),
        cancelled=cancelled, decision=decision.number,
    )  # fmt: skip
    return claim


def _cancel_after(claim: Claim, month: date) -> int:
    try:
        with transaction.atomic():
            return Instalment.objects.filter(claim=claim, month__gt=month, cancelled_on__isnull=True).update(
                cancelled_on=clock.today()
            )
    except IntegrityError as error:
        raise Refused(_("A later month is on its way to the bank already. Take it out of its batch first.")) from error


def _close_registration(resident: Resident, reason: EndReason, on: date) -> None:
    for registration in Registration.objects.filter(resident=resident, ended_on__isnull=True):
        registration.ended_on = max(on, registration.registered_on)
        registration.end_reason = reason.value
        registration.save(update_fields=["ended_on", "end_reason"])
