"""Month after month: one worker against two that collect side by side, and a month with old lines on disk against the first."""

import multiprocessing
from collections.abc import Iterator
from datetime import date

from django.db import connection, connections

from bench import cases, scratch
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
    yield Found(f"a month with {2 * n:,} old lines; floor: none", n, last, first, OLD)


def _collected(month: date, workers: int, maker: User) -> float:
    """Seconds until everything due in `month` is sealed, by so many processes that know nothing of each other."""
    scratch.settle()
    connection.close()
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=_collect, args=(month, maker.pk)) for _number in range(workers)]

    def run() -> None:
        for process in processes:
            process.start()
        for process in processes:
            process.join()

    seconds = scratch.timed(run)
    if any(process.exitcode for process in processes):
        raise SystemExit("a worker failed")
    return seconds


def _collect(month: date, maker_id: int) -> None:
    for inherited in connections.all(initialized_only=True):
        inherited.connection = None  # a line to the server belongs to the process that opened it
    with clock.at(cases.MORNING):
        collect(month=month, actor=User.objects.get(pk=maker_id))
    connection.close()
