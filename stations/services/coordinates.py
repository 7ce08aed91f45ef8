"""Where communities lie: entered one by one, by spreadsheet, or by the file of a whole league."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.policies import Refused, require
from stations.models import Region, User
from stations.policies import can_administer_region
from stations.services.tables import AMENDED, UNCHANGED, Column

COLUMNS = (
    Column("code", "社区代码", ("code", "region", "community"), required=True, example="150502001001"),
    Column("latitude", "纬度", ("latitude",), required=True, example="43.652000"),
    Column("longitude", "经度", ("longitude",), required=True, example="122.243000"),
)
#: Written out for whoever fills the sheet in, never read.
NAME_HEADERS = ("旗县市区", "苏木乡镇街道", "嘎查村社区")


@transaction.atomic
def place(*, actor: User, code: str, latitude: Decimal | None, longitude: Decimal | None) -> Region:
    """The community lies there from now on; without both degrees nobody knows where."""
    found = Region.objects.select_for_update(no_key=True).filter(pk=code, level=Region.Level.COMMUNITY).first()
    if found is None:
        raise Refused(_("There is no community with the code %(code)s.") % {"code": code}, field="code")
    require(can_administer_region(actor, found.pk), _("This community belongs to another bureau. Ask the administrator there."))
    refuse_half(latitude, longitude)
    if (found.latitude, found.longitude) == (latitude, longitude):
        return found
    found.latitude, found.longitude = latitude, longitude
    try:
        found.clean_fields(exclude={"parent"})
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(sentences[0], field=field, code="region_field") from error
    found.save(update_fields=["latitude", "longitude"])
    audit.record(actor, "region.placed", found, region=found.pk)
    return found


def take(*, actor: User, code: str, latitude: str, longitude: str) -> str:
    """One row of a sheet."""
    known = Region.objects.filter(pk=code, level=Region.Level.COMMUNITY).first()
    north, east = degree(latitude), degree(longitude)
    if known is not None and (known.latitude, known.longitude) == (north, east) and can_administer_region(actor, code):
        return UNCHANGED
    place(actor=actor, code=code, latitude=north, longitude=east)
    return AMENDED


def rows(listed: Iterable[Region]) -> Iterable[list[Any]]:
    """The communities of an export, in the order of COLUMNS, and their names."""
    for region in listed:
        if region.level == Region.Level.COMMUNITY and region.parent is not None:
            yield [
                region.pk, str(region.latitude or ""), str(region.longitude or ""),
                str(region.parent.parent), str(region.parent), region.name,
            ]  # fmt: skip


def degree(text: str) -> Decimal | None:
    """Degrees as they are stored; None for an empty cell. Raises Refused for what is no number."""
    if not text:
        return None
    try:
        return Decimal(text).quantize(Decimal("0.000001"))
    except InvalidOperation:
        raise Refused(_("“%(text)s” is no position in degrees.") % {"text": text}) from None


def refuse_half(latitude: Any, longitude: Any) -> None:
    """Raises Refused where only one of the two is given: half a position is nowhere."""
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        raise Refused(_("Enter latitude and longitude together, or neither."), field=missing, code="half_position")
