"""What a station did, month by month, told from the rows of its work: nobody fills in a report (A55).

A step of the labour market brings its figures as one line each of FIGURES. Each is one statement whatever the number of
stations, and counts what may be added up over stations and months; what may not (people who came, each once) is no figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stations.models import Station, StationTarget
from stations.queries import scope_filter
from stations.states import CASE_ROLES, Role

PEOPLE, TIMES, HOUSES, PIECES, YUAN = (
    pgettext_lazy("unit of a figure", "people"),
    pgettext_lazy("unit of a figure", "person-times"),
    pgettext_lazy("unit of a figure", "calls"),
    pgettext_lazy("unit of a figure", "items"),
    pgettext_lazy("unit of a figure", "yuan"),
)


@dataclass(frozen=True)
class Figure:
    """A count of the station's work.

    `sql` gives station and day of each event and, where it is not one, its `number`, of the days from %(since)s until before
    %(until)s. `of_people`: small counts are kept from whoever reads figures and no identities.
    """

    name: str
    label: Any
    unit: Any
    sql: str
    of_people: bool = False


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Asia/Shanghai')::date"


def _within(moment: str) -> str:
    """The moments of the period, as an index finds them."""
    return (
        f"{moment} >= %(since)s::timestamp AT TIME ZONE 'Asia/Shanghai'"
        f" AND {moment} < %(until)s::timestamp AT TIME ZONE 'Asia/Shanghai'"
    )


def _visited(whose: str) -> str:
    return f"""SELECT station_id, visited_on AS day, 1 AS number FROM jobs_visit
    WHERE state = 'met' AND {whose} IS NOT NULL AND visited_on >= %(since)s AND visited_on < %(until)s"""


def _vacancies(number: str, moment: str) -> str:
    return f"""SELECT station_id, {_day(moment)} AS day, {number} AS number FROM jobs_vacancy WHERE {_within(moment)}"""


FIGURES: tuple[Figure, ...] = (
    Figure("visits_units", _("Visits to units, met"), HOUSES, _visited("enterprise_id")),
    Figure("visits_people", _("Visits to people, met"), HOUSES, _visited("resident_id"), of_people=True),
    Figure("needs", _("Needs found on visits"), PIECES, """SELECT station_id, visited_on AS day, cardinality(needs) AS number
        FROM jobs_visit WHERE needs <> '{}' AND visited_on >= %(since)s AND visited_on < %(until)s"""),
    Figure("residents", _("Residents logged"), PEOPLE, f"""SELECT station_id, {_day("created_at")} AS day, 1 AS number
        FROM cases_resident WHERE {_within("created_at")}""", of_people=True),
    Figure("claims", _("Claims taken in"), PIECES, f"""SELECT station_id, {_day("submitted_at")} AS day, 1 AS number
        FROM cases_claim WHERE channel = 'station' AND {_within("submitted_at")}""", of_people=True),
    Figure("vacancies", _("Vacancies logged"), PIECES, _vacancies("1", "created_at")),
    Figure("published", _("Vacancies published"), PIECES, _vacancies("1", "published_at")),
    Figure("posts", _("People wanted by vacancies published"), PEOPLE, _vacancies("headcount", "published_at")),
    Figure("hires", _("Hires recorded"), TIMES, f"""SELECT r.station_id, {_day("h.recorded_at")} AS day, 1 AS number
        FROM cases_hire h JOIN cases_resident r ON r.id = h.resident_id
        WHERE h.voided_at IS NULL AND {_within("h.recorded_at")}""", of_people=True),
)  # fmt: skip
BY_NAME = {figure.name: figure for figure in FIGURES}
CHOICES = [(figure.name, figure.label) for figure in FIGURES]

_COUNT = """
SELECT CASE WHEN %(length)s > 6 THEN s.code ELSE rpad(left(s.region_code, %(length)s), 6, '0') END AS key,
    extract(month FROM f.day)::int AS month, sum(f.number) AS number
FROM ({sql}) f JOIN stations_station s ON s.id = f.station_id
WHERE s.id = ANY (%(stations)s) OR s.region_code LIKE ANY (%(prefixes)s)
GROUP BY 1, 2
"""

#: Number of each figure, place or station, and month of the year.
Counts = dict[str, dict[str, dict[int, Any]]]


def counts(*, year: int, prefixes: Sequence[str], stations: Sequence[int], length: int) -> Counts:
    """Every figure of the year by month and by place: the first `length` digits of the code, or single stations above six.

    Of the stations in any of `prefixes` or among `stations`. One statement a figure.
    """
    given = {
        "since": date(year, 1, 1), "until": date(year + 1, 1, 1), "length": length, "stations": list(stations),
        "prefixes": [f"{prefix}%" for prefix in prefixes],
    }  # fmt: skip
    found: Counts = {}
    with connection.cursor() as cursor:
        for figure in FIGURES:
            cursor.execute(_COUNT.format(sql=figure.sql), given)
            by_place = found.setdefault(figure.name, {})
            for key, month, number in cursor.fetchall():
                by_place.setdefault(key, {})[month] = number
    return found


def targets(*, year: int, prefixes: Sequence[str], stations: Sequence[int]) -> list[tuple[str, str, str, int]]:
    """Region code and code of the station, figure and number of every target of the year. One query."""
    where = Q(station__in=stations)
    for prefix in prefixes:
        where |= Q(station__region_code__startswith=prefix)
    rows = StationTarget.objects.filter(where, year=year, figure__in=BY_NAME)
    return list(rows.values_list("station__region_code", "station__code", "figure", "number"))


def shown_to(user: Any) -> Any:
    """The stations whose month `user` may open: the own one, or those of the own region; not by a reader of sums."""
    return Station.objects.filter(scope_filter(user, CASE_ROLES, station="pk"))


READERS = (*CASE_ROLES, Role.READER)
