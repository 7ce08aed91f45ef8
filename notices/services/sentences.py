"""The statements behind the reminders, and what a text message says. Texts name no person and no full number."""

NOTICE = """
INSERT INTO notices_notice (kind, subject_type, subject_id, period, to_role, region_code, station_id, words, created_at)
{select}
ON CONFLICT (kind, subject_type, subject_id, period, to_role) DO NOTHING
"""

_MESSAGE = """
INSERT INTO notices_message (kind, resident_id, claim_id, subject_id, period, text, state, tries, next_try_at,
    provider_ref, trouble, created_at)
SELECT %(kind)s, due.resident_id, due.claim_id, due.subject_id, due.period,
    format(%(text)s, due.first_word, due.second_word), 'queued', 0, %(now)s, '', '', %(now)s
FROM ({due}) AS due JOIN cases_resident AS resident ON resident.id = due.resident_id
WHERE resident.mobile <> '' AND resident.deceased_on IS NULL
ON CONFLICT (kind, subject_id, period) DO NOTHING
"""


#: To the contact of a unit; `%(programmes)s` gives the names of the programmes, `%(site)s` where the unit's page lies.
_UNIT_MESSAGE = """
INSERT INTO notices_message (kind, enterprise_id, subject_id, period, text, state, tries, next_try_at,
    provider_ref, trouble, created_at)
SELECT %(kind)s, due.enterprise_id, due.subject_id, due.period,
    format(%(text)s, %(programmes)s::jsonb ->> due.scheme, due.first_word, due.second_word, due.third_word,
        concat(%(site)s, '/public/units/', due.token, '/')),
    'queued', 0, %(now)s, '', '', %(now)s
FROM ({due}) AS due JOIN enterprises_enterprise AS unit ON unit.id = due.enterprise_id
WHERE unit.contact_mobile IS NOT NULL AND unit.closed_on IS NULL
ON CONFLICT (kind, subject_id, period) DO NOTHING
"""


def _claim_notice(period: str, role: str, word: str, source: str) -> str:
    return NOTICE.format(
        select=f"""
SELECT %(kind)s, 'cases.claim', claim.id, {period}, {role}, claim.region_code,
    CASE WHEN {role} = 'station' THEN claim.station_id END,
    jsonb_build_object('number', claim.number, 'day', {word}), %(now)s
{source}"""
    )


def _claim_message(period: str, first: str, second: str, source: str) -> str:
    return _MESSAGE.format(
        due=f"""
SELECT claim.resident_id, claim.id AS claim_id, claim.id AS subject_id, {period} AS period,
    {first} AS first_word, {second} AS second_word
{source}"""
    )


def _batch_notice(role: str, period: str, where: str) -> str:
    return NOTICE.format(
        select=f"""
SELECT %(kind)s, 'payouts.batch', batch.id, {period}, '{role}', batch.region_code, NULL,
    jsonb_build_object('number', batch.number, 'day', {period}), %(now)s
FROM payouts_batch AS batch
WHERE {where}"""
    )


DAY = "to_char({}, 'YYYY-MM-DD')"
_IN_BEIJING = "to_char({} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')"
_CHINESE_DAY = 'to_char({}, \'YYYY"年"FMMM"月"FMDD"日"\')'
_CHINESE_MONTH = 'to_char({}, \'YYYY"年"FMMM"月"\')'

#: Of the rules that concern a claim those of the narrowest region speak. A month stays owed until it is certified, or is on
#: its way to the bank already: rules may be published for a month that was paid before.
_UNCERTIFIED = """
FROM cases_claim AS claim
JOIN cases_instalment AS part ON part.claim_id = claim.id AND part.cancelled_on IS NULL
JOIN LATERAL (
    SELECT rule.asks FROM unnest(%(regions)s::text[], %(months)s::date[], %(asks)s::boolean[]) AS rule (region, month, asks)
    WHERE rule.month = part.month AND starts_with(claim.region_code, rule.region)
    ORDER BY length(rule.region) DESC LIMIT 1
) AS rule ON rule.asks
WHERE claim.state = 'granted' AND claim.scheme = %(scheme)s AND part.month <= %(this_month)s
    AND NOT EXISTS (SELECT FROM cases_certification AS done WHERE done.claim_id = claim.id AND done.month = part.month)
    AND NOT EXISTS (SELECT FROM payouts_line AS line
        WHERE line.instalment_id = part.id AND line.standing = 1 AND payouts_is_dead(line.id) IS NOT TRUE)"""

