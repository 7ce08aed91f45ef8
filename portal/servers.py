"""Where Postgres and Redis are, and the embedded pair that the demo and the tests start for themselves.

DATABASE_URL and REDIS_URL name real servers; each one set switches its embedded counterpart off. Without them both live in
the folder PORTAL_STATE and are reached over sockets that only their owner can open: nothing listens on the network.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from portal.embedded import postgres, valkey
from portal.embedded.process import ServerTrouble

ROOT = Path(__file__).resolve().parent.parent
# A socket address holds 107 characters; the longest name inside the state folder takes 30 of them.
LONGEST_STATE = 75


def state() -> Path:
    """The folder of the embedded servers: PORTAL_STATE, else one of its own for this user and this checkout."""
    named = os.environ.get("PORTAL_STATE")
    if named:
        folder = Path(named).absolute()
    else:
        mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
        folder = Path("/var/tmp") / f"portal-{os.getuid()}-{mark}"  # noqa: S108 - ownership is checked in own_state()
    if len(str(folder)) > LONGEST_STATE:
        raise ServerTrouble(f"The path {folder} is too long for a socket: set PORTAL_STATE to a shorter one.")
    return folder


def own_state() -> Path:
    """The state folder, made and ours. One that somebody else laid out in a shared place is refused, not trusted."""
    folder = state()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise ServerTrouble(f"{folder} belongs to somebody else: set PORTAL_STATE to a folder of your own.")
    # As root the database's user must be able to pass through to its own part.
    folder.chmod(0o711 if os.getuid() == 0 else 0o700)
    return folder


def embeds_postgres() -> bool:
    """Whether the database is the embedded one."""
    return not os.environ.get("DATABASE_URL")


def embeds_valkey() -> bool:
    """Whether queue and cache are the embedded one."""
    return not os.environ.get("REDIS_URL")


def database_settings() -> dict[str, Any]:
    """Django's DATABASES["default"]. Starts nothing and writes nothing."""
    if embeds_postgres():
        return {"ENGINE": "django.db.backends.postgresql", **postgres.address(state()), "OPTIONS": {}}
    url = urlsplit(os.environ["DATABASE_URL"])
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        raise ServerTrouble("DATABASE_URL must read postgresql://user:password@host:port/name; only Postgres is supported.")
    options = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", unquote(url.hostname or "")),
        "PORT": str(url.port or ""),
        "OPTIONS": options,
    }


def redis_urls() -> tuple[str, str]:
    """The addresses of queue and cache: two databases of one server, so that emptying the cache loses no work."""
    if embeds_valkey():
        return _over_socket(valkey.socket_path(state()), 0)
    url = urlsplit(os.environ["REDIS_URL"])
    if url.scheme == "unix":
        return _over_socket(Path(unquote(url.path)), int(dict(parse_qsl(url.query)).get("db", "0")))
    number = url.path.strip("/") or "0"
    if url.scheme not in {"redis", "rediss"} or not number.isdigit():
        raise ServerTrouble("REDIS_URL must read redis://:password@host:port/0, rediss://... or unix:///path.sock?db=0.")
    return urlunsplit(url._replace(path=f"/{int(number) + 1}")), urlunsplit(url._replace(path=f"/{number}"))


def _over_socket(path: Path, number: int) -> tuple[str, str]:
    return f"redis+socket://{path}?virtual_host={number + 1}", f"unix://{path}?db={number}"


def up() -> bool:
    """Every embedded server that is wanted answers afterwards; those that already answer are left alone.

    True when one had to be started.
    """
    if not (embeds_postgres() or embeds_valkey()):
        return False
    folder = own_state()
    with _locked(folder):
        fresh_database = embeds_postgres() and postgres.start(folder)
        fresh_queue = embeds_valkey() and valkey.start(folder)
    return fresh_database or fresh_queue


def down() -> None:
    """No embedded server of this state runs afterwards; the data stays."""
    folder = state()
    if not folder.exists():
        return
    with _locked(own_state()):
        valkey.stop(folder)
        postgres.stop(folder)


@contextlib.contextmanager
def in_use() -> Iterator[None]:
    """down_if_idle() elsewhere leaves the servers up for as long as this block lasts."""
    if not (embeds_postgres() or embeds_valkey()):
        yield
        return
    with (state() / "users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        yield


def down_if_idle() -> bool:
    """Stop the servers unless another run or test is using them; True when they are stopped."""
    if not (embeds_postgres() or embeds_valkey()):
        return False
    with (state() / "users").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        down()
    return True


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    """`python -m portal.servers up | down | where`."""
    parser = argparse.ArgumentParser(prog="python -m portal.servers", description="The embedded Postgres and Valkey.")
    parser.add_argument("verb", choices=["up", "down", "where"])
    verb = parser.parse_args().verb
    try:
        if verb == "where":
            place = database_settings()
            sys.stdout.write(f"database {place['HOST']} {place['NAME']}\nqueue {redis_urls()[0]}\ncache {redis_urls()[1]}\n")
        else:
            up() if verb == "up" else down()
    except ServerTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
