"""One released batch of any number of lines, put straight into its tables."""

from typing import Any

from bench import scratch

ACCOUNT = "6217001234567890122"

BATCH = """
INSERT INTO payouts_batch (number, fund, league_code, region_code, month, pay_on, seq, state, line_count, total, held_count,
    control_digest, seal_no, made_by_id, made_at, sealed_at, released_by_id, released_at, sent_at, file_name, file_digest,
    cancel_reason, paid_count, paid_total, failed_count, failed_total, returned_count, returned_total)
VALUES ('UI1505-20261123-01', 'UI', '150500', '150500', '2026-11-01', '2026-11-23', 1, 'sent', %s, %s, 0,
    repeat('0', 64), 1, %s, now(), now(), %s, now(), now(), '', '', '', 0, 0, 0, 0, 0, 0) RETURNING id
"""
LINES = """
INSERT INTO payouts_line (batch_id, instalment_id, resident_id, account_id, line_no, attempt, standing, hold_reason, amount,
    month, made_at, fund, scheme, league_code, region_code, holder_name, last4, cnaps, account_hash, account_cipher)
SELECT %s, n, n, n, n, 1, 1, 0, CASE WHEN n %% 3 = 0 THEN 2221.20 ELSE 2156.50 END, '2026-11-01',
    now(), 'UI', 'unemployment_benefit', '150500', '150502', '张建国', '0122', '105100000017', %s, %s
FROM generate_series(1, %s) n
"""


def fill(lines: int, maker: int, checker: int) -> Any:
    """The batch, sent, with `lines` sealed lines; guards are off while it is filled in."""
    from django.db import connection  # noqa: PLC0415

    from core import crypto  # noqa: PLC0415
    from payouts.models import Batch  # noqa: PLC0415

    thirds = lines // 3
    total = thirds * 222120 + (lines - thirds) * 215650
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(BATCH, [lines, f"{total // 100}.{total % 100:02d}", maker, checker])
        batch_id = cursor.fetchone()[0]
        cursor.execute(LINES, [batch_id, crypto.blind_index("account", ACCOUNT), crypto.encrypt(ACCOUNT), lines])
        cursor.execute("SET session_replication_role = origin")
    scratch.sql("VACUUM ANALYZE")
    scratch.sql("CHECKPOINT")
    return Batch.objects.get(pk=batch_id)