_ENDING = """
FROM cases_claim AS claim
JOIN LATERAL (SELECT max(month) AS month FROM cases_instalment AS part
    WHERE part.claim_id = claim.id AND part.cancelled_on IS NULL) AS last ON true
WHERE claim.state = 'granted' AND claim.scheme = %(scheme)s
    AND (last.month + interval '1 month - 1 day')::date BETWEEN %(day)s AND %(until)s"""

#: The last grant of a person and programme; whoever asked for the next one already knows.
_RENEWABLE = """
FROM cases_decision AS decision JOIN cases_claim AS claim ON claim.id = decision.claim_id
WHERE decision.renewable_on BETWEEN %(since)s AND %(until)s
    AND (claim.state = 'granted' OR claim.state = 'ended' AND claim.end_reason = 'used_up')
    AND NOT EXISTS (SELECT FROM cases_claim AS next
        WHERE next.resident_id = claim.resident_id AND next.scheme = claim.scheme AND next.id > claim.id
            AND next.state NOT IN ('discarded', 'not_accepted', 'refused', 'withdrawn'))"""

_ASKED = """
FROM cases_claim AS claim JOIN cases_correctionnotice AS notice ON notice.claim_id = claim.id
WHERE claim.state = 'correction' AND notice.answered_at IS NULL AND notice.sent_on >= %(since)s"""

#: The same, and what was promised at acceptance (容缺受理) and has not come.
_ASKED_OR_PROMISED = """
FROM cases_claim AS claim JOIN (
    SELECT claim_id, due_on, '{correction}'::text[] AS states FROM cases_correctionnotice
    WHERE answered_at IS NULL AND sent_on >= %(since)s
    UNION ALL
    SELECT claim_id, due_on, '{accepted,paused,first_checked,approval}' FROM cases_paperpromise
    WHERE due_on IS NOT NULL AND kept_on IS NULL AND made_on >= %(since)s
) AS notice ON notice.claim_id = claim.id
WHERE claim.state = ANY (notice.states)"""

_OVERDUE = f"{_ASKED} AND notice.due_on < %(day)s"

_CLOCK_ROLE = """CASE claim.state WHEN 'accepted' THEN 'first_check' WHEN 'first_checked' THEN 'second_check'
    ELSE 'approver' END"""
_CLOCK = """
FROM cases_claim AS claim
WHERE claim.state IN ('accepted', 'first_checked', 'approval') AND claim.clock_paused_on IS NULL"""
_YELLOW = """
FROM cases_claim AS claim JOIN unnest(%(days)s::int[], %(limits)s::date[]) AS step (days, until)
    ON step.days = claim.clock_days
WHERE claim.state IN ('accepted', 'first_checked', 'approval') AND claim.clock_paused_on IS NULL
    AND claim.due_on <= step.until AND claim.due_on >= %(day)s"""

_DECIDED = """
FROM cases_claim AS claim JOIN cases_decision AS decision ON decision.claim_id = claim.id
WHERE decision.decided_on >= %(since)s"""

_RERATED = """
FROM cases_rerating AS rerating JOIN cases_claim AS claim ON claim.id = rerating.claim_id
WHERE rerating.at >= %(since)s AND rerating.months <> '[]'"""

_ENDED_BY_JOB = """
FROM cases_claim AS claim
JOIN LATERAL (SELECT max(step.at) AS at FROM cases_claimstep AS step WHERE step.claim_id = claim.id AND step.verb = 'end') AS last
    ON last.at >= %(since)s
WHERE claim.state = 'ended' AND claim.end_reason = 'employed' AND claim.resident_id IS NOT NULL"""

