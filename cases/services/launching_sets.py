"""The SQL that makes claims of screened units: a fixed number of statements, however many there are."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

STAGED, LOOKED = "launch_unit", "launch_row"
_STAGE = f"""
DROP TABLE IF EXISTS {STAGED}, {LOOKED};
CREATE TEMPORARY TABLE {STAGED} (id bigint PRIMARY KEY) ON COMMIT DROP;
CREATE TEMPORARY TABLE {LOOKED} (enterprise_id bigint PRIMARY KEY, region_code text NOT NULL, station_id bigint,
    account_id bigint, facts jsonb NOT NULL, result jsonb NOT NULL, number text, claim_id bigint, assessment_id bigint)
    ON COMMIT DROP
"""
_COPIED = "enterprise_id, region_code, station_id, account_id, facts, result"
# What was voted on is what the registers say: the same facts, and the account that the unit agreed to.
_CHANGED = f"""
SELECT s.id FROM {STAGED} JOIN cases_screenedunit s USING (id) LEFT JOIN {LOOKED} n ON n.enterprise_id = s.enterprise_id
LEFT JOIN cases_unitanswer a ON a.unit_id = s.id
WHERE n.enterprise_id IS NULL OR n.facts <> s.facts OR (a.account_id IS NOT NULL AND n.account_id IS DISTINCT FROM a.account_id)
ORDER BY s.id
"""
_DROP = f"""
DELETE FROM {LOOKED} n USING cases_screenedunit s WHERE s.enterprise_id = n.enterprise_id AND s.id = ANY(%s)
"""
_NUMBER = f"""
WITH need AS (
    SELECT %(prefix)s || substr(region_code, 1, 6) || '-' || %(year)s AS key, count(*) AS many FROM {LOOKED} GROUP BY 1),
taken AS (
    INSERT INTO cases_numberseries AS series (key, last) SELECT key, many FROM need ORDER BY key
    ON CONFLICT (key) DO UPDATE SET last = series.last + excluded.last RETURNING key, last),
placed AS (
    SELECT enterprise_id, %(prefix)s || substr(region_code, 1, 6) || '-' || %(year)s AS key,
        row_number() OVER (PARTITION BY substr(region_code, 1, 6) ORDER BY enterprise_id) AS place FROM {LOOKED})
UPDATE {LOOKED} n SET number = p.key || '-' || lpad((t.last - need.many + p.place)::text, 6, '0')
FROM placed p JOIN taken t USING (key) JOIN need USING (key) WHERE p.enterprise_id = n.enterprise_id
"""
# Somebody may have claimed the same a moment ago: that unit is left out.
_CLAIMS = f"""
INSERT INTO cases_claim (number, enterprise_id, scheme, occasion, state, station_id, region_code, channel, facts, facts_version,
    agreed_at, submit_token, created_at, created_by_id, submitted_at, accepted_on, clock_days, statutory_days, blue_on,
    yellow_on, due_on, clock_paused_on, round, end_reason)
SELECT n.number, n.enterprise_id, r.scheme, r.occasion, %(state)s, n.station_id, n.region_code, 'unasked', n.facts, 1,
    coalesce(a.answered_at, %(now)s), gen_random_uuid(), r.ordered_at, %(maker)s, r.ordered_at, %(today)s, %(days)s, %(days)s,
    %(blue)s, %(yellow)s, %(due)s, %(paused)s, 1, ''
