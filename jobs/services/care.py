"""Whom stations look after: one statement keeps the whole list as registers, benefits, jobs and visits have it."""

import json
from datetime import date
from typing import Any

from django.db import connection, transaction

from cases.states import HARD_TO_EMPLOY
from core import clock
from jobs.queries import terms
from programmes.formulas.visit_terms import EVERY

#: Each person with every reason that holds today and the days between visits; whoever works or has died is not on the list.
_WHO = """
WITH term AS (
    SELECT * FROM jsonb_to_recordset(%(terms)s::jsonb) AS t (prefix text, every_hard int, every_group int, every_unemployed int,
        every_benefit int, every_fell_out int, unemployed_days int, benefit_days int, fell_out_days int)
), person AS (
    SELECT r.id, t.* FROM cases_resident r
    JOIN LATERAL (SELECT * FROM term WHERE starts_with(r.region_code, term.prefix) ORDER BY length(term.prefix) DESC LIMIT 1) t
        ON true
    WHERE r.deceased_on IS NULL AND {who} AND NOT EXISTS (SELECT FROM cases_hire h WHERE h.resident_id = r.id
        AND h.voided_at IS NULL AND h.hired_on <= %(today)s AND (h.left_on IS NULL OR h.left_on >= %(today)s))
), reason AS (
    SELECT p.id, 'hard' AS reason, p.every_hard AS every FROM person p
    JOIN cases_residentgroup g ON g.resident_id = p.id
    WHERE g.until_on IS NULL AND g.from_on <= %(today)s AND g."group" = ANY (%(hard)s)
    UNION
    SELECT p.id, 'group', p.every_group FROM person p JOIN cases_residentgroup g ON g.resident_id = p.id
    WHERE g.until_on IS NULL AND g.from_on <= %(today)s AND g."group" <> ALL (%(hard)s)
    UNION
    SELECT p.id, 'unemployed', p.every_unemployed FROM person p JOIN cases_registration n ON n.resident_id = p.id
    WHERE n.ended_on IS NULL AND n.registered_on + p.unemployed_days <= %(today)s
    UNION
    SELECT p.id, 'benefit', p.every_benefit FROM person p
    JOIN cases_claim c ON c.resident_id = p.id AND c.scheme = 'unemployment_benefit' AND c.state = 'granted'
    JOIN LATERAL (SELECT (max(i.month) + interval '1 month - 1 day')::date AS day FROM cases_instalment i
        WHERE i.claim_id = c.id AND i.cancelled_on IS NULL) AS last ON true
    WHERE last.day BETWEEN %(today)s AND %(today)s + p.benefit_days
    UNION
    SELECT p.id, 'fell_out', p.every_fell_out FROM person p
    JOIN cases_hire h ON h.resident_id = p.id AND h.voided_at IS NULL
    WHERE h.left_on >= %(today)s - p.fell_out_days AND h.left_on < %(today)s
), found AS (
    SELECT id, array_agg(reason ORDER BY array_position(%(order)s::text[], reason)) AS reasons, min(every) AS every
    FROM reason GROUP BY id
), met AS (
    SELECT v.resident_id AS id, max(v.visited_on) AS day FROM jobs_visit v JOIN found ON found.id = v.resident_id
    WHERE v.state = 'met' GROUP BY v.resident_id
)
"""

#: The term of somebody new begins today, that of somebody who was met after it on the day of that visit.
_KEEP = """
INSERT INTO jobs_careperson AS kept (resident_id, reasons, every_days, from_on, until_on, met_on, due_on)
SELECT found.id, found.reasons::varchar[], found.every, %(today)s, NULL, met.day, %(today)s + found.every
FROM found LEFT JOIN met ON met.id = found.id
ON CONFLICT (resident_id) DO UPDATE SET reasons = excluded.reasons, every_days = excluded.every_days,
    from_on = CASE WHEN kept.until_on IS NULL THEN kept.from_on ELSE excluded.from_on END, until_on = NULL,
    met_on = excluded.met_on,
    due_on = greatest(excluded.met_on, CASE WHEN kept.until_on IS NULL THEN kept.from_on ELSE excluded.from_on END)
        + excluded.every_days
WHERE (kept.reasons, kept.every_days, kept.until_on, kept.met_on)
    IS DISTINCT FROM (excluded.reasons, excluded.every_days, NULL::date, excluded.met_on)
"""

_END = """
UPDATE jobs_careperson AS kept SET until_on = %(today)s
FROM cases_resident r
WHERE r.id = kept.resident_id AND kept.until_on IS NULL AND {who} AND NOT EXISTS (SELECT FROM found WHERE found.id = r.id)
"""


def refresh(*, on: date | None = None) -> int:
    """The lists of all stations stand as of `on` (today); returns how many rows changed. Running it twice changes nothing."""
    return _refresh("true", on or clock.today())


def refresh_one(*, resident_id: int) -> None:
    """The same for one person, at once: after a visit the next one is due on its day."""
    _refresh("r.id = %(resident)s", clock.today(), resident=resident_id)


@transaction.atomic
def _refresh(who: str, today: date, **more: Any) -> int:
    known = terms.in_force(today)
    if not known:
        return 0
    given = {
        "terms": json.dumps([{"prefix": prefix, **figures} for prefix, figures in known]),
        "today": today,
        "hard": [str(group.value) for group in HARD_TO_EMPLOY],
        "order": list(EVERY),
        **more,
    }
    changed = 0
    with connection.cursor() as cursor:
        for statement in (_KEEP, _END):
            cursor.execute((_WHO + statement).format(who=who), given)
            changed += cursor.rowcount
    return changed
