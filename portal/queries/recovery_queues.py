"""What waits in recoveries: findings to examine, orders, agreements that are late, entries for a second person."""

from typing import Any

from django.db.models import Case, DateField, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core import clock
from core.money import ZERO
from payouts.models import Recovery, RecoveryEntry, RecoveryPart
from payouts.states import EntryKind, RecoveryState
from portal.queries.queues import Queue
from stations.states import Role

RECOVERY = {
    "title": F("number"),
    "subject": Coalesce("resident__name", "enterprise__name"),
    "note": F("amount"),
    "state": F("state"),
    "since": F("found_at"),
}
ENTRY = {
    "target": F("recovery_id"),
    "title": F("recovery__number"),
    "subject": Coalesce("recovery__resident__name", "recovery__enterprise__name"),
    "note": F("amount"),
    "state": F("kind"),
    "since": F("proposed_at"),
}


def _in(*states: str) -> Any:
    return lambda _user, scope: Recovery.objects.filter(scope, state__in=states)


def _to_order(user: Any, scope: Q) -> QuerySet[Any]:
    return Recovery.objects.filter(scope, state=RecoveryState.PROPOSED).exclude(proposed_by=user)


def _late(_user: Any, scope: Q) -> QuerySet[Any]:
    """Ordered and past the day, or behind the agreement: less has come since than was due by yesterday."""
    come = RecoveryEntry.objects.filter(recovery=OuterRef("pk"), confirmed_at__isnull=False).order_by().values("recovery")
    due = RecoveryPart.objects.filter(recovery=OuterRef("pk"), agreement=OuterRef("agreement"), due_on__lt=clock.today())
    due = due.order_by().values("recovery")
    settled = Coalesce(Subquery(come.annotate(sum=Sum("amount")).values("sum")), Value(ZERO))
    asked = Coalesce(Subquery(due.annotate(sum=Sum("amount")).values("sum")), Value(ZERO))
    late_on = Case(
        When(state=RecoveryState.ORDERED, then=F("due_on")),
        default=Subquery(due.annotate(day=Min("due_on")).values("day")),
        output_field=DateField(),
    )
    rows = Recovery.objects.owed().filter(scope).annotate(behind=asked + F("settled_before") - settled, late_on=late_on)
    return rows.filter(Q(state=RecoveryState.ORDERED, due_on__lt=clock.today()) | Q(state=RecoveryState.REPAYING, behind__gt=0))


def _to_confirm(*kinds: str) -> Any:
    def rows(user: Any, scope: Q) -> QuerySet[Any]:
        waiting = RecoveryEntry.objects.filter(scope, kind__in=kinds, confirmed_at__isnull=True, withdrawn_at__isnull=True)
        return waiting.exclude(proposed_by=user).exclude(instalment__month__gt=clock.today())

    return rows


QUEUES = (
    Queue(
        code="overpaid",
        label=_("Overpayments to examine"),
        action=_("Examine and propose the order"),
        roles=(Role.FIRST_CHECK, Role.SECOND_CHECK),
        page="payouts:recovery_show",
        rows=_in(RecoveryState.FOUND),
        says=RECOVERY,
        states=RecoveryState,
    ),
    Queue(
        code="recovery_order",
        label=_("Orders to repay"),
        action=_("Order or send back"),
        roles=(Role.SECOND_CHECK, Role.APPROVER),
        page="payouts:recovery_show",
        rows=_to_order,
        says={**RECOVERY, "since": F("proposed_at")},
        states=RecoveryState,
    ),
    Queue(
        code="recovery_late",
        label=_("Repayments that are late"),
        action=_("Remind, agree or enforce"),
        roles=(Role.FIRST_CHECK, Role.SECOND_CHECK),
        page="payouts:recovery_show",
        rows=_late,
        says={**RECOVERY, "due_on": F("late_on")},
        states=RecoveryState,
    ),
    Queue(
        code="recovery_money",
        label=_("Money received, for a second person"),
        action=_("Compare with the statement and confirm"),
        roles=(Role.FINANCE_CHECKER,),
        page="payouts:recovery_show",
        rows=_to_confirm(EntryKind.PAID_IN),
        says=ENTRY,
        states=EntryKind,
        region="recovery__region_code",
        station="pk__isnull",
    ),
    Queue(
        code="recovery_set_off",
        label=_("Set-offs for a second person"),
        action=_("Look and confirm"),
        roles=(Role.SECOND_CHECK, Role.APPROVER),
        page="payouts:recovery_show",
        rows=_to_confirm(EntryKind.SET_OFF),
        says=ENTRY,
        states=EntryKind,
        region="recovery__region_code",
        station="recovery__station_id",
    ),
    Queue(
        code="write_off",
        label=_("Write-offs for a second person"),
        action=_("Look and confirm"),
        roles=(Role.APPROVER,),
        page="payouts:recovery_show",
        rows=_to_confirm(EntryKind.WRITE_OFF),
        says=ENTRY,
        states=EntryKind,
        region="recovery__region_code",
        station="recovery__station_id",
    ),
)
