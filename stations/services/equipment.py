"""Devices of a station, and its targets of the year."""

from datetime import timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit, clock
from core.policies import Refused, require
from stations.models import Device, Station, StationTarget, User
from stations.policies import can_administer_station
from stations.services.stations import NEXT_DOOR, clean_code

Thing = TypeVar("Thing", Device, StationTarget)
#: A device that speaks up more often than this is written down once.
SEEN_SECONDS = 50


@transaction.atomic
def add_device(*, actor: User, station_id: int, kind: str, code: str, place: str = "") -> Device:
    """The device stands at the station and is in use; its code is nobody else's."""
    station = _of_mine(actor, station_id)
    device = _checked(Device(station=station, kind=kind, code=clean_code(code), place=place.strip()))
    device.save()
    audit.record(actor, "device.added", device, region=station.region_code, station_id=station.pk, code=device.code)
    return device


def note_seen(*, code: str) -> bool:
    """The device of that code, if it is in use, was seen now; returns whether it is in use. No audit: nobody did anything."""
    now = clock.now()
    mine = Device.objects.filter(code=code, is_active=True, station__state=Station.State.OPEN)
    old = Q(seen_at__isnull=True) | Q(seen_at__lt=now - timedelta(seconds=SEEN_SECONDS))
    return bool(mine.filter(old).update(seen_at=now)) or mine.exists()


@transaction.atomic
def amend_device(*, actor: User, device_id: int, place: str, is_active: bool) -> Device:
    """Where the device stands and whether it is in use; kind and code stay, since they are printed on it."""
    device: Device = Device.objects.locked(pk=device_id)
    _of_mine(actor, device.station_id)
    changed = [name for name, value in (("place", place.strip()), ("is_active", is_active)) if getattr(device, name) != value]
    if not changed:
        return device
    device.place, device.is_active = place.strip(), is_active
    _checked(device).save(update_fields=changed)
    _record(actor, "device.amended", device, changed=changed)
    return device


@transaction.atomic
def set_target(*, actor: User, station_id: int, year: int, figure: str, number: int) -> StationTarget:
    """The station is to reach `number` in that figure and year; an earlier target of the same is overwritten."""
    station = _of_mine(actor, station_id)
    known = StationTarget.objects.select_for_update().filter(station=station, year=year, figure=figure).first()
    before = known.number if known else None
    if before == number and known:
        return known
    target = known or StationTarget(station=station, year=year, figure=figure)
    target.number = number
    try:
        target.clean_fields(exclude={"station"})
    except ValidationError as error:
        raise _refusal(error) from error
    target.save()
    _record(actor, "target.set", target, year=year, figure=figure, number=number, before=before)
    return target


def _of_mine(actor: User, station_id: int) -> Station:
    station: Station = Station.objects.locked(pk=station_id)
    require(can_administer_station(actor, station), NEXT_DOOR)
    return station


def _checked(device: Device) -> Device:
    try:
        device.clean_fields(exclude={"station"})
    except ValidationError as error:
        raise _refusal(error) from error
    if Device.objects.filter(code=device.code).exclude(pk=device.pk).exists():
        raise Refused(_("Another device has this code."), field="code", code="code_taken")
    return device


def _refusal(error: ValidationError) -> Refused:
    field, sentences = next(iter(error.message_dict.items()))
    return Refused(sentences[0], field=field, code="equipment_field")


def _record(actor: User, verb: str, thing: Thing, **data: Any) -> None:
    audit.record(actor, verb, thing, region=thing.station.region_code, station_id=thing.station_id, **data)
