"""Stations and communities with positions for tests of what the public sees."""

from decimal import Decimal

from stations.models import Region, Station
from tests.factories.stations import community, make_station

HERE = (Decimal("43.652000"), Decimal("122.243000"))
#: A degree of a meridian is 111.2 km.
A_KM = Decimal("0.008993")


def place(region: Region, north_km: int | str = 0) -> Region:
    """The community lies so many kilometres north of HERE."""
    region.latitude, region.longitude = HERE[0] + (A_KM * Decimal(north_km)).quantize(A_KM), HERE[1]
    region.save(update_fields=["latitude", "longitude"])
    return region


def station_at(north_km: int | str = 0, **fields) -> Station:
    """An open station of the banner 150502, so many kilometres north of HERE."""
    where = {"latitude": HERE[0] + (A_KM * Decimal(north_km)).quantize(A_KM), "longitude": HERE[1]}
    return make_station(fields.pop("region_code", community(number=fields.pop("number", 0)).pk), **where, **fields)