_FAILED = """
FROM payouts_result AS result
JOIN payouts_line AS line ON line.id = result.line_id
JOIN cases_instalment AS part ON part.id = line.instalment_id
JOIN cases_claim AS claim ON claim.id = part.claim_id
WHERE result.outcome = 2 AND result.needs_account AND result.at >= %(since)s"""

#: What is still to come of each part of an agreement in force, earliest parts first, and of each order that has no agreement.
_REPAYMENTS = """
FROM (
    SELECT r.id, r.number, r.claim_id, r.resident_id, r.region_code, part.due_on,
        least(part.amount, part.up_to - (come.amount - r.settled_before)) AS left_over
    FROM payouts_recovery AS r
    JOIN LATERAL (SELECT coalesce(sum(e.amount), 0) AS amount FROM payouts_recoveryentry AS e
        WHERE e.recovery_id = r.id AND e.confirmed_at IS NOT NULL) AS come ON true
    JOIN LATERAL (SELECT p.due_on, p.amount, sum(p.amount) OVER (ORDER BY p.no) AS up_to FROM payouts_recoverypart AS p
        WHERE p.recovery_id = r.id AND p.agreement = r.agreement) AS part ON true
    WHERE r.state = 'repaying'
    UNION ALL
    SELECT r.id, r.number, r.claim_id, r.resident_id, r.region_code, r.due_on,
        r.amount - coalesce((SELECT sum(e.amount) FROM payouts_recoveryentry AS e
            WHERE e.recovery_id = r.id AND e.confirmed_at IS NOT NULL), 0)
    FROM payouts_recovery AS r WHERE r.state = 'ordered'
) AS owed
WHERE owed.left_over > 0 AND owed.due_on BETWEEN %(first)s AND %(last)s"""

_repayment = DAY.format("owed.due_on")
_REPAYMENT_NOTICE = NOTICE.format(
    select=f"""
SELECT %(kind)s, 'payouts.recovery', owed.id, {_repayment}, 'first_check', owed.region_code, NULL,
    jsonb_build_object('number', owed.number, 'day', {_repayment}, 'amount', owed.left_over::text), %(now)s
{_REPAYMENTS}"""
)
_REPAYMENT_MESSAGE = _MESSAGE.format(
    due=f"""
SELECT owed.resident_id, owed.claim_id, owed.id AS subject_id, {_repayment} AS period,
    {_CHINESE_DAY.format("owed.due_on")} AS first_word, owed.left_over::text AS second_word
{_REPAYMENTS}"""
)

#: Sample firms of a month that have not reported it; the station looks after the unit, otherwise the window of its banner.
_STAFF_REPORT_NOTICE = NOTICE.format(
    select="""
SELECT %(kind)s, 'enterprises.enterprise', unit.id, %(period)s,
    CASE WHEN unit.station_id IS NULL THEN 'acceptance' ELSE 'station' END, unit.region_code, unit.station_id,
    jsonb_build_object('number', unit.credit_code, 'day', %(period)s), %(now)s
FROM enterprises_enterprise AS unit
WHERE (unit.closed_on IS NULL OR unit.closed_on >= %(first)s)
    AND EXISTS (SELECT FROM enterprises_listing AS listing WHERE listing.enterprise_id = unit.id
        AND listing.kind = 'sample_firm' AND listing.from_on <= %(last)s
        AND (listing.until_on IS NULL OR listing.until_on >= %(first)s))
    AND NOT EXISTS (SELECT FROM enterprises_staffreport AS done WHERE done.enterprise_id = unit.id AND done.month = %(first)s)
    AND %(day_of_month)s >= (SELECT place.day FROM unnest(%(prefixes)s::text[], %(days)s::int[]) AS place(prefix, day)
        WHERE starts_with(unit.region_code, place.prefix) ORDER BY length(place.prefix) DESC LIMIT 1)"""
)

