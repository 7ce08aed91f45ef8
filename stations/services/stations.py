"""Stations: planned, opened, mended, closed. Whether a station still has open work is asked by the apps that hold it."""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.policies import Refused, require
from stations.models import Region, Station, User
from stations.policies import can_administer_region, can_administer_station
from stations.services.coordinates import refuse_half

NEXT_DOOR = gettext_lazy("This station belongs to another bureau. Ask the administrator there.")
FIELDS = ("name", "host", "equipment", "address", "phone", "latitude", "longitude", "hours")


def clean_code(text: str) -> str:
    """The one spelling of a station's code: without blanks, in capitals, as lists and letters show it."""
    return unicodedata.normalize("NFKC", text).strip().upper()


@transaction.atomic
def create(*, actor: User, code: str, region_code: str, **fields: Any) -> Station:
    """A planned station; it takes in nobody before it is opened. `fields` are those of FIELDS."""
    region = _community(actor, region_code)
    station = Station(code=clean_code(code), region=region, region_code=region.pk)
    _fill(station, fields)
    if Station.objects.filter(code__iexact=station.code).exists():
        raise Refused(_("Another station has this code."), field="code", code="code_taken")
    station.save()
    audit.record(actor, "station.created", station, code=station.code)
    return station


@transaction.atomic
def amend(*, actor: User, station_id: int, **fields: Any) -> Station:
    """What is given of FIELDS holds. Code and community stay: residents and claims of the station carry them."""
    station = _of_mine(actor, station_id)
    changed = [name for name, value in fields.items() if getattr(station, name) != value]
    if not changed:
        return station
    _fill(station, fields)
    station.save(update_fields=changed)
    audit.record(actor, "station.amended", station, changed=changed)
    return station


@transaction.atomic
def open_station(*, actor: User, station_id: int) -> Station:
    """Residents can be logged here from now on; opening an open one changes nothing."""
    station = _of_mine(actor, station_id)
    if station.state == Station.State.OPEN:
        return station
    if not (station.address and station.hours):
        raise Refused(_("Enter address and opening hours first: residents ask for both."), field="address", code="incomplete")
    station.state = Station.State.OPEN
    station.opened_on = station.opened_on or clock.today()
    station.closed_on = None
    station.save(update_fields=["state", "opened_on", "closed_on"])
    audit.record(actor, "station.opened", station)
    return station


@transaction.atomic
def upgrade(*, actor: User, station_id: int) -> Station:
    """The equipment is one level higher; a model station has no higher one."""
    station = _of_mine(actor, station_id)
    levels = list(Station.Equipment.values)
    place = levels.index(station.equipment)
    if place + 1 == len(levels):
        raise Refused(_("A model station has no higher level."), code="highest")
    if station.state == Station.State.CLOSED:
        raise Refused(_("A closed station is not upgraded."), code="closed")
    before, station.equipment = station.equipment, levels[place + 1]
    station.save(update_fields=["equipment"])
    audit.record(actor, "station.upgraded", station, before=before, after=station.equipment)
    return station


@transaction.atomic
def close_empty_station(*, actor: User, station_id: int) -> Station:
    """The station takes in nobody any more and the posts there end today. The caller has made sure that no work is open."""
    station = _of_mine(actor, station_id)
    if station.state == Station.State.CLOSED:
        return station
    today = clock.today()
    own = station.posts.filter(user=actor).exclude(ends_on__lt=today).exists()
    if own:
        raise Refused(_("You hold a post at this station. Another administrator has to close it."), code="own_post")
    ended = 0
    for post in station.posts.exclude(ends_on__lte=today):
        post.ends_on, post.ended_by = max(today, post.starts_on), actor
        post.save(update_fields=["ends_on", "ended_by"])
        ended += 1
    station.state, station.closed_on = Station.State.CLOSED, today
    station.save(update_fields=["state", "closed_on"])
    audit.record(actor, "station.closed", station, posts_ended=ended)
    return station


def _of_mine(actor: User, station_id: int) -> Station:
    station: Station = Station.objects.locked(pk=station_id)
    require(can_administer_station(actor, station), NEXT_DOOR)
    return station


def _community(actor: User, region_code: str) -> Region:
    require(can_administer_region(actor, region_code), NEXT_DOOR)
    region: Region = Region.objects.get(pk=region_code)
    if region.level != Region.Level.COMMUNITY:
        raise Refused(
            _("A station stands in a community: choose one of the lowest level."), field="region", code="not_a_community"
        )
    return region


def _fill(station: Station, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in FIELDS:
            raise ValueError(f"not a field of a station: {name}")
        setattr(station, name, value.strip() if isinstance(value, str) else value)
    refuse_half(station.latitude, station.longitude)
    try:
        station.clean_fields(exclude={"region", "region_code"})
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(sentences[0], field=field, code="station_field") from error
