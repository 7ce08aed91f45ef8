"""`make run`, from an empty folder to a page that answers, through the death of its parts, to silence after Ctrl-C."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def alive_in(state):
    """The command lines of the processes that work for that state folder, its children without a mark of it included."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            environment = (place / "environ").read_bytes()
            command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if f"PORTAL_STATE={state}".encode() + b"\0" in environment and command:
            found[int(place.name)] = command
    return found


class Run:
    """One `make run` without make, and what it said so far."""

    def __init__(self, state, port):
        keep = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "PORTAL_PG_BIN"}}
        self.environment = {**keep, "PORTAL_STATE": str(state), "PORT": str(port), "PORTAL_DEMO_RESIDENTS": "30"}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.log = state.with_suffix(".log")
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.serve"], cwd=ROOT, env=self.environment, stdout=out, stderr=out
            )

    def says(self, words):
        """Wait for words on the terminal."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.log.read_text(errors="replace"):
            if time.monotonic() > deadline or (self.process.poll() is not None):
                pytest.fail(f"{words!r} was not said; what was: {self.log.read_text(errors='replace')}")
            time.sleep(0.1)

    def again(self, **changes):
        """What a second start says while this one runs."""
        command = [sys.executable, "-m", "portal.serve"]
        return subprocess.run(
            command, cwd=ROOT, env={**self.environment, **changes}, capture_output=True, text=True, check=False, timeout=PATIENCE
        )


@pytest.fixture
def run():
    state = Path("/tmp") / f"portal-run-{os.getpid()}"
    state.mkdir(mode=0o700)
    (state / "seeding").touch()  # as a start leaves it that was killed half way
    port = free_port()
    running = Run(state, port)
    running.port = port
    yield running
    running.process.send_signal(signal.SIGTERM)
    running.process.wait(PATIENCE)
    for pid in alive_in(state):
        os.kill(pid, signal.SIGKILL)
    subprocess.run(["rm", "-rf", str(state), str(running.log)], check=True)


def status(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    return connection.getresponse().status


@pytest.mark.kill
def test_it_comes_up_stays_up_and_goes_down(run):
    state = Path(run.environment["PORTAL_STATE"])
    run.says(f"The portal answers at http://localhost:{run.port}/")
    assert "they are made anew" in run.log.read_text()
    assert not (state / "seeding").exists()
    assert status(run.port, "/health/") == 200
    assert status(run.port, "/") == 302
    assert "web.log" not in run.log.read_text()

    taken, twice = run.again(), run.again(PORT=str(free_port()))
    assert taken.returncode == 1
    assert "is taken" in taken.stderr
    assert twice.returncode == 1
    assert "already at work" in twice.stderr

    worker = min(pid for pid, command in alive_in(state).items() if "portal worker" in command)
    os.kill(worker, signal.SIGKILL)
    run.says("worker ended with -9; starting it again")
    postmaster = next(state.glob("pg*/data/postmaster.pid"))
    os.kill(int(postmaster.read_text().split()[0]), signal.SIGKILL)
    run.says("An embedded server had died and was started again")
    assert status(run.port, "/health/") == 200

    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(PATIENCE) == 0
    assert alive_in(state) == {}