_rerated_from = "rerating.months -> 0 ->> 'month'"
_owed_month = "to_char(part.month, 'YYYY-MM')"
_by_when = "CASE WHEN part.month = %(this_month)s THEN '于本月内' ELSE '尽快' END"
_month = "to_char(last.month, 'YYYY-MM')"
_due = DAY.format("notice.due_on")
_renewed = DAY.format("decision.renewable_on")
_claim_due = DAY.format("claim.due_on")
_decided = DAY.format("decision.decided_on")
_ended = DAY.format("claim.ended_on")

NOTICE_SQL = {
    "certification": _claim_notice(_owed_month, "'station'", _owed_month, _UNCERTIFIED),
    "benefit_ends": _claim_notice(_month, "'station'", _month, _ENDING),
    "renewal": _claim_notice(_renewed, "'station'", _renewed, _RENEWABLE),
    "correction_asked": _claim_notice(_due, "'station'", _due, _ASKED_OR_PROMISED),
    "correction_overdue": _claim_notice(_due, "'acceptance'", _due, _OVERDUE),
    "clock_yellow": _claim_notice(_claim_due, _CLOCK_ROLE, _claim_due, _YELLOW),
    "clock_red": _claim_notice(_claim_due, "'approver'", _claim_due, f"{_CLOCK} AND claim.due_on < %(day)s"),
    "decided": _claim_notice(_decided, "'station'", _decided, _DECIDED),
    "rerated": _claim_notice(_IN_BEIJING.format("rerating.at"), "'station'", _rerated_from, _RERATED),
    "ended_by_job": _claim_notice(_ended, "'station'", _ended, _ENDED_BY_JOB),
    "batch_waiting": _batch_notice("finance_checker", _IN_BEIJING.format("batch.sealed_at"), "batch.state = 'sealed'"),
    "answer_missing": _batch_notice(
        "finance_maker",
        _IN_BEIJING.format("batch.sent_at"),
        "batch.state IN ('sent', 'answered') AND (batch.sent_at AT TIME ZONE 'Asia/Shanghai')::date <= %(sent_by)s",
    ),
    "payment_failed": NOTICE.format(
        select=f"""
SELECT %(kind)s, 'payouts.line', line.id, to_char(line.month, 'YYYY-MM'), 'station', claim.region_code,
    claim.station_id, jsonb_build_object('number', claim.number, 'day', to_char(line.month, 'YYYY-MM')), %(now)s
{_FAILED}"""
    ),
    "repayment_due": _REPAYMENT_NOTICE,
    "repayment_late": _REPAYMENT_NOTICE,
    "staff_report": _STAFF_REPORT_NOTICE,
}

MESSAGE_SQL = {
    "certification": _claim_message(_owed_month, _CHINESE_MONTH.format("part.month"), _by_when, _UNCERTIFIED),
    "benefit_ends": _claim_message(_month, _CHINESE_MONTH.format("last.month"), "''", _ENDING),
    "renewal": _claim_message(
        _renewed, "%(programmes)s::jsonb ->> claim.scheme", _CHINESE_DAY.format("decision.renewable_on"), _RENEWABLE
    ),
    "correction_asked": _claim_message(_due, "claim.number", _CHINESE_DAY.format("notice.due_on"), _ASKED_OR_PROMISED),
    "correction_overdue": _claim_message(_due, "claim.number", _CHINESE_DAY.format("notice.due_on"), _OVERDUE),
    "decided": _claim_message(_decided, "claim.number", "CASE WHEN decision.granted THEN '已核准' ELSE '不予核准' END", _DECIDED),
    "rerated": _MESSAGE.format(
        due=f"""
SELECT claim.resident_id, claim.id AS claim_id, rerating.id AS subject_id, {_rerated_from} AS period,
    {_CHINESE_MONTH.format(f"to_date({_rerated_from}, 'YYYY-MM')")} AS first_word,
    rerating.months -> 0 ->> 'after' AS second_word
{_RERATED}"""
    ),
    "ended_by_job": _claim_message(_ended, "claim.number", _CHINESE_DAY.format("claim.ended_on"), _ENDED_BY_JOB),
    "payment_failed": _MESSAGE.format(
        due=f"""
SELECT claim.resident_id, claim.id AS claim_id, line.id AS subject_id, to_char(line.month, 'YYYY-MM') AS period,
    {_CHINESE_MONTH.format("line.month")} AS first_word, '' AS second_word
{_FAILED}"""
    ),
    "repayment_due": _REPAYMENT_MESSAGE,
    "repayment_late": _REPAYMENT_MESSAGE,
}

