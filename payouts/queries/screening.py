"""The screen as one SQL expression: what is in the way of paying, judged for a million instalments at once."""

from payouts.states import Hold

#: Instalments that were cancelled although a try to pay them is alive: their month must not be paid again.
_PAID_BEFORE = """
    SELECT DISTINCT coalesce(x.resident_id, -x.enterprise_id) AS payee, x.scheme, x.period
    FROM cases_instalment x
    JOIN payouts_line xl ON xl.instalment_id = x.id AND xl.standing = 1
    WHERE x.cancelled_on IS NOT NULL AND payouts_is_dead(xl.id) IS NOT TRUE
"""

#: Instalments of which the bank says that a try that failed by our books was paid, until two people have settled it.
_DISPUTED = """
    SELECT DISTINCT dl.instalment_id FROM payouts_bankexception e JOIN payouts_line dl ON dl.id = e.line_id WHERE e.blocks
"""

#: Instalments that count, or are to count, as repayment of what the payee owes: two people have settled or will settle it.
_SET_OFF = "SELECT instalment_id FROM payouts_recoveryentry WHERE instalment_id IS NOT NULL AND withdrawn_at IS NULL"

#: When a person works by the hire records; the month of leaving is free. Read once for all, looked at closely for few.
_JOBS = """
    SELECT resident_id, range_agg(daterange(date_trunc('month', hired_on::timestamp)::date,
        date_trunc('month', left_on::timestamp)::date)) AS during
    FROM cases_hire WHERE voided_at IS NULL GROUP BY resident_id
"""

#: A pause that is over holds nothing: resuming takes another person, and what was kept back meanwhile is owed.
#: What is joined to `i`, which has the columns of INSTALMENT.
#: %(schemes)s, %(months)s, %(tops)s and %(certified)s are what the law asks, %(capped)s
#: the programmes with such a ceiling; any other amount is at most what its decision granted.
INSTALMENT = (
    "{i}.id, {i}.claim_id, {i}.decision_id, {i}.resident_id, {i}.enterprise_id, {i}.fund, {i}.scheme, {i}.month, {i}.period, "
    "{i}.region_code, {i}.amount, {i}.cancelled_on"
)

JOINS = f"""
    LEFT JOIN cases_resident r ON r.id = i.resident_id
    LEFT JOIN enterprises_enterprise e ON e.id = i.enterprise_id
    JOIN cases_claim c ON c.id = i.claim_id
    LEFT JOIN cases_bankaccount a ON a.resident_id = i.resident_id AND a.is_current
    LEFT JOIN enterprises_corporateaccount u ON u.enterprise_id = i.enterprise_id AND u.state = 'verified'
    LEFT JOIN cases_suspension z ON z.claim_id = i.claim_id AND z.until_on IS NULL AND z.from_on < i.month + interval '1 month'
    LEFT JOIN unnest(%(schemes)s::text[], %(months)s::date[], %(tops)s::numeric[], %(certified)s::boolean[])
        AS top (scheme, month, amount, certified) ON top.scheme = i.scheme AND top.month = i.month
    LEFT JOIN ({_PAID_BEFORE}) AS before
        ON before.payee = coalesce(i.resident_id, -i.enterprise_id)
            AND before.scheme = i.scheme AND before.period = i.period
    LEFT JOIN ({_DISPUTED}) AS disputed ON disputed.instalment_id = i.id
    LEFT JOIN ({_SET_OFF}) AS kept ON kept.instalment_id = i.id
    LEFT JOIN ({_JOBS}) AS jobs ON jobs.resident_id = i.resident_id
"""

#: The first reason that applies, 0 for none.
REASON = f"""
    CASE
        WHEN i.cancelled_on IS NOT NULL THEN {Hold.CANCELLED:d}
        WHEN r.deceased_on IS NOT NULL THEN {Hold.DECEASED:d}
        WHEN before.period IS NOT NULL THEN {Hold.PAID_BEFORE:d}
        WHEN kept.instalment_id IS NOT NULL THEN {Hold.SET_OFF:d}
        WHEN disputed.instalment_id IS NOT NULL THEN {Hold.BANK_DISAGREES:d}
        WHEN c.state NOT IN ('granted', 'suspended', 'ended') THEN {Hold.CLAIM_NOT_GRANTED:d}
        WHEN jobs.during @> i.month AND EXISTS (SELECT FROM cases_hire h
            WHERE h.resident_id = i.resident_id AND h.voided_at IS NULL
                AND cases_job_covers(i.scheme, i.region_code, h.hired_on, h.left_on, i.month)) THEN {Hold.EMPLOYED:d}
        WHEN i.month > c.last_month OR (c.state = 'ended' AND c.last_month IS NULL AND i.month > c.ended_on)
            THEN {Hold.CLAIM_ENDED:d}
        WHEN z.id IS NOT NULL THEN {Hold.CLAIM_SUSPENDED:d}
        WHEN top.certified
            AND NOT EXISTS (SELECT FROM cases_certification q WHERE q.claim_id = i.claim_id AND q.month = i.month)
            THEN {Hold.NOT_CERTIFIED:d}
        WHEN i.amount <= 0 OR i.amount > CASE WHEN i.scheme = ANY (%(capped)s) THEN coalesce(top.amount, 0)
                ELSE (SELECT w.amount FROM cases_decision w WHERE w.id = i.decision_id) END THEN {Hold.AMOUNT_OUTSIDE_RULE:d}
        WHEN u.id IS NULL AND i.enterprise_id IS NOT NULL AND EXISTS (
                SELECT FROM enterprises_corporateaccount p WHERE p.enterprise_id = i.enterprise_id AND p.state = 'unverified')
            THEN {Hold.ACCOUNT_UNVERIFIED:d}
        WHEN (a.id IS NULL OR a.state = 'closed') AND u.id IS NULL THEN {Hold.NO_ACCOUNT:d}
        WHEN a.state <> 'verified' THEN {Hold.ACCOUNT_UNVERIFIED:d}
        WHEN coalesce(a.holder_name, u.holder_name) = ''
            OR coalesce(a.holder_name, u.holder_name) ~ '[|[:cntrl:]\\u0085\\u2028\\u2029]' THEN {Hold.NAME_UNSAFE:d}
        WHEN coalesce(a.holder_name, u.holder_name) <> coalesce(r.name, e.name) THEN {Hold.NAME_DIFFERS:d}
        ELSE {Hold.NONE:d}
    END
"""