FROM {LOOKED} n JOIN cases_screeninground r ON r.id = %(round)s
JOIN cases_screenedunit s ON s.enterprise_id = n.enterprise_id AND s.round_id = r.id
LEFT JOIN cases_unitanswer a ON a.unit_id = s.id
ORDER BY n.enterprise_id ON CONFLICT DO NOTHING
"""
_KNOW = f"UPDATE {LOOKED} n SET claim_id = c.id FROM cases_claim c WHERE c.number = n.number"
_NOT_MADE = f"""
SELECT s.id FROM {LOOKED} n JOIN cases_screenedunit s USING (enterprise_id) JOIN {STAGED} USING (id) WHERE n.claim_id IS NULL
"""
_ASSESS = f"""
WITH made AS (
    INSERT INTO cases_assessment (claim_id, facts_version, "on", facts, result, rules_label, digest, eligible, amount,
        excluded, assessed_by_id, assessed_at)
    SELECT n.claim_id, 1, (result ->> 'on')::date, result -> 'facts', result, result ->> 'rules', result ->> 'digest',
        (result ->> 'eligible')::boolean, (result ->> 'amount')::numeric, '[]', %(machine)s, %(now)s
    FROM {LOOKED} n WHERE n.claim_id IS NOT NULL ORDER BY n.claim_id RETURNING id, claim_id)
UPDATE {LOOKED} n SET assessment_id = made.id FROM made WHERE made.claim_id = n.claim_id
"""
_VOTES = f"""
INSERT INTO cases_vote (claim_id, round, step, facts_version, assessment_id, grants, reason, actor_id, at)
SELECT n.claim_id, 1, v.step, 1, n.assessment_id, true, v.reason, v.actor_id, v.at
FROM {LOOKED} n JOIN cases_screeningvote v ON v.round_id = %(round)s AND v.run = %(run)s AND v.void_at IS NULL
WHERE n.claim_id IS NOT NULL ORDER BY n.claim_id, v.id
"""
_ON_ITS_WAY = f"""
UPDATE cases_screenedunit s SET claim_id = n.claim_id FROM {LOOKED} n
WHERE s.enterprise_id = n.enterprise_id AND s.round_id = %(round)s AND n.claim_id IS NOT NULL
"""
_STEPS = f"""
INSERT INTO cases_claimstep (claim_id, verb, from_state, to_state, reason, actor_id, at)
SELECT n.claim_id, step.verb, step.before, step.state, step.reason, step.actor, step.at
FROM {LOOKED} n CROSS JOIN unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::timestamptz[])
    WITH ORDINALITY AS step (verb, before, state, reason, actor, at, place)
WHERE n.claim_id IS NOT NULL ORDER BY n.claim_id, step.place
"""
_MADE = f"SELECT claim_id, region_code, station_id FROM {LOOKED} WHERE claim_id IS NOT NULL ORDER BY claim_id"


def stage(unit_ids: Sequence[int]) -> None:
    """The screened units that are to become claims stand in a table of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        cursor.execute(f"INSERT INTO {STAGED} SELECT unnest(%s::bigint[])", [list(unit_ids)])
        cursor.execute(f"ANALYZE {STAGED}")


def copy(lines: Sequence[tuple[Any, ...]]) -> None:
    """What was looked at again: unit, place, account, facts and assessment, beside the staged ones."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {LOOKED} ({_COPIED}) FROM STDIN") as rows:
        for line in lines:
            rows.write_row(line)


def changed() -> list[int]:
    """The staged units about which the registers say something else by now; they are let go."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {LOOKED}")
        cursor.execute(_CHANGED)
        found = [pk for (pk,) in cursor.fetchall()]
        if found:
            cursor.execute(_DROP, [found])
    return found


def make(values: dict[str, Any]) -> list[tuple[int, str, int | None]]:
    """Numbers, claims, assessments, votes; returns id, region and station of every claim."""
    with connection.cursor() as cursor:
        for statement in (_NUMBER, _CLAIMS, _KNOW, _ASSESS, _VOTES, _ON_ITS_WAY):
            cursor.execute(statement, values)
        cursor.execute(_MADE)
        return list(cursor.fetchall())


def not_made() -> list[int]:
    """The staged units that somebody claimed for a moment ago."""
    with connection.cursor() as cursor:
        cursor.execute(_NOT_MADE)
        return [pk for (pk,) in cursor.fetchall()]


def walk(path: Sequence[tuple[Any, ...]]) -> None:
    """Every claim has taken these steps: verb, from, to, reason, actor, moment."""
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, [list(column) for column in zip(*path, strict=True)])
