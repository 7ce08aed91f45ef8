"""The payroll book of piece work (工资支付台账): every worker's evening, by order, worker and month.

保障农民工工资支付条例 art. 15 asks to keep it for three years at least; Postgres refuses to remove any of it.
"""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from core.periods import month_end
from jobs.models import PieceOrder, PiecePay

SUMS = {
    "workers": Count("worker", distinct=True),
    "good_sum": Sum("good"),
    "rejected_sum": Sum("rejected"),
    "earned_sum": Sum("earned"),
    "advance_sum": Sum("advance"),
    "brought_sum": Sum("brought"),
    "paid_sum": Sum("paid"),
    "rest_sum": Sum("rest"),
}


def book(
    user: Any, *, order: PieceOrder | None = None, resident_id: int | None = None, month: date | None = None, text: str = ""
) -> QuerySet[PiecePay]:
    """The lines of the book that `user` may see, under its filters."""
    lines = PiecePay.objects.filter(settlement__order__in=PieceOrder.objects.visible_to(user))
    lines = lines.select_related("worker__resident", "settlement__order__enterprise")
    if order:
        lines = lines.filter(settlement__order=order)
    if resident_id:
        lines = lines.filter(worker__resident_id=resident_id)
    if month:
        lines = lines.filter(on__range=(month, month_end(month)))
    if text:
        lines = lines.filter(worker__name__startswith=text.strip())
    return lines


def sums(lines: QuerySet[PiecePay]) -> dict[str, Any]:
    """The sums of these lines. One query."""
    return lines.order_by().aggregate(**SUMS)


def month_of_worker(pay: PiecePay) -> dict[str, Any]:
    """What the person of a receipt made in its month up to its day, over all orders where it is a resident. One query."""
    worker = pay.worker
    mine = PiecePay.objects.filter(on__range=(pay.on.replace(day=1), pay.on))
    mine = mine.filter(worker__resident_id=worker.resident_id) if worker.resident_id else mine.filter(worker=worker)
    return mine.aggregate(good=Sum("good"), earned=Sum("earned"), days=Count("on", distinct=True))
