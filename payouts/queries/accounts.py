"""Accounts that a desk must put right: money waits for their owners and cannot go where it should."""

from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from cases.models import BankAccount, ChangeRequest, Resident
from cases.states import AccountState, ChangeKind, ChangeState
from payouts.models import Line
from payouts.states import AccountTrouble, Hold, Outcome, Standing

_HELD = {
    AccountTrouble.MISSING: (Hold.NO_ACCOUNT, Hold.ACCOUNT_UNVERIFIED),
    AccountTrouble.NAME: (Hold.NAME_DIFFERS, Hold.NAME_UNSAFE),
}
_HOLDS = [hold for holds in _HELD.values() for hold in holds]


def to_mend(scope: Q) -> QuerySet[Resident]:
    """Living residents within `scope` for whom a desk must bring an account, each once, with `trouble` and `trouble_at`.

    Their money is held for the account's sake, or the bank refused it or sent it back, and no account was confirmed
    since. Not among them: those whose new account waits for a second person, since that is no longer the desk's turn.
    """
    asked = ChangeRequest.objects.filter(resident=OuterRef("pk"), kind=ChangeKind.BANK_ACCOUNT, state=ChangeState.OPEN)
    troubles = _troubles()
    words = [When(hold_reason__in=holds, then=Value(trouble.value)) for trouble, holds in _HELD.items()]
    trouble = Case(*words, default=Value(AccountTrouble.REFUSED.value), output_field=CharField())
    return (
        Resident.objects.filter(scope, Exists(troubles), ~Exists(asked), deceased_on__isnull=True)
        .annotate(
            trouble=Subquery(troubles.annotate(word=trouble).values("word")[:1]),
            trouble_at=Subquery(troubles.values("made_at")[:1]),
        )
        .order_by()
    )


def _troubles() -> QuerySet[Line]:
    """The tries of one resident (the outer row) that an account stopped and that no account since has cured; oldest first."""
    usable = BankAccount.objects.filter(resident=OuterRef("instalment__resident"), is_current=True, state=AccountState.VERIFIED)
    own = Q(holder_name=OuterRef("instalment__resident__name"))
    cured = Exists(usable.filter(own, verified_at__gte=OuterRef("made_at")))
    renamed = Q(hold_reason=Hold.NAME_DIFFERS) & Exists(usable.filter(own))
    later = Line.objects.filter(instalment=OuterRef("instalment"), attempt__gt=OuterRef("attempt"))
    held = Q(standing=Standing.HELD, hold_reason__in=_HOLDS) & ~cured & ~renamed
    failed = Q(result__outcome=Outcome.FAILED, result__needs_account=True) & ~Exists(
        usable.filter(verified_at__gt=OuterRef("result__at"))
    )
    came_back = Q(returned__isnull=False) & ~Exists(usable.filter(verified_at__gt=OuterRef("returned__at")))
    lines: Any = Line.objects.filter(instalment__resident=OuterRef("pk"), instalment__cancelled_on__isnull=True)
    return lines.filter(held | (Q(standing=Standing.SEALED) & (failed | came_back) & ~Exists(later))).order_by("made_at", "pk")
