"""Keeping the holiday calendar: one day at a time, or the State Council's yearly notice as a spreadsheet."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.policies import Refused, require
from core.sheets import Cell, cell_text, read_rows
from programmes import policies
from programmes.models import Holiday
from stations.models import User

HEADERS = ("日期", "类型", "事由", "来源")
KINDS = {"休": Holiday.Kind.OFF, "班": Holiday.Kind.WORK, "off": Holiday.Kind.OFF, "work": Holiday.Kind.WORK}
WORDS = {Holiday.Kind.OFF: "休", Holiday.Kind.WORK: "班"}
MOST_ROWS = 2_000
MOST_FAULTS = 10


@transaction.atomic
def enter(*, actor: User, day: date, kind: str, name: str, source: str) -> Holiday:
    """The day stands in the calendar as given, new or changed; raises Refused for a working day that is no weekend."""
    _allowed(actor)
    _fits(day, kind)
    before = Holiday.objects.filter(pk=day).first()
    after, _created = Holiday.objects.update_or_create(day=day, defaults={"kind": kind, "name": name, "source": source})
    audit.record(actor, "holiday.entered", after, region="15", kind=kind, before=before.kind if before else None)
    return after


@transaction.atomic
def remove(*, actor: User, day: date) -> None:
    """The day follows the week again."""
    _allowed(actor)
    holiday = Holiday.objects.get(pk=day)
    audit.record(actor, "holiday.removed", holiday, region="15", kind=holiday.kind)
    holiday.delete()


@transaction.atomic
def bring_in(*, actor: User, sheet: BinaryIO) -> dict[str, int]:
    """Every row of a workbook or CSV with the columns 日期 类型 事由 来源 stands in the calendar.

    类型 is 休 (off) or 班 (worked). All or nothing: raises Refused naming the rows at fault. Says how many were new,
    changed, and as they stood already.
    """
    _allowed(actor)
    days = _read(sheet)
    known = {holiday.day: holiday for holiday in Holiday.objects.filter(day__in=[day.day for day in days])}
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for day in days:
        stands = known.get(day.day)
        if stands and (stands.kind, stands.name, stands.source) == (day.kind, day.name, day.source):
            counts["unchanged"] += 1
            continue
        counts["changed" if stands else "new"] += 1
        enter(actor=actor, day=day.day, kind=day.kind, name=day.name, source=day.source)
    return counts


def rows() -> Iterator[tuple[date, str, str, str]]:
    """The whole calendar in the columns that `bring_in` reads."""
    for holiday in Holiday.objects.order_by("day"):
        yield holiday.day, WORDS[Holiday.Kind(holiday.kind)], holiday.name, holiday.source


def _read(sheet: BinaryIO) -> list[Holiday]:
    table = read_rows(sheet, max_rows=MOST_ROWS)
    header = [cell_text(cell).strip() for cell in next(table, (0, []))[1]]
    if not set(HEADERS) <= set(header):
        raise Refused(_("The first row must name the columns %(names)s.") % {"names": " ".join(HEADERS)}, field="file")
    found: dict[date, Holiday] = {}
    faults: list[str] = []
    for number, cells in table:
        try:
            holiday = _holiday(dict(zip(header, cells, strict=False)))
            if holiday.day in found:
                raise Refused(_("the day stands in the file twice"))
            found[holiday.day] = holiday
        except Refused as refused:
            faults.append(_("Row %(row)s: %(fault)s") % {"row": number, "fault": refused.sentence})
    if faults:
        raise Refused(" ".join(faults[:MOST_FAULTS]), field="file")
    if not found:
        raise Refused(_("The file holds no day."), field="file")
    return list(found.values())


def _holiday(row: dict[str, Cell]) -> Holiday:
    texts: dict[str, Any] = {name: cell_text(row.get(name)).strip() for name in HEADERS}
    kind = KINDS.get(texts["类型"])
    if kind is None:
        raise Refused(_("the kind must be 休 or 班"))
    if not texts["事由"] or not texts["来源"] or len(texts["事由"]) > 40 or len(texts["来源"]) > 200:
        raise Refused(_("occasion and source must be filled, with at most 40 and 200 characters"))
    day = _day(row.get("日期"))
    _fits(day, kind)
    return Holiday(day=day, kind=kind.value, name=texts["事由"], source=texts["来源"])


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(cell_text(cell).strip())
    except ValueError:
        raise Refused(_("the day must be written like 2026-10-01")) from None


def _fits(day: date, kind: str) -> None:
    if kind == Holiday.Kind.WORK and day.weekday() < 5:
        raise Refused(_("only a Saturday or Sunday can be a working weekend day"), field="kind")


def _allowed(actor: User) -> None:
    require(
        policies.can_keep_calendar(actor),
        _("The calendar holds for the whole region; only a security administrator of the region keeps it."),
    )
