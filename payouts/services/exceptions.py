"""Settling what the bank said and nobody may guess about: one person proposes with evidence, another confirms (E-7)."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.money import ZERO
from core.policies import Refused, require
from payouts import policies
from payouts.models import BankException, Batch, Line, Result, Return
from payouts.queries.exceptions import Condition, condition_of, options_for
from payouts.services.answers import booking
from payouts.states import Outcome, Settlement
from stations.models import User


@transaction.atomic
def propose(*, exception_id: int, actor: User, settlement: str, evidence: str) -> BankException:
    """How to settle it stands written down by `actor`, with who at the bank said so; somebody else confirms it."""
    found = _locked(exception_id)
    require(policies.can_settle(actor, found), _("Only finance people of the league settle what the bank said."))
    if settlement not in options_for(found):
        raise Refused(_("This settlement does not fit the line as it stands."), field="settlement")
    if not evidence.strip():
        raise Refused(_("Write down who at the bank said so, when and how."), field="evidence")
    found.settlement, found.evidence = settlement, evidence.strip()
    found.proposed_by, found.proposed_at = actor, clock.now()
    found.save(update_fields=["settlement", "evidence", "proposed_by", "proposed_at"])
    audit.record(actor, "exception.proposed", found, kind=found.kind, settlement=settlement, line=found.line_id)
    return found


@transaction.atomic
def confirm(*, exception_id: int, actor: User, settlement: str) -> BankException:
    """It is settled by a second person, and line, batch and books say so.

    `settlement` is what the second person had on the screen; when the first has changed it since, that is Refused.
    """
    found = _locked(exception_id)
    require(found.settlement != "", _("Nobody has proposed a settlement yet."))
    require(found.proposed_by_id != actor.pk, _("You proposed it: another person confirms it."))
    require(policies.can_settle(actor, found), _("Only finance people of the league settle what the bank said."))
    if settlement != found.settlement:
        raise Refused(_("The proposal was changed since you looked. Look again."), field="settlement")
    if settlement not in options_for(found):
        raise Refused(_("The line has moved on: this settlement does not fit it any more. Propose anew."), field="settlement")
    found.confirmed_by, found.confirmed_at = actor, clock.now()
    if settlement != Settlement.NOTED and found.line is not None and found.batch is not None:
        _apply(found, found.line, found.batch)
    elif settlement == Settlement.NOTED:
        found.blocks = False
    found.save(update_fields=["confirmed_by", "confirmed_at", "blocks"])
    audit.record(actor, "exception.settled", found, kind=found.kind, settlement=settlement, line=found.line_id)
    return found


def _locked(exception_id: int) -> BankException:
    """The exception, its line and batch; the batch is held first, as everywhere."""
    batch_id = BankException.objects.values_list("batch_id", flat=True).get(pk=exception_id)
    batch = Batch.objects.locked(pk=batch_id) if batch_id else None
    found = BankException.objects.locked(pk=exception_id)
    if found.confirmed_at is not None:
        raise Refused(_("Two people have settled this."), code="wrong_state")
    found.batch = batch
    return found


def _apply(found: BankException, line: Line, batch: Batch) -> None:
    condition = condition_of(line)
    now, key = clock.now(), f"{batch.number}:exception:{found.pk}"
    told = {
        "line_id": line.pk, "batch_id": batch.pk, "answer_id": found.answer_id, "on_day": found.on_day, "at": now,
        "reason_code": found.reason_code, "reason": found.reason,
    }  # fmt: skip
    memo = gettext_lazy("Settled by two people")
    if condition is Condition.OPEN and found.settlement == Settlement.PAID:
        Result.objects.create(outcome=Outcome.PAID, **told)
        batch.paid_count += 1
        batch.paid_total += line.amount
        booking.settle_state(batch)
        booking.clear(key, batch, found.on_day, memo, line.amount, ZERO)
    elif condition is Condition.OPEN:
        Result.objects.create(outcome=Outcome.FAILED, needs_account=True, **told)
        batch.failed_count += 1
        batch.failed_total += line.amount
        booking.settle_state(batch)
        booking.clear(key, batch, found.on_day, memo, ZERO, line.amount)
    elif found.settlement == Settlement.RETURNED:
        Return.objects.create(**told)
        batch.returned_count += 1
        batch.returned_total += line.amount
        booking.bring_back(key, batch, found.on_day, memo, line.amount)
    else:
        # Dead by our books, and the money arrived: the instalment stays blocked, and the books pay what they still owed.
        found.blocks = True
        owed_as = "expense" if condition is Condition.NEVER_SENT else "payable"
        booking.arrived_after_all(key, batch, found.on_day, memo, line.amount, owed_as)
    batch.save(
        update_fields=[
            "state", "closed_at", "paid_count", "paid_total", "failed_count", "failed_total", "returned_count", "returned_total",
        ]
    )  # fmt: skip
