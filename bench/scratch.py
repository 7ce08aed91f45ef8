"""A database of its own for a measurement, and people, claims and instalments made by SQL."""

import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.db import connection


@contextmanager
def scratch(name: str) -> Iterator[None]:
    """Django is set up on an empty, migrated database that is dropped afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    before = connection.settings_dict["NAME"]
    connection.settings_dict.setdefault("TEST", {})["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def timed(work: Callable[[], Any]) -> float:
    """Seconds that `work` took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def sql(text: str, *values: Any) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)


def peak_mebibytes() -> float:
    """The most memory that this process has held; the database server's is asked for by `server_peak`."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def server_peak() -> float:
    """Private memory in MiB of this connection's server process at its highest, where the system tells it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    status = Path(f"/proc/{pid}/status")
    try:
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
    except OSError:
        return float("nan")
    return int(fields["RssAnon"].split()[0]) / 1024


PEOPLE = """
INSERT INTO cases_resident (name, name_pairs, initials, sort_key, id_number, id_hash, id_last4, sex, born_on, mobile, address,
    station_id, region_code, note, created_at, created_by_id)
SELECT '张建国', '{}', 'zjg', 'zhang', '\\x00', sha256(('id' || n)::bytea), '0000', 'male', '1980-01-01', '', '', %s,
    (ARRAY['1501','1502','1503','1504','1505','1506','1507','1508','1509','1522','1525','1529'])[1 + n %% 12] || '02',
    '', now(), %s
FROM generate_series(%s::int, %s::int) n
"""
ACCOUNTS = """
INSERT INTO cases_bankaccount (resident_id, number, number_hash, last4, holder_name, bank_name, bank_code, state, is_current,
    recorded_by_id, recorded_at, verified_by_id, verified_at)
SELECT id, substr(sha256(('a' || id)::bytea) || sha256(('b' || id)::bytea), 1, 48), sha256(('c' || id)::bytea),
    lpad((id %% 10000)::text, 4, '0'), name, '中国建设银行', '105100000017',
    CASE WHEN id %% 100 = 0 THEN 'unverified' ELSE 'verified' END,
    true, %s, now(), %s, now() FROM cases_resident
"""
CLAIMS = """
INSERT INTO cases_claim (number, resident_id, scheme, state, station_id, region_code, channel, facts, facts_version, submit_token,
    created_at, created_by_id, accepted_on, submitted_at, agreed_at, round, end_reason)
SELECT 'B' || id, id, 'unemployment_benefit', 'granted', station_id, region_code, 'station', '{}', 1, gen_random_uuid(),
    now(), %s,
    '2026-10-01', now(), now(), 1, '' FROM cases_resident
"""
ASSESSMENTS = """
INSERT INTO cases_assessment (claim_id, facts_version, "on", facts, result, rules_label, digest, eligible, amount,
    assessed_by_id, assessed_at)
SELECT id, 1, '2026-10-01', '{}', '{}', 'unemployment_benefit@2025-07-01', '', true, 2156.50, %s, now() FROM cases_claim
"""
DECISIONS = """
INSERT INTO cases_decision (number, claim_id, assessment_id, granted, amount, reason, left_out, decided_on, checked_by_id,
    decided_by_id)
SELECT 'D' || claim_id, claim_id, id, true, 2156.50, '', '[]', '2026-10-01', %s, %s FROM cases_assessment
"""
INSTALMENTS = """
INSERT INTO cases_instalment (decision_id, claim_id, resident_id, scheme, fund, region_code, month, amount)
SELECT d.id, c.id, c.resident_id, c.scheme, 'UI', c.region_code, %s, CASE WHEN c.id %% 3 = 0 THEN 2221.20 ELSE 2156.50 END
FROM cases_claim c JOIN cases_decision d ON d.claim_id = c.id
"""
