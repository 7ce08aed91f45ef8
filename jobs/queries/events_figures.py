"""Figures of events by station, month and kind: sessions and batches apart, attendances and people apart."""

from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from jobs.models import Event

#: Who is one person across events: the linked resident, else the mobile, else the row itself.
_FIGURES = """
WITH held AS (
    SELECT e.id, e.station_id, e.kind, date_trunc('month', e.begins_at AT TIME ZONE 'Asia/Shanghai')::date AS month,
        e.batch, extract(year FROM e.begins_at AT TIME ZONE 'Asia/Shanghai') AS year
    FROM jobs_event e WHERE e.id IN ({visible}) AND e.state IN ('published', 'over') AND e.begins_at <= %(now)s
        AND date_trunc('month', e.begins_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(first)s AND %(last)s
), came AS (
    SELECT h.id, v.id AS visitor, coalesce('r' || v.resident_id, encode(v.mobile_hash, 'hex'), 'v' || v.id) AS person
    FROM held h JOIN jobs_visitor v ON v.event_id = h.id AND v.arrived_at IS NOT NULL
), offered AS (
    SELECT h.id, count(DISTINCT s.id) AS units, coalesce(sum(o.headcount), 0) AS posts
    FROM held h JOIN jobs_stand s ON s.event_id = h.id LEFT JOIN jobs_offer o ON o.stand_id = s.id GROUP BY h.id
), wanted AS (
    SELECT v.event_id AS id, count(*) AS intents FROM jobs_intent i JOIN jobs_visitor v ON v.id = i.visitor_id
    WHERE v.event_id IN (SELECT id FROM held) GROUP BY v.event_id
), sums AS (
    SELECT {key} AS key, count(*) AS sessions,
        count(DISTINCT (h.station_id, h.kind, h.year, h.batch)) FILTER (WHERE h.batch IS NOT NULL) AS batches,
        coalesce(sum(o.units), 0) AS units, coalesce(sum(o.posts), 0) AS posts, coalesce(sum(w.intents), 0) AS intents
    FROM held h LEFT JOIN offered o ON o.id = h.id LEFT JOIN wanted w ON w.id = h.id GROUP BY 1
), heads AS (
    SELECT {key} AS key, count(*) AS attendances, count(DISTINCT c.person) AS people
    FROM held h JOIN came c ON c.id = h.id GROUP BY 1
)
SELECT s.key, s.sessions, s.batches, coalesce(p.attendances, 0), coalesce(p.people, 0), s.units, s.posts, s.intents
FROM sums s LEFT JOIN heads p USING (key) ORDER BY s.key
"""
KEYS = {"station": "h.station_id::text", "month": "h.month::text", "kind": "h.kind", "all": "''::text"}


class Figures(NamedTuple):
    """Events that were held: 场, 批, 人次, 人, units, posts, intents. Units and posts are counted once an event."""

    key: str
    sessions: int
    batches: int
    attendances: int
    people: int
    units: int
    posts: int
    intents: int


def figures(user: Any, by: str, first: date, last: date, now: Any) -> list[Figures]:
    """The figures of the months `first` to `last` that `user` may see, by "station" (its key), "month", "kind" or "all"."""
    visible, values = Event.objects.visible_to(user).order_by().values("pk").query.sql_with_params()
    return _run(visible, values, by, first, last, now)


def _run(visible: str, values: Any, by: str, first: date, last: date, now: Any) -> list[Figures]:
    names = [f"visible_{number}" for number in range(len(values))]
    inner = visible % tuple(f"%({name})s" for name in names)
    given = dict(zip(names, values, strict=True)) | {"first": first, "last": last, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES.format(visible=inner, key=KEYS[by]), given)
        return [Figures(*row) for row in cursor.fetchall()]
