"""Stations by spreadsheet."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.policies import NotAllowed, Refused
from stations.models import Region, Station, User
from stations.policies import can_administer_station
from stations.services import coordinates, stations
from stations.services.stations import NEXT_DOOR
from stations.services.tables import AMENDED, CREATED, UNCHANGED, Column, choice_of

COLUMNS = (
    Column("code", "编号", ("code",), required=True, example="ST150502-30"),
    Column("name", "名称", ("name",), required=True, example="新兴社区就业服务站"),
    Column("host", "依托单位", ("host",), required=True, example="党群服务中心"),
    Column("region", "社区代码", ("region", "community"), required=True, example="150502001001"),
    Column("address", "地址", example="新兴大街1号"),
    Column("phone", "电话", example="0475-8230001"),
    Column("hours", "开放时间", example="周一至周五 9:00—17:00"),
    Column("latitude", "纬度", example="43.652"),
    Column("longitude", "经度", example="122.243"),
    Column("equipment", "建设等级", example="标准型"),
)
#: Written out, never read in: a state changes by opening and closing.
STATE_HEADER = "状态"


def take(*, actor: User, code: str, name: str, host: str, region: str, **rest: str) -> str:
    """One row: a new station is planned, a known one amended; an empty cell clears nothing."""
    fields: dict[str, Any] = {
        "name": name,
        "host": choice_of(host, Station.Host.choices, "依托单位"),
        **{key: value for key, value in rest.items() if value},
    }
    if "equipment" in fields:
        fields["equipment"] = choice_of(fields["equipment"], Station.Equipment.choices, "建设等级")
    for side in ("latitude", "longitude"):
        if side in fields:
            fields[side] = coordinates.degree(fields[side])
    known = Station.objects.filter(code__iexact=stations.clean_code(code)).first()
    if known is None:
        if not Region.objects.filter(pk=region, level=Region.Level.COMMUNITY).exists():
            raise Refused(_("There is no community with the code %(code)s.") % {"code": region})
        stations.create(actor=actor, code=code, region_code=region, **fields)
        return CREATED
    if not can_administer_station(actor, known):
        raise NotAllowed(NEXT_DOOR)
    if region and region != known.region_id:
        raise Refused(_("The community of a station stays: what it has taken in carries it."))
    if all(getattr(known, key) == value for key, value in fields.items()):
        return UNCHANGED
    stations.amend(actor=actor, station_id=known.pk, **fields)
    return AMENDED


def rows(listed: Iterable[Station]) -> Iterable[list[Any]]:
    """The rows of an export, in the order of COLUMNS, and the state."""
    for station in listed:
        yield [
            station.code,
            station.name,
            str(station.get_host_display()),
            station.region_id,
            station.address,
            station.phone,
            station.hours,
            str(station.latitude or ""),
            str(station.longitude or ""),
            str(station.get_equipment_display()),
            str(station.get_state_display()),
        ]
