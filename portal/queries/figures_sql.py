"""The statements behind the figures. Each counts the events of some months, within some places, by whatever it is asked for.

`{by}` is a GROUP BY clause and `{keys}` the columns in front; `{scope}` bounds the claims `c`. All figures of a page come
from a fixed number of these, however many claims, programmes and places there are.
"""

from programmes.formulas import registry

#: The staff for whom a unit's grant is, from the fact that its programme declares; nothing elsewhere.
STAFF = (
    "CASE c.scheme "
    + " ".join(
        f"WHEN '{scheme.name}' THEN (a.facts ->> '{scheme.headcount}')::bigint"
        for scheme in registry.SCHEMES.values()
        if scheme.headcount
    )
    + " ELSE 0 END"
)
#: Whom a claim is of: a person or a unit, each counted once.
APPLICANT = "coalesce(c.resident_id, -c.enterprise_id)"
SUBMITTED_ON = "(c.submitted_at AT TIME ZONE 'Asia/Shanghai')::date"

RECEIVED = """
SELECT {keys}, count(*) AS received FROM cases_claim c
WHERE c.submitted_at >= %(since)s::timestamp AT TIME ZONE 'Asia/Shanghai'
    AND c.submitted_at < %(until)s::timestamp AT TIME ZONE 'Asia/Shanghai' AND {scope}
{by}
"""

#: A grant that was decided anew on appeal counts once, as it was decided last.
DECIDED = f"""
SELECT {{keys}}, count(*) FILTER (WHERE d.granted) AS granted, count(*) FILTER (WHERE NOT d.granted) AS refused,
    count(DISTINCT {APPLICANT}) FILTER (WHERE d.granted) AS applicants,
    coalesce(sum(people.number) FILTER (WHERE d.granted), 0)::bigint AS people,
    coalesce(sum({STAFF}) FILTER (WHERE d.granted), 0)::bigint AS staff,
    coalesce(sum(d.amount), 0) AS amount, coalesce(sum(d.worth), 0) AS worth
FROM cases_decision d JOIN cases_claim c ON c.id = d.claim_id JOIN cases_assessment a ON a.id = d.assessment_id
LEFT JOIN (SELECT claim_id, count(*) AS number FROM cases_listedperson WHERE eligible GROUP BY claim_id) people
    ON people.claim_id = c.id
WHERE d.decided_on >= %(since)s AND d.decided_on < %(until)s AND c.end_reason <> 'superseded' AND {{scope}}
{{by}}
"""

#: What the bank paid and what stayed paid; what was recovered later is not taken off.
PAID = """
SELECT {keys}, coalesce(sum(l.amount), 0) AS paid
FROM payouts_result r JOIN payouts_line l ON l.id = r.line_id
JOIN cases_instalment i ON i.id = l.instalment_id JOIN cases_claim c ON c.id = i.claim_id
WHERE r.outcome = 1 AND r.on_day >= %(since)s AND r.on_day < %(until)s
    AND NOT EXISTS (SELECT FROM payouts_return t WHERE t.line_id = l.id) AND {scope}
{by}
"""

#: Working days are numbered, so that a difference of two numbers is the time between; what stood still is taken off.
CLOCKED = """
WITH days AS (
    SELECT day, sum(works) OVER (ORDER BY day) AS number FROM (
        SELECT g::date AS day,
            CASE WHEN h.kind = 'work' THEN 1 WHEN h.kind = 'off' OR extract(isodow FROM g) > 5 THEN 0 ELSE 1 END AS works
        FROM generate_series(%(since)s::date - 400, %(until)s::date, interval '1 day') g
        LEFT JOIN programmes_holiday h ON h.day = g::date) each_day
), decided AS (
    SELECT c.*, d.decided_on FROM cases_decision d JOIN cases_claim c ON c.id = d.claim_id
    WHERE d.decided_on >= %(since)s AND d.decided_on < %(until)s AND c.clock_days > 0 AND c.end_reason <> 'superseded' AND {scope}
), voted AS (
    SELECT v.claim_id, max((v.at AT TIME ZONE 'Asia/Shanghai')::date) AS on_day
    FROM cases_vote v JOIN decided ON decided.id = v.claim_id WHERE v.void_at IS NULL GROUP BY v.claim_id
), stopped AS (
    SELECT claim_id, sum(again.number - stop.number) AS number FROM (
        SELECT s.claim_id, s.verb, (s.at AT TIME ZONE 'Asia/Shanghai')::date AS on_day,
            lead((s.at AT TIME ZONE 'Asia/Shanghai')::date) OVER (PARTITION BY s.claim_id ORDER BY s.id) AS until_day
        FROM cases_claimstep s JOIN decided ON decided.id = s.claim_id
        WHERE s.verb IN ('pause', 'proceed', 'publish', 'uphold', 'reopen')) step
    JOIN days stop ON stop.day = step.on_day JOIN days again ON again.day = step.until_day
    WHERE step.verb IN ('pause', 'publish') GROUP BY claim_id
), used AS (
    SELECT c.*, greatest(ended.number - began.number - coalesce(stopped.number, 0), 0) AS days
    FROM decided c JOIN voted ON voted.claim_id = c.id LEFT JOIN stopped ON stopped.claim_id = c.id
    JOIN days began ON began.day = c.accepted_on JOIN days ended ON ended.day = voted.on_day
)
SELECT {keys}, count(*) AS clocked, round(avg(c.days), 1) AS days_used, max(c.days) AS days_most,
    count(*) FILTER (WHERE c.days > c.clock_days) AS decided_late, min(c.clock_days) AS days_allowed
FROM used c
{by}
"""

#: Claims whose clock runs now, whatever the months of the page: how many are past their last working day.
OPEN = """
SELECT {keys}, count(*) AS running,
    count(*) FILTER (WHERE c.clock_paused_on IS NULL AND c.due_on < %(today)s) AS overdue,
    count(*) FILTER (WHERE c.clock_paused_on IS NULL AND c.due_on >= %(today)s AND c.yellow_on <= %(today)s) AS due_soon,
    min(c.due_on) FILTER (WHERE c.clock_paused_on IS NULL) AS next_due
FROM cases_claim c
WHERE c.state IN ('submitted', 'correction', 'accepted', 'paused', 'first_checked', 'approval', 'publicity') AND {scope}
{by}
"""

REFUSALS = """
SELECT coalesce(reason.code, ''), count(*)
FROM cases_decision d JOIN cases_claim c ON c.id = d.claim_id JOIN cases_assessment a ON a.id = d.assessment_id
LEFT JOIN LATERAL jsonb_array_elements_text(a.result -> 'failed') AS reason (code) ON true
WHERE NOT d.granted AND d.decided_on >= %(since)s AND d.decided_on < %(until)s AND {scope}
GROUP BY 1 ORDER BY 2 DESC, 1
"""
