"""Where the demo's communities lie: invented; the stations' own close to their station, the others of the township around it.

Some are left without a position, as in any banner that has begun to enter them.
"""

from random import Random

from portal.services.seed.offices import Offices
from stations.models import Region
from stations.services import coordinates

#: Of so many communities one has no position yet.
ONE_OF = 8
#: Degrees from the station at most: its own community, and the others of its township.
CLOSE, AROUND = 0.004, 0.022


def place_communities(there: Offices) -> int:
    """The communities in which the demo's people live have positions; returns how many."""
    random, placed, seen = Random(len(there.stations)), 0, set[str]()  # of its own, so that nothing else changes
    for station in there.stations:
        township = Region.objects.filter(parent=station.region.parent_id).order_by("code")
        for number, region in enumerate(township, 1):
            mine = region.pk == station.region_id
            if region.pk in seen or (not mine and number % ONE_OF == 0):
                continue
            seen.add(region.pk)
            spread = CLOSE if mine else AROUND
            north, east = (
                float(degree or 0) + random.uniform(-spread, spread) for degree in (station.latitude, station.longitude)
            )
            where = {"latitude": coordinates.degree(f"{north:.6f}"), "longitude": coordinates.degree(f"{east:.6f}")}
            coordinates.place(actor=there.accounts["admin0"], code=region.pk, **where)
            placed += 1
    return placed
