"""Month after month: one worker against two that collect side by side, and a month with old lines on disk against the first."""

import multiprocessing
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import connection, connections

from bench import cases, scratch
from bench.paying import FLOOR_TABLE
from bench.scratch import Found
from core import clock
from payouts.models import Line
from payouts.services.collect import collect
from stations.models import User

MONTHS = (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1))
#: Two workers are asked to be 1.7 times as fast as one.
TWO = 1 / 1.7
OLD = 1.1

EARLIER = """
INSERT INTO cases_instalment (decision_id, claim_id, resident_id, scheme, fund, region_code, month, period, amount)
SELECT decision_id, claim_id, resident_id, scheme, fund, region_code, %s, to_char(%s::date, 'YYYY-MM'), amount
FROM cases_instalment WHERE month = %s
"""
FLOOR_PART = """
INSERT INTO floor_line (batch_id, instalment_id, resident_id, line_no, amount, month, state, holder_name, account_cipher)
SELECT (SELECT min(id) FROM payouts_batch), i.id, i.resident_id, i.id, i.amount, i.month, 'sealed', a.holder_name, a.number
FROM cases_instalment i JOIN cases_bankaccount a ON a.resident_id = i.resident_id WHERE i.month = %s AND i.id %% %s = %s
"""


def ground(n: int) -> cases.Staff:
    """n people with an instalment in each of MONTHS."""
    staff = cases.staff()
    cases.granted(n, staff)
    with scratch.unchecked():
        for month in MONTHS:
            if month != cases.MONTH:
                scratch.sql(EARLIER, [month, month, cases.MONTH])
    scratch.settle()
    return staff


def measure(n: int, staff: cases.Staff) -> Iterator[Found]:
    """The first month and the last by one worker, the one between by two."""
    first, both, last = (_collected(month, workers, staff.maker) for month, workers in zip(MONTHS, (1, 2, 1), strict=True))
    lines = Line.objects.sealed().count()
    if lines != len(MONTHS) * (n - n // 100):
        raise SystemExit(f"{lines} lines were sealed: that is not what was filled in")
    yield Found("two workers collect a month; floor: one", n, both, (first + last) / 2, TWO)
    alone, beside = _bare(1), _bare(2)
    yield Found("two bare statements side by side; floor: one", n, beside, alone)
    yield Found(f"a month with {2 * n:,} old lines; floor: none", n, last, first, OLD)


def _collected(month: date, workers: int, maker: User) -> float:
    """Seconds until everything due in `month` is sealed, by so many processes that know nothing of each other."""
    return _beside(_collect, [(month, maker.pk)] * workers)


def _bare(workers: int) -> float:
    """Seconds until the lines of a month alone stand in a table with row foreign keys, each worker doing its part of them.

    What this machine gives a second worker at this moment, whatever the portal does.
    """
    scratch.sql("DROP TABLE IF EXISTS floor_line")
    scratch.sql(FLOOR_TABLE)
    seconds = _beside(_insert, [(part, workers) for part in range(workers)])
    scratch.sql("DROP TABLE floor_line")
    return seconds


def _beside(work: Callable[..., None], given: list[tuple[Any, ...]]) -> float:
    """Seconds until every process of its own has done `work`, one for each of `given`."""
    scratch.settle()
    connection.close()
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=work, args=each) for each in given]

    def run() -> None:
        for process in processes:
            process.start()
        for process in processes:
            process.join()

    seconds = scratch.timed(run)
    if any(process.exitcode for process in processes):
        raise SystemExit("a worker failed")
    return seconds


def _insert(part: int, parts: int) -> None:
    scratch.sql(FLOOR_PART, [cases.MONTH, parts, part])
    connection.close()


def _collect(month: date, maker_id: int) -> None:
    for inherited in connections.all(initialized_only=True):
        inherited.connection = None  # a line to the server belongs to the process that opened it
    with clock.at(cases.MORNING):
        collect(month=month, actor=User.objects.get(pk=maker_id))
    connection.close()
