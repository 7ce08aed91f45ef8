"""The same month collected with more and more paid months on disk: the cost must follow the month, not the years.

`python -m bench.history 100000 0 10 30`: so many people, and so many paid months of theirs before.
"""

import sys
from datetime import date
from typing import Any

from bench import scratch
from bench.collect import MONTH, fill

OLD_INSTALMENTS = """
INSERT INTO cases_instalment (decision_id, claim_id, resident_id, scheme, fund, region_code, month, amount)
SELECT decision_id, claim_id, resident_id, scheme, fund, region_code, m::date, amount
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
SELECT id, batch_id, CASE WHEN id % 100 = 0 THEN 2 ELSE 1 END, id % 100 = 0, month, now(), '', '' FROM payouts_line
"""
MARKS = """
INSERT INTO payouts_sweep (league_code, month, up_to)
SELECT code, %s, (SELECT max(id) FROM cases_instalment) FROM stations_region WHERE level = 2
"""


def measure(people: int, months: int) -> dict[str, Any]:
    """Seconds that collecting one month of `people` takes with `months` paid months of each on disk."""
    with scratch.scratch(f"bench_history_{months}"):
        from core import clock  # noqa: PLC0415
        from payouts.models import Line  # noqa: PLC0415
        from payouts.services.collect import collect  # noqa: PLC0415
        from tests.factories import programmes, stations  # noqa: PLC0415

        programmes.shipped_law()
        maker, other = stations.make_user("finance_maker", stations.WHOLE_REGION), stations.make_user()
        fill(people, (maker.pk, other.pk), stations.make_station().pk)
        if months:
            _paid_before(months, maker.pk, other.pk)
        old = Line.objects.count()
        with clock.at("2026-11-20T09:00"):
            seconds = scratch.timed(lambda: collect(month=MONTH, actor=maker))
        if Line.objects.count() != old + people:
            raise SystemExit("the lines are not what was filled in")
    return {"people": people, "old": old, "seconds": seconds}


def _paid_before(months: int, maker: int, other: int) -> None:
    scratch.sql("SET session_replication_role = replica")
    scratch.sql(OLD_INSTALMENTS, MONTH, months, MONTH, MONTH)
    scratch.sql(OLD_BATCHES, maker, other, MONTH)
    scratch.sql(OLD_LINES, MONTH)
    scratch.sql(OLD_RESULTS)
    scratch.sql(MARKS, date(MONTH.year, MONTH.month - 1, 1))
    scratch.sql("SET session_replication_role = origin")
    scratch.sql("VACUUM ANALYZE")
    scratch.sql("CHECKPOINT")


if __name__ == "__main__":
    for before in [int(text) for text in sys.argv[2:]] or [0, 10, 30]:
        found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, before)
        print(f"collect {found['people']:,} lines with {found['old']:>10,} old ones: {found['seconds']:.2f} s", flush=True)
