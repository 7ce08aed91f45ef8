"""`make run`: the whole portal on this machine, with demo data, until Ctrl-C.

Servers first, then tables, data and static files, then one process each for pages, work, timetable and the demo bank.
A process that dies is started again; all of them die with this one.
"""

import contextlib
import ctypes
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import django
from django.core.management import CommandError, call_command, get_commands
from django.db import connection, connections

from portal import servers, translations
from portal.embedded import postgres
from portal.embedded.process import ServerTrouble

HOST = "127.0.0.1"
GRACE = 20.0
LONGEST_PAUSE = 30.0
SOUND_AFTER = 20.0
SERVER_CHECK = 5.0
DIE_WITH_PARENT = 1
BEGAN = time.monotonic()

ACCOUNTS = """\
  station1            logs residents and claims at a station
  accept1             accepts claims          check1, check2   first and second check
  approve1            decides                 finance1, finance2   make up and release payments
  audit1              reads the audit trail   rules1, rules2   publish rules
  admin1              manages stations, staff and holidays at /admin/
  The same with an n at the end (station1n, check1n ...) work in another league."""


class Stopped(BaseException):
    """Somebody asked us to stop."""


@dataclass
class Child:
    """One process that must run, and when it may be started again."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 1.0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        """It runs afterwards, in a session of its own, its output in its log."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command, cwd=servers.ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                start_new_session=True, preexec_fn=_die_with_parent,  # noqa: PLW1509 - one thread only
            )  # fmt: skip
        self.started = time.monotonic()

    def watch(self) -> None:
        """Report a death once; start again after a pause that grows while it keeps dying."""
        if self.process and self.process.poll() is not None:
            lived = time.monotonic() - self.started
            self.pause = 1.0 if lived > SOUND_AFTER else min(self.pause * 2, LONGEST_PAUSE)
            self.not_before = time.monotonic() + self.pause
            _say(f"{self.name} ended with {self.process.returncode}; starting it again in {self.pause:.0f} s. Log: {self.log}")
            self.process = None
        if self.process is None and time.monotonic() >= self.not_before:
            self.start()

    def signal(self, number: int) -> None:
        """Pass a signal on, to the process alone or, for SIGKILL, to all that it started."""
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number) if number == signal.SIGKILL else self.process.send_signal(number)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not (text.isdigit() and 0 < int(text) < 65536):
        raise ServerTrouble(f"PORT={text} is not a port number.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError:
            raise ServerTrouble(f"Port {text} is taken by another program. Choose another one: make run PORT=8001") from None
    return int(text)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One `make run` a state: two timetables would ring every bell twice."""
    with (servers.state() / "running").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerTrouble(
                f"`make run` is already at work on {servers.state()}. For a second one set PORTAL_STATE."
            ) from None
        yield


def prepare() -> None:
    """Tables are of today, demo data is there, static files and catalogues are built."""
    translations.compile_all()
    django.setup()
    _forget_half_told_demo()
    _say("Bringing the tables up to date")
    call_command("migrate", interactive=False, verbosity=0)
    if _empty():
        _tell_demo()
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()


def _empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select not exists (select 1 from cases_resident)")
        return bool(cursor.fetchone()[0])


def _seeding() -> Path:
    """A note that stands only while the demo data are being made."""
    return servers.state() / "seeding"


def _tell_demo() -> None:
    _say("Making the demo data")
    _seeding().touch()
    try:
        call_command("seed", residents=int(os.environ.get("PORTAL_DEMO_RESIDENTS", "5000")), seed=1)
    except CommandError as refused:
        _say(f"No demo data: {refused}")
    _seeding().unlink()


def _forget_half_told_demo() -> None:
    if not _seeding().exists():
        return
    if not servers.embeds_postgres():
        raise ServerTrouble(f"An earlier start ended while it made the demo data: empty the database, then remove {_seeding()}.")
    _say("An earlier start ended while it made the demo data; they are made anew")
    postgres.empty(servers.state())
    _seeding().unlink()


def children(port: int) -> list[Child]:
    """The processes of the portal, in the order in which they start."""
    logs = servers.state() / "logs"
    logs.mkdir(mode=0o700, exist_ok=True)
    celery = [sys.executable, "-m", "celery", "-A", "portal"]
    web = [sys.executable, "-m", "gunicorn", "portal.wsgi", f"--bind={HOST}:{port}", "--workers=2", "--threads=4"]
    table = {
        "web": [*web, "--access-logfile=-", "--no-control-socket"],
        "worker": [*celery, "worker", "--loglevel=info", "--concurrency=2"],
        "timetable": [*celery, "beat", "--loglevel=info", f"--schedule={servers.state() / 'beat'}", "--pidfile="],
    }
    if "demo_bank" in get_commands():
        table["bank"] = [sys.executable, "manage.py", "demo_bank"]
    return [Child(name, command, logs / f"{name}.log") for name, command in table.items()]


def _status(port: int) -> int:
    """What the first page answers; 0 while nothing answers."""
    with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=5)) as asking:
        try:
            asking.request("GET", "/")
            return asking.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0


def _announce(port: int, status: int) -> None:
    _say(f"\nThe portal answers at http://localhost:{port}/ ({time.monotonic() - BEGAN:.0f} s after the start). Sign in as\n")
    _say(f"{ACCOUNTS}\n\n  Password of every account: Portal-demo-2026\n")
    _say(f"Data, files and logs: {servers.state()}\nCtrl-C stops it all; the data stays.")
    if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        _say(f"The first page fails with {status}: see {servers.state() / 'logs' / 'web.log'}")


def watch(running: list[Child], port: int) -> None:
    """Keep everything alive until somebody stops us, which raises Stopped."""
    announced, checked = False, time.monotonic()
    while True:
        for child in running:
            child.watch()
        if not announced and (status := _status(port)):
            announced = True
            _announce(port, status)
        if time.monotonic() - checked > SERVER_CHECK:
            if servers.up():
                _say("An embedded server had died and was started again.")
            checked = time.monotonic()
        time.sleep(0.3)


def stop(running: list[Child]) -> None:
    """Nothing of ours runs afterwards: asked first, killed after a while."""
    for child in running:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for child in running:
        if child.process:
            with contextlib.suppress(subprocess.TimeoutExpired, Stopped):
                child.process.wait(max(0.1, deadline - time.monotonic()))
            child.signal(signal.SIGKILL)
            child.process.wait()


def _stop_asked(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def main() -> int:
    """Exit 0 after Ctrl-C, 1 when the start is refused."""
    os.environ.update(PORTAL_DEMO="1", DJANGO_SETTINGS_MODULE="portal.settings")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop_asked)
    running: list[Child] = []
    try:
        port = _port()
        servers.own_state()
        servers.up()
        with _alone(), servers.in_use():
            try:
                prepare()
                running = children(port)
                watch(running, port)
            finally:
                _say("\nStopping")
                stop(running)
    except Stopped:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stopped = servers.down_if_idle()
        _say("Stopped." if stopped else "Stopped; the database servers stay up.")
        return 0
    except (ServerTrouble, CommandError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
