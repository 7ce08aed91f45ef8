"""Targets of the year by spreadsheet."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.policies import Refused
from stations.models import Station, StationTarget, User
from stations.services import equipment
from stations.services.stations import clean_code
from stations.services.tables import AMENDED, CREATED, UNCHANGED, Column, choice_of

COLUMNS = (
    Column("station", "服务站编号", ("station",), required=True, example="ST150502-30"),
    Column("year", "年度", ("year",), required=True, example="2026"),
    Column("figure", "指标", ("figure",), required=True, example="走访单位"),
    Column("number", "目标数", ("number",), required=True, example="120"),
)


def taker(figures: Sequence[tuple[str, Any]]) -> Callable[..., str]:
    """One row of the sheet, whose figure is one of `figures`: a new target is set, a known one overwritten."""

    def take(*, actor: User, station: str, year: str, figure: str, number: str) -> str:
        found = Station.objects.filter(code=clean_code(station)).first()
        if found is None:
            raise Refused(_("There is no station with the code %(code)s.") % {"code": station}, field="station")
        name = choice_of(figure, figures, "指标")
        in_year, wanted = _whole(year, "year"), _whole(number, "number")
        known = StationTarget.objects.filter(station=found, year=in_year, figure=name).first()
        before = known.number if known else None
        equipment.set_target(actor=actor, station_id=found.pk, year=in_year, figure=name, number=wanted)
        return CREATED if before is None else UNCHANGED if before == wanted else AMENDED

    return take


def rows_of(figures: Sequence[tuple[str, Any]]) -> Callable[[Iterable[StationTarget]], Iterable[list[Any]]]:
    """The rows of an export, in the order of COLUMNS, the figure in words."""

    def rows(listed: Iterable[StationTarget]) -> Iterable[list[Any]]:
        named = {name: str(label) for name, label in figures}
        for target in listed:
            yield [target.station.code, target.year, named.get(target.figure, target.figure), target.number]

    return rows


def _whole(text: str, field: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(_("“%(text)s” is no whole number.") % {"text": text}, field=field)
    return int(text)
