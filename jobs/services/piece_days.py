"""The sheet of the day: lines entered and put right until the evening is settled, countered by later ones afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.money import ZERO
from core.policies import Refused, constraint_of, require
from jobs.models import PieceLine, PieceOrder
from jobs.policies import piece as policies
from jobs.queries import piece_days as query
from jobs.services.piece import NOT_HERE
from stations.models import User


@dataclass(frozen=True)
class Row:
    """What was entered for one worker. `version` is that of the line which the page showed, 0 for none."""

    worker_id: int
    version: int
    good: int | None = None
    rejected: int | None = None
    reason: str = ""
    advance: Decimal | None = None
    hours: Decimal | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was entered."""
        return (self.good, self.rejected, self.advance, self.hours) == (None, None, None, None) and not self.reason.strip()

    @property
    def values(self) -> dict[str, object]:
        """What a line holds of it."""
        return {
            "good": self.good or 0,
            "rejected": self.rejected or 0,
            "reason": self.reason.strip()[:60],
            "advance": self.advance or ZERO,
            "hours": self.hours,
        }


@dataclass(frozen=True)
class Standing:
    """What counts for a worker and day once every correction is taken in."""

    good: int
    rejected: int
    advance: Decimal
    hours: Decimal | None


@transaction.atomic
def enter(*, order_id: int, actor: User, on: date, rows: Iterable[Row]) -> int:
    """The sheet of that day says what was entered; returns how many lines are new or changed. The same rows twice change nothing.

    Raises Refused, with a worker's row as field ("w" and the id) where one is at fault, for a day that is settled or to come,
    and where a colleague changed the line after the page was shown.
    """
    order = PieceOrder.objects.locked(pk=order_id)
    require(policies.can_work(actor, order), NOT_HERE)
    refuse_day(order, on)
    here = {worker.pk: worker for worker in query.workers_on(order, on)}
    lines = query.lines_of(order, on)
    changed = 0
    for row in rows:
        if row.worker_id not in here:
            raise Refused(_("Somebody on this sheet no longer stands on the roster of that day. Load the page again."))
        changed += _write(order, actor, on, row, lines.get(row.worker_id))
    return changed


def _write(order: PieceOrder, actor: User, on: date, row: Row, line: PieceLine | None) -> int:
    values, field = row.values, f"w{row.worker_id}"
    if line is None:
        if row.empty:
            return 0
        if row.version:
            raise Refused(_("Load the page again."), field=field)
        _refuse_values(values, field)
        made = PieceLine.objects.create(
            order=order, worker_id=row.worker_id, on=on, entered_by=actor, entered_at=clock.now(), **values
        )
        _record(actor, "pieceline.entered", made, order, **_plain(values))
        return 1
    before = {name: getattr(line, name) for name in values}
    if before == values or (row.empty and row.version == 0):
        return 0
    if row.version != line.version:
        raise Refused(
            _("A colleague entered this line after the page was shown: %(good)s good. Look at it, then send again.")
            % {"good": line.good},
            field=field,
            code="stale",
        )
    _refuse_values(values, field)
    for name, value in values.items():
        setattr(line, name, value)
    line.version += 1
    line.entered_by, line.entered_at = actor, clock.now()
    line.save(update_fields=[*values, "version", "entered_by", "entered_at"])
    _record(actor, "pieceline.changed", line, order, before=_plain(before), **_plain(values))
    return 1


@transaction.atomic
def correct(
    *, line_id: int, actor: User, good: int, rejected: int, advance: Decimal, reason: str, hours: Decimal | None = None
) -> PieceLine:
    """A settled line is countered: what it should have said is given, and today's sheet gets a line with the difference.

    The settled line stays as it is. The difference is paid, or taken off, with the next evening that is settled.
    """
    order_id = PieceLine.objects.values_list("order_id", flat=True).get(pk=line_id)
    order = PieceOrder.objects.locked(pk=order_id)
    require(policies.can_work(actor, order), NOT_HERE)
    line = PieceLine.objects.select_related("worker").get(pk=line_id)
    on = clock.today()
    if line.settlement_id is None or line.corrects_id is not None:
        raise Refused(_("This line is not settled yet: put it right on the sheet of its day."))
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say what was wrong and what shows it."), field="reason")
    refuse_day(order, on)
    right = standing(line)
    if min(good, rejected) < 0 or advance < 0:
        raise Refused(_("Enter what the line should have said, not the difference."), field="good")
    difference_good, difference_rejected = good - right.good, rejected - right.rejected
    difference_advance = advance - right.advance
    hours_difference = (hours or ZERO) - (right.hours or ZERO) if hours is not None or right.hours else None
    if not (difference_good or difference_rejected or difference_advance or hours_difference):
        raise Refused(_("The line says this already."), field="good")
    try:
        with transaction.atomic():
            made = PieceLine.objects.create(
                order=order, worker=line.worker, on=on, corrects=line, reason=reason[:60], hours=hours_difference,
                good=difference_good, rejected=difference_rejected, advance=difference_advance,
                entered_by=actor, entered_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        if constraint_of(error) == "pieceline_one_correction_a_day":
            raise Refused(_("This line was corrected today already. A further correction is of tomorrow.")) from None
        raise
    _record(actor, "pieceline.corrected", made, order, corrects=line.pk, reason=reason, good=difference_good)
    return made


def standing(line: PieceLine) -> Standing:
    """What a settled line says with every correction of it."""
    parts = [line, *line.corrections.all()]
    hours = [part.hours for part in parts if part.hours is not None]
    return Standing(
        good=sum(part.good for part in parts),
        rejected=sum(part.rejected for part in parts),
        advance=sum((part.advance for part in parts), ZERO),
        hours=sum(hours, Decimal(0)) if hours else None,
    )


def refuse_day(order: PieceOrder, on: date) -> None:
    """Raise Refused for a day that takes no lines: to come, before the order began, or settled."""
    if on > clock.today():
        raise Refused(_("This day is still to come."), field="on")
    if on < order.starts_on:
        raise Refused(_("The order began later than that day."), field="on")
    settled = query.last_settled(order)
    if settled and on <= settled:
        raise Refused(
            _("The days up to %(day)s are settled and final. What was wrong is corrected by a line of a later day.")
            % {"day": settled.isoformat()},
            field="on",
            code="settled",
        )


def _refuse_values(values: dict[str, object], field: str) -> None:
    if values["rejected"] and not values["reason"]:
        raise Refused(_("Say why pieces were rejected: the worker may ask."), field=field)


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {
        name: value if isinstance(value, int) else str(value)
        for name, value in values.items()
        if value is not None and name != "reason"
    }


def _record(actor: User, verb: str, line: PieceLine, order: PieceOrder, **data: object) -> None:
    audit.record(
        actor, verb, line, region=order.region_code, station_id=order.station_id, order=order.pk, worker=line.worker_id,
        on=str(line.on), **data,
    )  # fmt: skip
