"""The same people collected with more and more paid months on disk: the cost must follow the month, not the years."""

from collections.abc import Iterator
from datetime import date

from bench import cases, scratch
from bench.scratch import Found
from core import clock
from payouts.models import Line
from payouts.services.collect import collect

MONTHS = 10
TARGET = 1.1
NEXT, NEXT_MORNING = date(2026, 12, 1), "2026-12-21T09:00"

OLD_INSTALMENTS = """
INSERT INTO cases_instalment (decision_id, claim_id, resident_id, scheme, fund, region_code, month, period, amount)
SELECT decision_id, claim_id, resident_id, scheme, fund, region_code, m::date, to_char(m, 'YYYY-MM'), amount
FROM generate_series(%s::date - %s * interval '1 month', %s::date - interval '1 month', interval '1 month') m, cases_instalment
WHERE month = %s ORDER BY m
"""
OLD_BATCHES = """
INSERT INTO payouts_batch (number, fund, league_code, region_code, month, pay_on, seq, state, line_count, total, held_count,
    control_digest, seal_no, made_by_id, made_at, released_by_id, released_at, cancel_reason, file_name, file_digest,
    paid_count, paid_total, failed_count, failed_total, returned_count, returned_total)
SELECT 'UI' || substr(code, 1, 4) || to_char(m, '-YYYYMM'), 'UI', code, code, m, m, 1, 'closed', 1, 1, 0, 'x', 1,
    %s, now(), %s, now(), '', '', '', 0, 0, 0, 0, 0, 0
FROM stations_region, (SELECT DISTINCT month AS m FROM cases_instalment WHERE month < %s) months WHERE level = 2
"""
OLD_LINES = """
INSERT INTO payouts_line (batch_id, instalment_id, resident_id, account_id, line_no, attempt, standing, hold_reason, amount,
    month, made_at, fund, scheme, league_code, region_code, holder_name, last4, cnaps, account_hash, account_cipher)
SELECT b.id, i.id, i.resident_id, a.id, row_number() OVER (PARTITION BY b.id), 1, 1, 0, i.amount, i.month, now(), 'UI', i.scheme,
    b.league_code, i.region_code, a.holder_name, a.last4, a.bank_code, a.number_hash, a.number
FROM cases_instalment i JOIN cases_bankaccount a ON a.resident_id = i.resident_id
JOIN payouts_batch b ON b.league_code = substr(i.region_code, 1, 4) || '00' AND b.month = i.month
WHERE i.month < %s ORDER BY i.month
"""
OLD_RESULTS = """
INSERT INTO payouts_result (line_id, batch_id, outcome, needs_account, on_day, at, reason_code, reason)
SELECT id, batch_id, CASE WHEN id %% 100 = 0 THEN 2 ELSE 1 END, id %% 100 = 0, month, now(), '', '' FROM payouts_line
WHERE month < %s
"""
NEXT_INSTALMENTS = """
INSERT INTO cases_instalment (decision_id, claim_id, resident_id, scheme, fund, region_code, month, period, amount)
SELECT decision_id, claim_id, resident_id, scheme, fund, region_code, %s, to_char(%s::date, 'YYYY-MM'), amount
FROM cases_instalment WHERE month = %s
"""


def ground(n: int) -> cases.Staff:
    """What `measure` stands on: n people with an instalment each."""
    staff = cases.staff()
    cases.granted(n, staff)
    return staff


def measure(n: int, staff: cases.Staff) -> Iterator[Found]:
    """One month collected on an empty disk, then the next one with ten paid months of everybody before them."""
    with clock.at(cases.MORNING):
        first = scratch.timed(lambda: collect(month=cases.MONTH, actor=staff.maker))
    with scratch.unchecked():
        scratch.sql(OLD_INSTALMENTS, [cases.MONTH, MONTHS, cases.MONTH, cases.MONTH])
        scratch.sql(OLD_BATCHES, [staff.maker.pk, staff.checker.pk, cases.MONTH])
        scratch.sql(OLD_LINES, [cases.MONTH])
        scratch.sql(OLD_RESULTS, [cases.MONTH])
        scratch.sql("UPDATE payouts_sweep SET up_to = (SELECT max(id) FROM cases_instalment)")
        scratch.sql(NEXT_INSTALMENTS, [NEXT, NEXT, cases.MONTH])
    scratch.settle()
    old = Line.objects.count()
    with clock.at(NEXT_MORNING):
        seconds = scratch.timed(lambda: collect(month=NEXT, actor=staff.maker))
    if Line.objects.count() != old + n:
        raise SystemExit("the lines are not what was filled in")
    yield Found("collect with old lines on disk", n, seconds, first, TARGET, note=f"{old:,} old lines; floor: none")
