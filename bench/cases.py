"""Claims, decisions and instalments of people, made by SQL: a granted one a person, and open ones on top of that."""

from datetime import date
from typing import NamedTuple

from bench import people, scratch
from stations.models import User
from tests.factories import programmes, stations

MONTH = date(2026, 11, 1)
MORNING = "2026-11-20T09:00"
BANNER, NEIGHBOUR = stations.BANNER, stations.NEIGHBOUR
UNIQUE = "md5('t' || id)::uuid"

GRANTED = f"""
INSERT INTO cases_claim (number, resident_id, scheme, state, station_id, region_code, channel, facts, facts_version, submit_token,
    created_at, created_by_id, accepted_on, submitted_at, agreed_at, round, end_reason, due_on, occasion)
SELECT 'SY' || substr(region_code, 1, 6) || '-2026' || lpad(id::text, 8, '0'), id, 'unemployment_benefit', 'granted', station_id,
    region_code, 'station', '{{}}', 1, {UNIQUE}, '2026-09-01 09:00+08', %(maker)s,
    '2026-09-02', '2026-09-01 10:00+08', '2026-09-01 09:00+08', 1, '', date '2026-09-02' + (id %% 30)::int, ''
FROM cases_resident WHERE id %% 5 <> 0 OR %(everybody)s
"""
ASSESSMENTS = """
INSERT INTO cases_assessment (claim_id, facts_version, "on", facts, result, rules_label, digest, eligible, amount,
    excluded, assessed_by_id, assessed_at)
SELECT id, 1, '2026-10-01', '{}', '{}', 'unemployment_benefit@2025-07-01', '', true, 2156.50, '[]', %(maker)s,
    '2026-09-05 09:00+08'
FROM cases_claim
"""
DECISIONS = """
INSERT INTO cases_decision (number, claim_id, assessment_id, granted, amount, reason, left_out, decided_on, checked_by_id,
    decided_by_id, worth)
SELECT 'D' || claim_id, claim_id, id, true, 2156.50, '', '[]', '2026-09-10', %(checker)s, %(maker)s, 0 FROM cases_assessment
"""
INSTALMENTS = """
INSERT INTO cases_instalment (decision_id, claim_id, resident_id, scheme, fund, region_code, month, period, amount)
SELECT d.id, c.id, c.resident_id, c.scheme, 'UI', c.region_code, due.month, to_char(due.month, 'YYYY-MM'),
    CASE WHEN c.id %% 3 = 0 THEN 2221.20 ELSE 2156.50 END
FROM cases_claim c JOIN cases_decision d ON d.claim_id = c.id
CROSS JOIN LATERAL (
    SELECT CASE WHEN %(everybody)s THEN %(month)s ELSE (%(month)s + (c.id %% 12) * interval '1 month')::date END AS month) due
"""
#: Open claims of people who have none: some of each state, clocks from long past to ten working days ahead.
OPEN = f"""
INSERT INTO cases_claim (number, resident_id, scheme, state, station_id, region_code, channel, facts, facts_version, submit_token,
    created_at, created_by_id, accepted_on, submitted_at, agreed_at, round, end_reason, clock_days, statutory_days, blue_on,
    yellow_on, due_on, occasion)
SELECT 'SY' || substr(region, 1, 6) || '-2026' || lpad(id::text, 8, '0'), id, 'unemployment_benefit',
    state, station, region, 'station', '{{}}', 1, {UNIQUE}, moment, %(maker)s,
    CASE WHEN state <> 'submitted' THEN moment::date END, moment, moment, 1, '', 10, 10, moment::date + 7, moment::date + 11,
    CASE WHEN state <> 'submitted' THEN moment::date + 14 END, ''
FROM (
    SELECT r.id, d.station, d.region, (ARRAY['submitted', 'accepted', 'accepted', 'first_checked', 'approval'])[1 + r.place %% 5]
        AS state, timestamptz '2026-10-25 09:00+08' + (r.place %% 25) * interval '1 day' AS moment
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM cases_resident r
        WHERE NOT EXISTS (SELECT FROM cases_claim c WHERE c.resident_id = r.id) ORDER BY id LIMIT %(count)s) r
    JOIN (SELECT id AS station, region_code AS region, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS number
        FROM stations_station WHERE region_code LIKE %(below)s) d ON d.place = r.place %% d.number
) placed
"""


class Staff(NamedTuple):
    """Who is needed to fill tables and to pay."""

    maker: User
    checker: User
    desks: list[people.Desk]


def staff() -> Staff:
    """The law is in force, stations stand in every banner, and two finance people have the whole land."""
    programmes.shipped_law()
    return Staff(
        stations.make_user("finance_maker", stations.WHOLE_REGION),
        stations.make_user("finance_checker", stations.WHOLE_REGION),
        people.stations(),
    )


def granted(count: int, of: Staff, *, everybody: bool = True) -> None:
    """`count` people with account, claim, decision and one instalment of MONTH each.

    Not `everybody`: four in five of them have a claim, and the instalments lie in the twelve months from MONTH on.
    """
    given = {"maker": of.maker.pk, "checker": of.checker.pk, "month": MONTH, "everybody": everybody}
    people.fill(count, of.desks, of.maker)
    people.accounts(of.maker, of.checker)
    with scratch.unchecked():
        for statement in (GRANTED, ASSESSMENTS, DECISIONS, INSTALMENTS):
            scratch.sql(statement, given)
    scratch.settle()


def waiting(count: int, below: str, of: Staff) -> int:
    """So many open claims at the stations below a code; how many people could be found for them."""
    with scratch.unchecked():
        return scratch.sql(OPEN, {"count": count, "below": f"{below}%", "maker": of.maker.pk})
