"""Recovering what was overpaid: found, proposed after the payee was heard, ordered by another person, agreed upon, given up."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Claim
from cases.services import entitlement, numbers
from cases.states import ClaimState
from core import audit, clock
from core.money import ZERO
from core.policies import Refused, require
from ledger.models import Journal
from ledger.services import journal
from payouts import policies
from payouts.formulas import LONGEST_PLAN
from payouts.models import Recovery, RecoveryItem, RecoveryPart
from payouts.queries import overpaid, recoveries
from payouts.states import RECOVERY, STOPS_PAYMENT, Cause
from stations.models import User


@transaction.atomic
def open_one(*, claim_id: int, actor: User, cause: str, amounts: Mapping[int, Decimal], reason: str) -> Recovery:
    """A recovery of payments of the claim, found by `actor`; `amounts` says how much of each line has to come back.

    A benefit that runs is suspended from today where the cause says so. Raises Refused for a line that was not paid under
    this claim, that stands in another recovery, or of which more is asked than was paid.
    """
    claim: Claim = Claim.objects.visible_to(actor).locked(pk=claim_id)
    require(policies.can_open_recovery(actor, claim), _("Only the checkers of the place recover what was paid."))
    if cause == Cause.LOAN:
        raise Refused(_("What was lent is opened by itself once it is paid. Choose another cause."), field="cause")
    if not reason.strip():
        raise Refused(_("Say what it rests on."), field="reason")
    paid = {payment.line_id: payment for payment in overpaid.payments_of(claim)}
    if not amounts:
        raise Refused(_("Choose at least one payment."), field="lines")
    for line_id, amount in amounts.items():
        if line_id not in paid:
            raise Refused(_("One of these was not paid under this claim, or came back."), field="lines")
        if not ZERO < amount <= paid[line_id].amount:
            raise Refused(_("Of each payment, more than nothing and at most what was paid has to come back."), field="amount")
    funds = {paid[line_id].fund for line_id in amounts}
    if len(funds) > 1:
        raise Refused(_("These were paid from several funds. Recover what one fund paid at a time."), field="lines")
    found = write(claim, Cause(cause), funds.pop(), list(amounts.items()), actor, reason.strip())
    if found.cause in STOPS_PAYMENT and claim.state == ClaimState.GRANTED:
        entitlement.suspend(
            claim_id=claim.pk, actor=actor, from_on=clock.today(),
            reason=_("Recovery %(number)s: %(cause)s") % {"number": found.number, "cause": found.get_cause_display()},
        )  # fmt: skip
    return found


def write(claim: Claim, cause: Cause, fund: str, lines: Sequence[tuple[int, Decimal]], actor: User, reason: str) -> Recovery:
    """The recovery of what one fund paid stands as found, in the caller's transaction; Refused where a line is in another one."""
    found = Recovery.objects.create(
        number=numbers.take("ZH", claim.region_code),
        claim=claim,
        resident_id=claim.resident_id,
        enterprise_id=claim.enterprise_id,
        fund=fund,
        league_code=f"{claim.region_code[:4]}00",
        region_code=claim.region_code,
        station_id=claim.station_id,
        cause=cause,
        amount=sum((amount for _line, amount in lines), ZERO),
        reason=reason,
        found_by=actor,
        found_at=clock.now(),
    )
    try:
        with transaction.atomic():
            RecoveryItem.objects.bulk_create(
                RecoveryItem(recovery=found, line_id=line_id, amount=amount) for line_id, amount in lines
            )
    except IntegrityError as error:
        raise Refused(_("One of these payments stands in another recovery already."), field="lines") from error
    audit.record(actor, "recovery.found", found, claim=claim.number, cause=cause, amount=str(found.amount), lines=len(lines))
    return found


@transaction.atomic
def propose(*, recovery_id: int, actor: User, reason: str, heard: str, fine_note: str = "") -> Recovery:
    """The finding is examined: what it rests on, what the payee said to it; another person orders it."""
    found = _locked(recovery_id, actor, "propose")
    if not reason.strip():
        raise Refused(_("Say what it rests on."), field="reason")
    if not heard.strip():
        raise Refused(_("Write down what the payee said, or that nothing was said within the time given."), field="heard")
    found.reason, found.heard, found.fine_note = reason.strip(), heard.strip(), fine_note.strip()
    found.proposed_by, found.proposed_at = actor, clock.now()
    return _moved(found, "propose", actor, "recovery.proposed", amount=str(found.amount))


