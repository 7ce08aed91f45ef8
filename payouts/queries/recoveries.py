"""Recoveries: the list, what is still owed, how the agreement is kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy

from cases.models import Instalment
from cases.states import ClaimState
from core import clock
from core.money import ZERO
from payouts.models import Recovery, RecoveryEntry, RecoveryPart
from payouts.states import RecoveryState

OPEN = "open"


def listed(user: Any, *, state: str = "", cause: str = "", text: str = "") -> QuerySet[Recovery]:
    """The recoveries that `user` may see, under the filters of the list, each with `.settled`."""
    found = Recovery.objects.visible_to(user).with_settled().select_related("resident", "enterprise", "claim")
    if state == OPEN:
        found = found.filter(closed_on__isnull=True)
    elif state:
        found = found.filter(state=state)
    if cause:
        found = found.filter(cause=cause)
    text = text.strip()
    if text:
        number = Q(number__iexact=text) | Q(claim__number__iexact=text)
        found = found.filter(number | Q(resident__name__startswith=text) | Q(enterprise__name__startswith=text))
    return found


def settled(recovery: Recovery) -> Decimal:
    """Yuan repaid, set off and written off, as two people confirmed it."""
    return sum((entry.amount for entry in recovery.entries.filter(confirmed_at__isnull=False)), ZERO)


def pledged(recovery: Recovery) -> Decimal:
    """The same with what waits for a second person."""
    return sum((entry.amount for entry in recovery.entries.filter(withdrawn_at__isnull=True)), ZERO)


@dataclass(frozen=True)
class PartRow:
    """One part of the agreement: `left` of it is still to come, `is_late` when its day has passed."""

    no: int
    due_on: date
    amount: Decimal
    left: Decimal
    is_late: bool


def plan_of(recovery: Recovery, settled_now: Decimal) -> list[PartRow]:
    """The agreement in force; what came in since counts for the earliest parts first."""
    parts = list(RecoveryPart.objects.filter(recovery=recovery, agreement=recovery.agreement).order_by("no"))
    come = settled_now - recovery.settled_before
    today = clock.today()
    rows = []
    for part, up_to in zip(parts, accumulate(part.amount for part in parts), strict=True):
        left = min(max(up_to - come, ZERO), part.amount)
        rows.append(PartRow(part.no, part.due_on, part.amount, left, left > ZERO and part.due_on < today))
    return rows


def repayments(user: Any, *, cause: str = "", until: date | None = None, late: bool = False) -> QuerySet[RecoveryPart]:
    """The parts in force that are not all in, of the recoveries that `user` may see; each with `.left` and `.is_late`.

    What came in counts for the earliest parts first. `until` is the last day that is shown, `late` leaves only those
    whose day has passed.
    """
    mine = Recovery.objects.visible_to(user).filter(state=RecoveryState.REPAYING)
    if cause:
        mine = mine.filter(cause=cause)
    entries = RecoveryEntry.objects.filter(recovery=OuterRef("recovery"), confirmed_at__isnull=False).order_by()
    come = entries.values("recovery").annotate(sum=Sum("amount")).values("sum")
    earlier = RecoveryPart.objects.filter(recovery=OuterRef("recovery"), agreement=OuterRef("agreement"), no__lte=OuterRef("no"))
    up_to = earlier.order_by().values("recovery").annotate(sum=Sum("amount")).values("sum")
    behind = Subquery(up_to) + F("recovery__settled_before") - Coalesce(Subquery(come), Value(ZERO))
    found = RecoveryPart.objects.filter(recovery__in=mine, agreement=F("recovery__agreement"))
    found = found.annotate(left=Least(F("amount"), behind), is_late=Q(due_on__lt=clock.today())).filter(left__gt=0)
    if until:
        found = found.filter(due_on__lte=until)
    if late:
        found = found.filter(due_on__lt=clock.today())
    return found.select_related("recovery__resident", "recovery__enterprise", "recovery__claim")


#: What happens next, and whose it is, in each state.
NEXT = {
    RecoveryState.FOUND: gettext_lazy(
        "A checker of the banner examines it, hears the payee and puts it forward; what is unfounded the second checker "
        "dismisses."
    ),
    RecoveryState.PROPOSED: gettext_lazy("A second checker or approver who did not put it forward orders it or sends it back."),
    RecoveryState.ORDERED: gettext_lazy(
        "The order is printed and delivered. The payee pays by the day or agrees on parts with a checker; finance enters the "
        "money, and a second person confirms it."
    ),
    RecoveryState.REPAYING: gettext_lazy("The parts come in by the plan; finance enters each, and a second person confirms it."),
}


def can_be_set_off(recovery: Recovery, owed: Decimal) -> QuerySet[Instalment]:
    """Whole instalments of the same payee, fund and league that no batch has, not above what is owed; earliest first."""
    whose = {"enterprise_id": recovery.enterprise_id} if recovery.enterprise_id else {"resident_id": recovery.resident_id}
    kept = RecoveryEntry.objects.filter(instalment__isnull=False, withdrawn_at__isnull=True).values("instalment")
    return (
        Instalment.objects.filter(
            cancelled_on__isnull=True,
            fund=recovery.fund,
            region_code__startswith=recovery.league_code[:4],
            claim__state=ClaimState.GRANTED,
            amount__lte=owed,
            **whose,
        )
        .exclude(pk__in=kept)
        .exclude(lines__standing=1)
        .order_by("month", "pk")
    )


def of_claim(user: Any, claim_id: int) -> list[Recovery]:
    """The recoveries of one claim that `user` may see, newest first."""
    return list(Recovery.objects.visible_to(user).with_settled().filter(claim_id=claim_id).order_by("-pk"))


def is_late(recovery: Recovery, plan: list[PartRow]) -> bool:
    """Whether a day on which money should have come has passed."""
    if recovery.state == RecoveryState.ORDERED:
        return recovery.due_on is not None and recovery.due_on < clock.today()
    return recovery.state == RecoveryState.REPAYING and any(row.is_late for row in plan)
