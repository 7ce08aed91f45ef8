"""The end of the payroll book: names struck out once its months are over, sums kept; no month before the law allows it.

Three years at least (保障农民工工资支付条例 art. 15); how many months the bureau of the place keeps it stands in its terms
(`programmes.formulas.station_terms`). Postgres refuses what would be too early, whoever asks.
"""

from datetime import date

from django.db import transaction
from django.db.models import CharField, F, Max, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, Greatest

from core import audit, clock
from core.periods import add_months
from jobs.models import PieceDispute, PieceOrder, PieceWorker
from jobs.queries import terms
from jobs.states.arrears import ArrearsState
from jobs.states.piece import PieceState
from programmes.formulas.station_terms import BOOK_MONTHS
from stations.services.machine import machine_user

AT_ONCE = 200
NOBODY_BORN = date(1900, 1, 1)
#: A report of unpaid wages in one of these is at its end, and needs its receipt no more.
OVER = (ArrearsState.CLOSED, ArrearsState.REFUSED, ArrearsState.HANDED_ON)


@transaction.atomic
def purge() -> int:
    """Orders whose book need not be kept any more name nobody; their sums stay. Returns how many, at most AT_ONCE."""
    today, places = clock.today(), terms.Stations(clock.today())
    purged = 0
    for order in _over(today).iterator():
        last_on: date = order.last_on  # type: ignore[attr-defined]  # annotated by _over
        months = max(BOOK_MONTHS, places.at(order.region_code).integer("piece_book_months"))
        if add_months(last_on, months) >= today:
            continue
        _strike_out(order)
        purged += 1
        if purged >= AT_ONCE:
            break
    return purged


def _over(today: date) -> QuerySet[PieceOrder]:
    """Closed orders older than the law asks, without a complaint or a report of wages that is still open; each with `last_on`."""
    open_ones = PieceDispute.objects.filter(Q(outcome="") | Q(arrears__isnull=False) & ~Q(arrears__state__in=OVER))
    rows = PieceOrder.objects.filter(purged_at__isnull=True, due_on__lt=add_months(today, -BOOK_MONTHS)).exclude(
        state=PieceState.OPEN
    )
    rows = rows.exclude(pk__in=open_ones.values("pay__settlement__order"))
    return rows.annotate(
        last_on=Greatest("due_on", Coalesce(Max("settlements__on"), F("due_on")), Coalesce(Max("deposits__on"), F("due_on")))
    ).order_by("pk")


def _strike_out(order: PieceOrder) -> None:
    now = clock.now()
    PieceOrder.objects.filter(pk=order.pk).update(purged_at=now)
    workers = PieceWorker.objects.filter(order=order).update(
        name=Concat(Value("№"), Cast("number", CharField())), mobile="", resident=None, born_on=NOBODY_BORN,
        text_agreed_at=None, purged_at=now,
    )  # fmt: skip
    said = PieceDispute.objects.filter(pay__settlement__order=order)
    said.exclude(outcome="").update(text="—", reason="—")
    audit.record(
        machine_user(), "pieceorder.purged", order, region=order.region_code, station_id=order.station_id, workers=workers
    )
