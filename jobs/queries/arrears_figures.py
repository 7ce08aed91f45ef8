"""Figures of wage arrears by place, station and month, each within the reader's posts.

The closing rate is counted as the newspaper's 98.6 % must have been: closed of accepted. Its base, the number accepted,
always stands beside it; what was handed on is told apart and not counted as closed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Substr, TruncMonth

from core import clock
from core.money import ZERO
from jobs.models import ArrearsCase, ArrearsPayment
from jobs.states.arrears import AT_WORK, CLOCKED
from stations.models import Region, Station
from stations.queries import posts_of


@dataclass
class Row:
    """The figures under one heading; sums in yuan. `received` etc. are reports of the year, `recovered` money of the year."""

    key: str
    label: str
    received: int = 0
    accepted: int = 0
    closed: int = 0
    handed: int = 0
    refused: int = 0
    open: int = 0
    late: int = 0
    supervised: int = 0
    workers: int = 0
    recovered: Decimal = ZERO

    @property
    def rate(self) -> Decimal | None:
        """Closed of accepted in per cent with one decimal; None where nothing was accepted."""
        return (Decimal(self.closed) * 100 / self.accepted).quantize(Decimal("0.1")) if self.accepted else None


COUNTS: dict[str, Any] = {
    "received": Count("pk"),
    "accepted": Count("pk", filter=Q(accepted_on__isnull=False)),
    "closed": Count("pk", filter=Q(state="closed")),
    "handed": Count("pk", filter=Q(state="handed_on")),
    "refused": Count("pk", filter=Q(state="refused")),
    "open": Count("pk", filter=Q(state__in=AT_WORK)),
    "supervised": Count("pk", filter=Q(supervised_until__isnull=False)),
    "workers": Sum("workers"),
}


@dataclass(frozen=True)
class Figures:
    """One year: the whole, and the same by place, station and month."""

    whole: Row
    places: list[Row]
    stations: list[Row]
    months: list[Row]


def of_year(user: Any, year: int) -> Figures:
    """The figures of reports received in `year`, and of money that was recovered in it. Ten queries whatever there is."""
    cases = ArrearsCase.objects.visible_to(user).filter(received_at__year=year)
    paid = ArrearsPayment.objects.filter(
        case__in=ArrearsCase.objects.visible_to(user), voided_at__isnull=True, paid_on__year=year
    )
    length = 6 if _within_one_league(user) else 4
    place = {"key": Substr("region_code", 1, length)}, {"key": Substr("case__region_code", 1, length)}
    places = _grouped(cases, paid, *place)
    stations = _grouped(cases, paid, {"key": F("station_id")}, {"key": F("case__station_id")})
    months = _grouped(cases, paid, {"key": TruncMonth("received_at")}, {"key": TruncMonth("paid_on")})
    names = {code[:length]: name for code, name in _regions(places, length)}
    station_names = dict(Station.objects.filter(pk__in=[key for key in stations if key]).values_list("pk", "name"))
    return Figures(
        whole=_whole(cases, paid),
        places=[_named(row, names.get(row.key, row.key)) for _key, row in sorted(places.items())],
        stations=[_named(row, station_names.get(key, "")) for key, row in sorted(stations.items(), key=_last_without)],
        months=[row for _key, row in sorted(months.items())],
    )


def _last_without(item: tuple[Any, Row]) -> tuple[bool, Any]:
    return item[0] is None, item[0] or 0


def _named(row: Row, label: str) -> Row:
    row.label = label
    return row


def _regions(places: dict[Any, Row], length: int) -> Any:
    return Region.objects.filter(code__in=[key.ljust(6, "0")[:6] for key in places]).values_list("code", "name") if length else ()


def _whole(cases: Any, paid: Any) -> Row:
    counts = cases.aggregate(**_counts())
    recovered = paid.aggregate(total=Sum("amount"))["total"]
    return Row("", "", **{name: value or 0 for name, value in counts.items()}, recovered=recovered or ZERO)


def _counts() -> dict[str, Any]:
    return {**COUNTS, "late": Count("pk", filter=Q(state__in=CLOCKED, due_on__lt=clock.today()))}


def _grouped(cases: Any, paid: Any, of_case: dict[str, Any], of_payment: dict[str, Any]) -> dict[Any, Row]:
    rows: dict[Any, Row] = {}
    for found in cases.order_by().annotate(**of_case).values("key").annotate(**_counts()):
        key = _plain(found.pop("key"))
        rows[key] = Row(_text(key), _text(key), **{name: value or 0 for name, value in found.items()})
    for found in paid.order_by().annotate(**of_payment).values("key").annotate(total=Sum("amount")):
        key = _plain(found["key"])
        rows.setdefault(key, Row(_text(key), _text(key))).recovered = found["total"]
    return rows


def _plain(key: Any) -> Any:
    """A month is told by its first day, whether it was cut from a moment or from a day."""
    return f"{key:%Y-%m}" if isinstance(key, date) else key


def _text(key: Any) -> str:
    return "" if key is None else str(key)


def _within_one_league(user: Any) -> bool:
    leagues = {(post.scope_prefix or "")[:4] for post in posts_of(user)}
    return len(leagues) == 1 and leagues != {"15"}
