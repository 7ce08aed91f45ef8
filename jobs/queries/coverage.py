"""How many residents live within walking distance of an open station (15分钟就业服务圈), and where the gaps are.

Figures without identities. A resident lives where the community lies; whoever's community nobody has placed is unknown.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from cases.models import Resident
from jobs.queries import finder
from stations.models import Region
from stations.queries import scope_filter
from stations.states import PLANNERS

GAPS = 30

#: Kilometres between a placed community and a station.
_KM = """2 * 6371.0 * asin(sqrt(power(sin(radians(s.latitude::float8 - north) / 2), 2)
            + cos(radians(north)) * cos(radians(s.latitude::float8)) * power(sin(radians(s.longitude::float8 - east) / 2), 2)))"""
#: The box around the circle lets the index of open stations answer; a degree of a meridian is 111.2 km.
_JUDGED = f"""
WITH home AS (
    SELECT community_id, left(coalesce(community_id, region_code), 6) AS banner, count(*) AS people
    FROM cases_resident WHERE deceased_on IS NULL AND id IN ({{mine}}) GROUP BY 1, 2
), placed AS (
    SELECT home.*, at.name, at.parent_id, at.latitude::float8 AS north, at.longitude::float8 AS east
    FROM home LEFT JOIN stations_region at ON at.code = home.community_id
), judged AS (
    SELECT placed.*, EXISTS (
        SELECT FROM stations_station s WHERE s.state = 'open'
            AND s.latitude BETWEEN (north - %(reach)s / 111.0)::numeric AND (north + %(reach)s / 111.0)::numeric
            AND s.longitude BETWEEN (east - %(reach)s / 111.0 / cos(radians(north)))::numeric
                AND (east + %(reach)s / 111.0 / cos(radians(north)))::numeric
            AND {_KM} <= %(reach)s
    ) AS inside FROM placed
)
"""
_BY_BANNER = """
SELECT banner, r.name, parent.name,
    coalesce(sum(people) FILTER (WHERE inside), 0)::bigint,
    coalesce(sum(people) FILTER (WHERE north IS NOT NULL AND NOT inside), 0)::bigint,
    coalesce(sum(people) FILTER (WHERE north IS NULL), 0)::bigint
FROM judged LEFT JOIN stations_region r ON r.code = banner LEFT JOIN stations_region parent ON parent.code = r.parent_id
GROUP BY 1, 2, 3 ORDER BY 1
"""
_GAPS = f"""
, biggest AS (
    SELECT * FROM judged WHERE north IS NOT NULL AND NOT inside AND banner LIKE %(under)s
    ORDER BY people DESC, community_id LIMIT %(most)s
)
SELECT community_id, biggest.name, town.name, r.name, people, near.km
FROM biggest LEFT JOIN stations_region town ON town.code = biggest.parent_id LEFT JOIN stations_region r ON r.code = banner
    LEFT JOIN LATERAL (
        SELECT {_KM} AS km FROM stations_station s WHERE s.state = 'open' AND s.latitude IS NOT NULL ORDER BY km LIMIT 1
    ) near ON true
ORDER BY people DESC, community_id
"""


@dataclass(frozen=True)
class Banner:
    """Residents of one banner: within the circle of an open station, outside of every one, or not known."""

    code: str
    name: str
    league: str
    inside: int
    outside: int
    unknown: int

    @property
    def share(self) -> int | None:
        """Of those whose community is placed, how many of a hundred live within; None where none is."""
        known = self.inside + self.outside
        return round(100 * self.inside / known) if known else None


@dataclass(frozen=True)
class Gap:
    """A community out of reach, and how far the nearest open station is, in kilometres."""

    code: str
    name: str
    township: str
    banner: str
    people: int
    km: float | None


def banners(user: Any, reach: float) -> list[Banner]:
    """Every banner of the reader's posts with residents. One statement."""
    return [Banner(*row) for row in _rows(user, _BY_BANNER, reach=reach)]


def gaps(user: Any, reach: float, under: str = "") -> list[Gap]:
    """The communities out of reach with the most residents first, in one banner if `under` names it. One statement."""
    return [Gap(*row) for row in _rows(user, _GAPS, reach=reach, under=f"{under}%", most=GAPS)]


def may_read(user: Any) -> bool:
    """Whether the reader plans or works where residents live."""
    return scope_filter(user, PLANNERS) != Q(pk__in=[])


def reach() -> float | None:
    """The circle of the whole region: one measure for all, so that banners can be compared."""
    return finder.reach()


def placed() -> int:
    """How many communities have a position by now."""
    return Region.objects.filter(level=Region.Level.COMMUNITY, latitude__isnull=False).count()


def _rows(user: Any, select: str, **figures: Any) -> list[Any]:
    mine, values = Resident.objects.filter(scope_filter(user, PLANNERS)).order_by().values("pk").query.sql_with_params()
    named = {f"mine_{number}": value for number, value in enumerate(values)}
    sql = (_JUDGED + select).replace("{mine}", mine % tuple(f"%({name})s" for name in named))
    with connection.cursor() as cursor:
        cursor.execute(sql, {**named, **figures})
        return cursor.fetchall()