MESSAGE_SQL |= {
    "unit_asked": _UNIT_MESSAGE.format(
        due=f"""
SELECT row.enterprise_id, row.scheme, row.id AS subject_id, {DAY.format("asked.asked_on")} AS period, asked.token,
    row.amount::text AS first_word, account.last4 AS second_word, {_CHINESE_DAY.format("asked.until")} AS third_word
FROM cases_unitanswer AS asked JOIN cases_screenedunit AS row ON row.id = asked.unit_id
JOIN enterprises_corporateaccount AS account ON account.id = asked.account_id
WHERE asked.answer = '' AND asked.until >= %(day)s AND row.outcome = 'qualified'"""
    ),
    "unit_left_out": _UNIT_MESSAGE.format(
        due=f"""
SELECT row.enterprise_id, row.scheme, row.id AS subject_id, {DAY.format("told.told_on")} AS period, told.token,
    '' AS first_word, '' AS second_word, '' AS third_word
FROM cases_unitnotice AS told JOIN cases_screenedunit AS row ON row.id = told.unit_id
WHERE told.told_on >= %(since)s AND row.outcome <> 'qualified'"""
    ),
}

#: `%1$s` and `%2$s` are the two words that the statement gives.
MESSAGES = {
    "certification": "【就业服务】请%2$s到服务站办理%1$s失业保险金按月认证，未认证的当月待遇暂缓发放。",
    "benefit_ends": "【就业服务】您的失业保险金发放至%1$s期满，如仍需求职帮助请到服务站登记。",
    "renewal": "【就业服务】您享受的%1$s本期将于%2$s届满，届满后仍符合条件的可申请下一期，请备齐材料到服务站办理。",
    "correction_asked": "【就业服务】您的申请%1$s材料需补正，请于%2$s前到服务站办理。",
    "correction_overdue": "【就业服务】您的申请%1$s补正期限%2$s已过，请尽快联系服务站，逾期视为撤回申请。",
    "decided": "【就业服务】您的申请%1$s%2$s，决定书请到服务站领取。",
    "rerated": "【就业服务】因最低工资标准调整，您的失业保险金自%1$s起调整为每月%2$s元。",
    "ended_by_job": (
        "【就业服务】您的申请%1$s因就业登记（%2$s就业）停止发放待遇，未领取的月份予以保留。"
        "停发通知书请到服务站领取；登记有误或有异议，请到服务站提出，也可依通知书申请行政复议或提起行政诉讼。"
    ),
    "repayment_due": "【就业服务】您应于%1$s前缴还%2$s元，请按决定书、追回通知或还款协议缴款，如有困难请到服务站说明。",
    "repayment_late": "【就业服务】您应于%1$s前缴还的%2$s元尚未到账，请尽快缴款或与经办机构联系。",
    "unit_asked": "【就业服务】贵单位符合%1$s条件，拟发放%2$s元至尾号%3$s的账户，请于%4$s前核对确认：%5$s",
    "unit_left_out": "【就业服务】贵单位未列入本次%1$s免申即享名单，原因、自行申请和提出异议的办法见：%5$s",
    "payment_failed": "【就业服务】您%1$s的待遇银行退回未到账，请到服务站核对银行卡信息。",
}
