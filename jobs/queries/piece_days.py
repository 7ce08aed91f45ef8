"""The day of an order: its sheet, and what the evening comes to before anybody settles it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Q, QuerySet, Sum

from core.money import ZERO
from jobs.formulas.piece_pay import Pay, pay
from jobs.models import PieceLine, PieceOrder, PiecePay, PieceWorker


@dataclass(frozen=True)
class Due:
    """One worker's evening."""

    worker: PieceWorker
    good: int
    rejected: int
    hours: Decimal | None
    advance: Decimal
    brought: Decimal
    pay: Pay


@dataclass(frozen=True)
class Evening:
    """The whole evening: each worker, and the sums."""

    rows: list[Due]

    def _sum(self, values: Iterable[Decimal]) -> Decimal:
        return sum(values, ZERO)

    @property
    def good(self) -> int:
        return sum(row.good for row in self.rows)

    @property
    def rejected(self) -> int:
        return sum(row.rejected for row in self.rows)

    @property
    def earned(self) -> Decimal:
        return self._sum(row.pay.earned for row in self.rows)

    @property
    def advances(self) -> Decimal:
        return self._sum(row.advance for row in self.rows)

    @property
    def brought(self) -> Decimal:
        return self._sum(row.brought for row in self.rows)

    @property
    def paid(self) -> Decimal:
        return self._sum(row.pay.paid for row in self.rows)

    @property
    def rest(self) -> Decimal:
        return self._sum(row.pay.rest for row in self.rows)

    @property
    def seen(self) -> str:
        """What a person confirms who looked at this evening; another sheet gives another word."""
        return f"{len(self.rows)}/{self.good}/{self.rejected}/{self.advances}/{self.earned}/{self.paid}"


def workers_on(order: PieceOrder, on: date) -> QuerySet[PieceWorker]:
    """Who stands on the roster that day, by number."""
    here = Q(left_on__isnull=True) | Q(left_on__gte=on)
    return order.workers.filter(here, joined_on__lte=on).order_by("number")


def lines_of(order: PieceOrder, on: date) -> dict[int, PieceLine]:
    """The day's lines by worker, corrections apart."""
    return {line.worker_id: line for line in PieceLine.objects.filter(order=order, on=on, corrects=None)}


def corrections_of(order: PieceOrder, on: date) -> list[PieceLine]:
    """The corrections entered for that day."""
    found = PieceLine.objects.filter(order=order, on=on, corrects__isnull=False)
    return list(found.select_related("worker", "corrects", "entered_by").order_by("worker__number", "pk"))


def last_settled(order: PieceOrder) -> date | None:
    """The latest day that was settled."""
    latest: date | None = order.settlements.aggregate(latest=Max("on"))["latest"]
    return latest


def waiting_days(order: PieceOrder) -> list[date]:
    """The days with lines that wait to be settled, the earliest first."""
    return list(PieceLine.objects.filter(order=order, settlement=None).order_by("on").values_list("on", flat=True).distinct())


def brought_by(order: PieceOrder) -> dict[int, Decimal]:
    """What is still to be taken off each worker's pay, by the latest receipt of each; workers without a rest are left out."""
    latest = PiecePay.objects.filter(worker__order=order).order_by("worker_id", "-on").distinct("worker_id")
    return {row.worker_id: row.rest for row in latest if row.rest}


def evening(order: PieceOrder, on: date) -> Evening:
    """What settling that day comes to by the lines as they stand. Three queries."""
    sums = (
        PieceLine.objects.filter(order=order, on=on, settlement=None)
        .values("worker_id")
        .annotate(good_sum=Sum("good"), rejected_sum=Sum("rejected"), advance_sum=Sum("advance"), hours_sum=Sum("hours"))
    )
    by_worker = {row["worker_id"]: row for row in sums}
    brought = brought_by(order)
    rows = []
    for worker in order.workers.filter(pk__in=by_worker).order_by("number"):
        made, before = by_worker[worker.pk], brought.get(worker.pk, ZERO)
        due = pay(rate=order.rate, good=made["good_sum"], advance=made["advance_sum"], brought=before)
        rows.append(Due(worker, made["good_sum"], made["rejected_sum"], made["hours_sum"], made["advance_sum"], before, due))
    return Evening(rows)
