"""A database of its own for a measurement; seconds, memory and rows of the table."""

import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, connections
from psycopg.errors import InsufficientPrivilege

EVERY = 0.05
BLOCK = 1 << 20
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What one piece of work took: seconds, and the most memory in MiB of this process and of its database server process.

    `busy` is the processor time of both together, in seconds: on a machine with other work it moves less than the clock.
    """

    seconds: float
    memory: float
    server: float
    busy: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.seconds + other.seconds, max(self.memory, other.memory), max(self.server, other.server), self.busy + other.busy
        )


@dataclass(frozen=True)
class Found:
    """One row of the table. `target` is the ratio that is asked for, None where none is; `n` what was worked through."""

    what: str
    n: int
    seconds: float
    floor: float
    target: float | None = None
    memory: float = 0.0
    server: float = 0.0
    note: str = ""
    busy: float = 0.0
    floor_busy: float = 0.0

    @property
    def busy_ratio(self) -> float | None:
        """Times the floor in processor time; None where that was not taken."""
        return self.busy / self.floor_busy if self.floor_busy else None

    @property
    def ratio(self) -> float:
        """Times the floor."""
        return self.seconds / self.floor if self.floor else float("nan")

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        if self.target is None:
            return ""
        return f"{'within' if self.ratio <= self.target else 'ABOVE'} {self.target:.2g}"


@contextmanager
def empty(name: str) -> Iterator[None]:
    """A migrated database beside the one of the settings, to copy others from; it is dropped afterwards, whatever happens."""
    before = connection.settings_dict["NAME"]
    connection.settings_dict.setdefault("TEST", {})["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def database(name: str) -> Iterator[None]:
    """A copy of the database in use, which nobody else may be connected to; it is dropped afterwards, whatever happens."""
    like = connection.settings_dict["NAME"]
    connections.close_all()
    _elsewhere(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = like
        _elsewhere(f'DROP DATABASE "{name}" WITH (FORCE)')


def _elsewhere(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def cost(work: Callable[[], Any]) -> Cost:
    """What `work` takes, done once."""
    pid = one("SELECT pg_backend_pid()")
    _forget_peak()
    with _watched(pid) as seen:
        start, busy = time.perf_counter(), _busy(pid)
        work()
        seconds, busy = time.perf_counter() - start, _busy(pid) - busy
    return Cost(seconds, _status(os.getpid(), "VmHWM"), max(seen, default=0.0), busy)


def timed(work: Callable[[], Any]) -> float:
    """Seconds that `work` took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], Any], times: int) -> float:
    """The median of so many runs, after one that is not counted."""
    work()
    return statistics.median(timed(work) for _number in range(times))


def sql(text: str, values: Any = None) -> int:
    """Run one statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.rowcount


def rows(text: str, values: Any = None) -> list[Any]:
    """What a statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return list(cursor.fetchall())


def one(text: str, values: Any = None) -> Any:
    """The first value that a statement answers."""
    return rows(text, values)[0][0]


def copy_out(text: str, file: BinaryIO, values: Any = None) -> None:
    """The bytes of a COPY ... TO STDOUT go into `file`."""
    with connection.cursor() as cursor, cursor.copy(text, values) as copy:
        for block in copy:
            file.write(block)


def copy_in(text: str, file: BinaryIO) -> None:
    """The bytes of `file` go into a COPY ... FROM STDIN."""
    with connection.cursor() as cursor, cursor.copy(text) as copy:
        while block := file.read(BLOCK):
            copy.write(block)


@contextmanager
def unchecked() -> Iterator[None]:
    """Rows that are right by the way they are made go in without triggers, where the server lets us."""
    try:
        sql("SET session_replication_role = replica")
    except Exception as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        yield
        return
    try:
        yield
    finally:
        sql("SET session_replication_role = origin")


@contextmanager
def indexed_afterwards(table: str) -> Iterator[None]:
    """The indexes of `table` that hold no constraint are away inside the block and built again after it."""
    found = rows(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        [table],
    )
    for name, _definition in found:
        sql(f'DROP INDEX "{name}"')
    yield
    sql("SET maintenance_work_mem = '512MB'")
    for _name, definition in found:
        sql(definition)


def settle() -> None:
    """Statistics are fresh and nothing is left to be flushed, as after a night."""
    if not connection.in_atomic_block:
        sql("VACUUM ANALYZE")
        sql("CHECKPOINT")
    else:
        sql("ANALYZE")


def _busy(pid: int) -> float:
    """Processor time of this process and of `pid` so far; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return time.process_time() + (int(fields[11]) + int(fields[12])) / TICKS


def _status(pid: int, field: str) -> float:
    """A figure of /proc in MiB; 0 where the system does not tell."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in text.splitlines() if line.startswith(field + ":")]
    return int(found[0]) / 1024 if found else 0.0


def _forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


@contextmanager
def _watched(pid: int) -> Iterator[list[float]]:
    """The private memory of a process, looked at again and again."""
    seen: list[float] = []
    done = threading.Event()

    def look() -> None:
        while not done.wait(EVERY):
            seen.append(_status(pid, "RssAnon"))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()