@transaction.atomic
def send_back(*, recovery_id: int, actor: User, reason: str) -> Recovery:
    """The proposal goes back to be examined again, with the reason."""
    found = _locked(recovery_id, actor, "send_back")
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    return _moved(found, "send_back", actor, "recovery.sent_back", reason=reason.strip())


@transaction.atomic
def order(*, recovery_id: int, actor: User, due_on: date) -> Recovery:
    """The order to repay by `due_on` stands, made by another person than the proposer; the books hold a receivable."""
    found = _locked(recovery_id, actor, "order")
    if due_on <= clock.today():
        raise Refused(_("The day to repay by lies in the future."), field="due_on")
    found.ordered_by, found.ordered_on, found.due_on = actor, clock.today(), due_on
    _moved(found, "order", actor, "recovery.ordered", amount=str(found.amount), due_on=str(due_on))
    journal.post(
        key=order_key(found), on=clock.today(), memo=gettext_lazy("Recovery ordered"), fund=found.fund, league=found.league_code,
        postings=[("receivable", found.amount), ("expense", -found.amount)],
    )  # fmt: skip
    return found


@transaction.atomic
def agree(*, recovery_id: int, actor: User, parts: Sequence[tuple[date, Decimal]]) -> Recovery:
    """Repayment by instalments is agreed with the payee (社会保险经办条例 art. 46); a new agreement replaces the one before."""
    found = _locked(recovery_id, actor, "agree")
    settled = recoveries.settled(found)
    days = [due_on for due_on, _amount in parts]
    if not parts or len(parts) > LONGEST_PLAN:
        raise Refused(_("Agree on 1 to %(most)d parts.") % {"most": LONGEST_PLAN}, field="parts")
    if days != sorted(set(days)) or days[0] < clock.today():
        raise Refused(_("Each part has a later day than the one before, and none lies in the past."), field="parts")
    if sum((amount for _day, amount in parts), ZERO) != found.amount - settled:
        owed = f"{found.amount - settled:,.2f}"
        raise Refused(_("The parts together must be what is still owed: %(owed)s.") % {"owed": owed}, field="parts")
    found.agreement += 1
    found.agreed_on, found.agreed_by, found.settled_before = clock.today(), actor, settled
    RecoveryPart.objects.bulk_create(
        RecoveryPart(recovery=found, agreement=found.agreement, no=no, due_on=due_on, amount=amount)
        for no, (due_on, amount) in enumerate(parts, 1)
    )
    return _moved(found, "agree", actor, "recovery.agreed", parts=len(parts), last=str(days[-1]))


@transaction.atomic
def cancel(*, recovery_id: int, actor: User, verb: str, reason: str) -> Recovery:
    """The recovery is given up: `dismiss` before the order, `revoke` after it, by another than ordered; the books turn it back.

    What came in already stands in the way of revoking: that money would have to be paid out again first.
    """
    found = _locked(recovery_id, actor, verb)
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    if verb == "revoke" and recoveries.pledged(found):
        raise Refused(_("Something came back already, or waits for a second person: the order cannot be revoked as a whole."))
    found.items.update(counts=False)
    found.cancelled_by, found.cancel_reason, found.closed_on = actor, reason.strip(), clock.today()
    _moved(found, verb, actor, "recovery.dismissed" if verb == "dismiss" else "recovery.revoked", reason=reason.strip())
    if verb == "revoke":
        ordered = Journal.objects.get(key=order_key(found))
        journal.reverse(key=f"{found.number}:revoked", of=ordered, on=clock.today(), memo=gettext_lazy("Recovery revoked"))
    return found


def order_key(recovery: Recovery) -> str:
    """The key of the journal that books the order."""
    return f"{recovery.number}:ordered"


def _locked(recovery_id: int, actor: User, verb: str) -> Recovery:
    found: Recovery = Recovery.objects.visible_to(actor).locked(pk=recovery_id)
    RECOVERY.after(verb, found.state)
    if verb == "order":
        require(found.proposed_by_id != actor.pk, _("You proposed it: another person orders it."))
    if verb == "revoke":
        require(found.ordered_by_id != actor.pk, _("You ordered it: another person revokes it."))
    require(policies.can_recover(actor, verb, found), _("Your post does not carry this step."))
    return found


def _moved(found: Recovery, verb: str, actor: User, done: str, **data: Any) -> Recovery:
    before = found.state
    found.move(verb)
    found.save()
    audit.record(actor, done, found, before=before, after=found.state, **data)
    return found
