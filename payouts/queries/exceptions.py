"""Where the line of an exception stands, and which settlements fit that."""

from enum import Enum, auto
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from payouts.models import BankException, Line, Result, Return
from payouts.states import Outcome, Settlement, Standing


class Condition(Enum):
    """How a line stands by our own books."""

    OPEN = auto()  # sent, no word yet
    PAID = auto()
    DEAD = auto()  # failed, or paid and come back
    NEVER_SENT = auto()  # withdrawn, or its batch was cancelled
    WAITING = auto()  # its batch is not sent yet


_FITS = {
    Condition.OPEN: (Settlement.PAID, Settlement.FAILED, Settlement.NOTED),
    Condition.PAID: (Settlement.RETURNED, Settlement.NOTED),
    Condition.DEAD: (Settlement.PAID, Settlement.NOTED),
    Condition.NEVER_SENT: (Settlement.PAID, Settlement.NOTED),
    Condition.WAITING: (Settlement.NOTED,),
}


def condition_of(line: Line) -> Condition:
    """How `line` stands now."""
    if line.standing == Standing.WITHDRAWN or line.batch is None or line.batch.state == "cancelled":
        return Condition.NEVER_SENT
    if Return.objects.filter(line=line).exists():
        return Condition.DEAD
    outcome = Result.objects.filter(line=line).values_list("outcome", flat=True).first()
    if outcome is not None:
        return Condition.PAID if outcome == Outcome.PAID else Condition.DEAD
    return Condition.OPEN if line.batch.state in ("sent", "answered", "closed") else Condition.WAITING


def options_for(exception: BankException) -> tuple[Settlement, ...]:
    """The settlements that fit the line as it stands now, the likeliest first."""
    line = exception.line
    if line is None:
        return (Settlement.NOTED,)
    settled = BankException.objects.filter(line=line, settlement=Settlement.PAID, confirmed_at__isnull=False, blocks=True)
    if settled.exists():  # the money of this line arrived after all and is in the books already
        return (Settlement.NOTED,)
    return _FITS[condition_of(line)]


def listed(user: Any, *, kind: str = "", batch: str = "", settled: str = "") -> QuerySet[BankException]:
    """The exceptions that `user` may see: those that wait, or with `settled` those that two people settled."""
    found = BankException.objects.visible_to(user).filter(confirmed_at__isnull=settled != "yes").select_related("batch")
    if kind:
        found = found.filter(kind=kind)
    if batch:
        found = found.filter(batch__number=batch.strip())
    return found


def tried_again(line: Line) -> bool:
    """Whether another try of the same instalment is under way or paid: then money may have to be claimed back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM payouts_line l WHERE l.instalment_id = %s AND l.id <> %s AND l.standing = 1"
            " AND payouts_is_dead(l.id) IS NOT TRUE)",
            [line.instalment_id, line.pk],
        )
        return bool(cursor.fetchone()[0])
