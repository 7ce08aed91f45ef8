"""What a station did, month by month, told from the rows of its work: nobody fills in a report (A55).

A step of the labour market brings its figures as one line each of GROUPS. Each is one statement whatever the number of
stations. Most count what may be added up over stations and months; those `apart` count different people or things, each once
in every place and period, and are never added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock
from stations.models import Station, StationTarget
from stations.queries import scope_filter
from stations.states import CASE_ROLES, Role

PEOPLE, TIMES, HOUSES, PIECES, YUAN, SESSIONS, BATCHES, COURSES, STATIONS, GOODS, MATTERS = (
    pgettext_lazy("unit of a figure", "people"),
    pgettext_lazy("unit of a figure", "person-times"),
    pgettext_lazy("unit of a figure", "calls"),
    pgettext_lazy("unit of a figure", "items"),
    pgettext_lazy("unit of a figure", "yuan"),
    pgettext_lazy("unit of a figure", "sessions"),
    pgettext_lazy("unit of a figure", "batches"),
    pgettext_lazy("unit of a figure", "courses"),
    pgettext_lazy("unit of a figure", "stations"),
    pgettext_lazy("unit of a figure", "pieces"),
    pgettext_lazy("unit of a figure", "matters"),
)


@dataclass(frozen=True)
class Figure:
    """A count of the station's work.

    `sql` gives station and day of each event and its `number`, or `whom` it counts where it is `apart`, of the days from
    %(since)s until before %(until)s. `of_people`: small counts are kept from whoever reads figures and no identities; a figure
    that is `like` another tells of the same people and is kept back with it. What is `placed` may have no station: its `sql`
    gives `region_code` too, and it counts for its banner.
    """

    name: str
    label: Any
    unit: Any
    sql: str
    of_people: bool = False
    apart: bool = False
    like: str = ""
    placed: bool = False


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Asia/Shanghai')::date"


def _within(moment: str) -> str:
    """The moments of the period, as an index finds them."""
    return (
        f"{moment} >= %(since)s::timestamp AT TIME ZONE 'Asia/Shanghai'"
        f" AND {moment} < %(until)s::timestamp AT TIME ZONE 'Asia/Shanghai'"
    )


def _days(day: str) -> str:
    return f"{day} >= %(since)s AND {day} < %(until)s"


def _visited(whose: str) -> str:
    return f"""SELECT station_id, visited_on AS day, 1 AS number FROM jobs_visit
    WHERE state = 'met' AND {whose} IS NOT NULL AND {_days("visited_on")}"""


def _vacancies(number: str, moment: str) -> str:
    return f"""SELECT station_id, {_day(moment)} AS day, {number} AS number FROM jobs_vacancy WHERE {_within(moment)}"""


def _logged(table: str, moment: str, where: str = "TRUE") -> str:
    """Each row of the table, which has a region code, at its moment."""
    return f"""SELECT station_id, region_code, {_day(moment)} AS day, 1 AS number FROM {table}
    WHERE {where} AND {_within(moment)}"""


def _dated(table: str, day: str, where: str) -> str:
    """Each row of the table, which has a region code, on its day."""
    return f"SELECT station_id, region_code, {day} AS day, 1 AS number FROM {table} WHERE {where} AND {_days(day)}"


#: Events that were held, as the page of events counts them.
_HELD = f"""SELECT id, station_id, kind, batch, {_day("begins_at")} AS day FROM jobs_event
    WHERE state IN ('published', 'over') AND begins_at <= %(now)s AND {_within("begins_at")}"""
_FAIRS = "kind IN ('job_fair', 'campus_fair')"
#: A batch belongs to the month of its first session: a year's batches are those of its months.
_BATCHES = f"""SELECT station_id, min(day) AS day, 1 AS number FROM ({_HELD}) e WHERE batch IS NOT NULL
    GROUP BY station_id, kind, batch"""
_VISITORS = f"""SELECT e.station_id, e.day, 1 AS number, coalesce('r' || v.resident_id, encode(v.mobile_hash, 'hex'), 'v' || v.id)
    AS whom FROM ({_HELD}) e JOIN jobs_visitor v ON v.event_id = e.id AND v.arrived_at IS NOT NULL"""
_INTENTS = f"""SELECT e.station_id, e.day, 1 AS number FROM ({_HELD}) e JOIN jobs_visitor v ON v.event_id = e.id
    JOIN jobs_intent i ON i.visitor_id = v.id"""
#: Courses that have begun.
_COURSES = f"""SELECT id, station_id, from_on AS day, 1 AS number FROM jobs_course
    WHERE state <> 'cancelled' AND from_on <= %(today)s AND {_days("from_on")}"""
_TRAINEES = f"""SELECT c.station_id, c.day, 1 AS number FROM ({_COURSES}) c
    JOIN jobs_trainee t ON t.course_id = c.id AND (t.left_on IS NULL OR t.left_on > c.day)"""
_CERTIFICATES = f"""SELECT c.station_id, t.certificate_on AS day, 1 AS number FROM jobs_trainee t
    JOIN jobs_course c ON c.id = t.course_id WHERE t.certificate_no IS NOT NULL AND {_days("t.certificate_on")}"""
_PAID_BY_ARREARS = f"""SELECT c.station_id, c.region_code, p.paid_on AS day, p.amount AS number, c.id AS whom
    FROM jobs_arrearspayment p JOIN jobs_arrearscase c ON c.id = p.case_id WHERE p.voided_at IS NULL AND {_days("p.paid_on")}"""
_HIRES = f"""SELECT r.station_id, {_day("h.recorded_at")} AS day, 1 AS number FROM cases_hire h
    JOIN cases_resident r ON r.id = h.resident_id WHERE h.voided_at IS NULL AND {_within("h.recorded_at")}"""
#: A station is open in every month between its first and its last day.
_OPEN = """SELECT s.id AS station_id, m.month::date AS day, s.id AS whom FROM stations_station s
    JOIN generate_series(%(since)s::date, least(%(until)s::date - 1, %(today)s), interval '1 month') AS m (month)
    ON s.opened_on < m.month + interval '1 month' AND (s.closed_on IS NULL OR s.closed_on >= m.month)"""


def _worked(number: str) -> str:
    """What was paid evening by evening; one person on two orders is one."""
    return f"""SELECT o.station_id, p."on" AS day, {number} AS number, coalesce('r' || w.resident_id, w.name || w.mobile) AS whom
    FROM jobs_piecepay p JOIN jobs_pieceworker w ON w.id = p.worker_id JOIN jobs_pieceorder o ON o.id = w.order_id
    WHERE {_days('p."on"')}"""


#: The figures in the order of the page, under what they are about.
GROUPS: tuple[tuple[Any, tuple[Figure, ...]], ...] = (
    (_("Visits and registration"), (
        Figure("visits_units", _("Visits to units, met"), HOUSES, _visited("enterprise_id")),
        Figure("visits_people", _("Visits to people, met"), HOUSES, _visited("resident_id"), of_people=True),
        Figure("needs", _("Needs found on visits"), PIECES, f"""SELECT station_id, visited_on AS day, cardinality(needs) AS number
            FROM jobs_visit WHERE needs <> '{{}}' AND {_days("visited_on")}"""),
        Figure("residents", _("Residents logged"), PEOPLE, _logged("cases_resident", "created_at"), of_people=True),
        Figure("claims", _("Claims taken in"), PIECES, _logged("cases_claim", "submitted_at", "channel = 'station'"),
               of_people=True),
        Figure("stations", _("Stations open"), STATIONS, _OPEN, apart=True),
    )),
    (_("Vacancies and placement"), (
        Figure("vacancies", _("Vacancies logged"), PIECES, _vacancies("1", "created_at")),
        Figure("published", _("Vacancies published"), PIECES, _vacancies("1", "published_at")),
        Figure("posts", _("People wanted by vacancies published"), PEOPLE, _vacancies("headcount", "published_at")),
        Figure("wishes", _("Wishes for work logged"), TIMES, _logged("jobs_wish", "created_at"), of_people=True),
        Figure("sign_ups", _("Sign-ups of the public for work"), TIMES, _logged("jobs_signup", "received_at"), of_people=True),
        Figure("referrals", _("Referrals made"), TIMES, _dated("jobs_referral", "referred_on", "TRUE"), of_people=True),
        Figure("referred_hires", _("Hires by referral"), TIMES,
               _dated("jobs_referral", "hired_on", "state IN ('hired', 'fallen_out')"), of_people=True),
        Figure("hires", _("Hires recorded"), TIMES, _HIRES, of_people=True),
    )),
    (_("Events and training"), (
        Figure("fairs", _("Job fairs held"), SESSIONS, f"SELECT station_id, day, 1 AS number FROM ({_HELD}) e WHERE {_FAIRS}"),
        Figure("events", _("Other events held"), SESSIONS,
               f"SELECT station_id, day, 1 AS number FROM ({_HELD}) e WHERE NOT {_FAIRS}"),
        Figure("batches", _("Batches of events"), BATCHES, _BATCHES),
        Figure("attendances", _("Visitors of events"), TIMES, _VISITORS, of_people=True),
        Figure("visitors", _("People who visited events"), PEOPLE, _VISITORS, of_people=True, apart=True),
        Figure("intents", _("Intents at events"), TIMES, _INTENTS, of_people=True),
        Figure("courses", _("Courses held"), COURSES, _COURSES),
        Figure("trainees", _("People trained"), TIMES, _TRAINEES, of_people=True),
        Figure("certificates", _("Certificates of trainees"), TIMES, _CERTIFICATES, of_people=True),
    )),
    (_("Piece work and its pay"), (
        Figure("piece_workers", _("Workers paid by the piece"), PEOPLE, _worked("1"), of_people=True, apart=True),
        Figure("pieces", _("Good pieces made"), GOODS, _worked("p.good"), like="piece_workers"),
        Figure("piece_pay", _("Paid for pieces"), YUAN, _worked("p.paid + p.advance"), like="piece_workers"),
    )),
    (_("Services and wages owed"), (
        Figure("orders", _("Orders of services done"), MATTERS,
               _logged("jobs_serviceorder", "done_at", "state IN ('done', 'rated')"), of_people=True, placed=True),
        Figure("arrears_closed", _("Wage arrears closed"), MATTERS,
               _dated("jobs_arrearscase", "closed_on", "state = 'closed'"), of_people=True, placed=True),
        Figure("arrears_paid", _("Wage arrears with money recovered"), MATTERS, _PAID_BY_ARREARS, of_people=True, apart=True,
               placed=True),
        Figure("recovered", _("Wages recovered"), YUAN, _PAID_BY_ARREARS, like="arrears_paid", placed=True),
    )),
)  # fmt: skip
FIGURES = tuple(figure for _label, figures in GROUPS for figure in figures)
BY_NAME = {figure.name: figure for figure in FIGURES}
CHOICES = [(figure.name, figure.label) for figure in FIGURES]
GROUPED_CHOICES = [(label, [(figure.name, figure.label) for figure in figures]) for label, figures in GROUPS]

#: The key of all places together, and the month that is the whole year.
ALL, YEAR = "", 0
_COUNT = """
SELECT coalesce(f.key, ''), coalesce(f.month, 0), coalesce({number}, 0)
FROM (
    SELECT f.*, extract(month FROM f.day)::int AS month,
        CASE WHEN %(length)s > 6 AND s.id IS NOT NULL THEN s.code
            ELSE rpad(left({place}, least(%(length)s, 6)), 6, '0') END AS key
    FROM ({sql}) f LEFT JOIN stations_station s ON s.id = f.station_id
    WHERE s.id = ANY (%(stations)s) OR {place} LIKE ANY (%(prefixes)s)
) f
GROUP BY GROUPING SETS ((f.key, f.month), (f.key), (f.month), ())
"""

#: Number of each figure, place or station or ALL, and month of the year or YEAR.
Counts = dict[str, dict[str, dict[int, Any]]]


def counts(*, year: int, prefixes: Sequence[str], stations: Sequence[int], length: int) -> Counts:
    """Every figure of the year by month and by place: the first `length` digits of the code, or single stations above six.

    Of the stations in any of `prefixes` or among `stations`; what no station had stands beside them under its banner's code.
    One statement a figure.
    """
    given = {
        "since": date(year, 1, 1), "until": date(year + 1, 1, 1), "length": length, "stations": list(stations),
        "prefixes": [f"{prefix}%" for prefix in prefixes], "now": clock.now(), "today": clock.today(),
    }  # fmt: skip
    found: Counts = {}
    with connection.cursor() as cursor:
        for figure in FIGURES:
            number = "count(DISTINCT f.whom)" if figure.apart else "sum(f.number)"
            place = "coalesce(s.region_code, f.region_code)" if figure.placed else "s.region_code"
            cursor.execute(_COUNT.format(sql=figure.sql, number=number, place=place), given)
            by_place = found.setdefault(figure.name, {})
            for key, month, counted in cursor.fetchall():
                by_place.setdefault(key, {})[month] = counted
    return found


def beside(figure: Figure) -> tuple[Figure, ...]:
    """The figures about the same thing, with `figure` itself."""
    return next(figures for _label, figures in GROUPS if figure in figures)


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
