"""Where Postgres and Redis are: named by the environment, or embedded, started when needed and whole after a crash."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from portal import servers
from portal.embedded import postgres
from portal.embedded.process import ServerTrouble

ROOT = Path(__file__).resolve().parents[2]
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres")) if Path("/usr/lib/postgresql").is_dir() else []


@pytest.fixture
def other_state(monkeypatch, tmp_path_factory):
    """A second state beside the one of this test run; its servers end with the test."""
    folder = Path("/tmp") / f"portal-test-{os.getpid()}"
    monkeypatch.setenv("PORTAL_STATE", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.delenv("PORTAL_PG_BIN", raising=False)
    yield folder
    servers.down()
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def connect():
    place = servers.database_settings()
    return psycopg.connect(
        host=place["HOST"], user=place["USER"], password=place["PASSWORD"], dbname=place["NAME"], autocommit=True
    )


def test_database_url_names_a_real_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://clerk:p%40ss@db.example:5433/portal?sslmode=require")

    place = servers.database_settings()

    assert (place["HOST"], place["PORT"], place["NAME"]) == ("db.example", "5433", "portal")
    assert (place["USER"], place["PASSWORD"], place["OPTIONS"]) == ("clerk", "p@ss", {"sslmode": "require"})
    assert not servers.embeds_postgres()


@pytest.mark.parametrize("url", ["mysql://u:p@h/portal", "postgresql://u:p@h", "sqlite:///x"])
def test_only_a_postgres_with_a_name_is_accepted(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ServerTrouble, match="only Postgres"):
        servers.database_settings()


@pytest.mark.parametrize(
    ("url", "queue", "cache"),
    [
        ("redis://:secret@cache.example:6379/0", "redis://:secret@cache.example:6379/1", "redis://:secret@cache.example:6379/0"),
        ("rediss://cache.example:6380", "rediss://cache.example:6380/1", "rediss://cache.example:6380/0"),
        ("unix:///run/v.sock?db=2", "redis+socket:///run/v.sock?virtual_host=3", "unix:///run/v.sock?db=2"),
    ],
)
def test_queue_and_cache_are_two_databases_of_one_server(monkeypatch, url, queue, cache):
    monkeypatch.setenv("REDIS_URL", url)

    assert servers.redis_urls() == (queue, cache)


def test_both_urls_switch_the_embedded_servers_off(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@h/portal")
    monkeypatch.setenv("REDIS_URL", "redis://h/0")
    monkeypatch.setenv("PORTAL_STATE", str(tmp_path / "never"))

    assert servers.up() is False
    assert not (tmp_path / "never").exists()


def test_a_path_too_long_for_a_socket_is_refused_with_a_way_out(monkeypatch):
    monkeypatch.setenv("PORTAL_STATE", "/tmp/" + "x" * 90)

    with pytest.raises(ServerTrouble, match="PORTAL_STATE"):
        servers.state()


def test_two_states_live_side_by_side_and_survive_kill_9(other_state):
    assert servers.up() is True
    with connect() as connection:
        connection.execute("create table kept as select 7 as value")
    queue = redis.Redis.from_url(servers.redis_urls()[1])
    queue.set("kept", "7")

    os.kill(
        int((Path(servers.database_settings()["HOST"]).parent / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL
    )
    os.kill(queue.info("server")["process_id"], signal.SIGKILL)

    assert servers.up() is True
    with connect() as connection:
        assert connection.execute("select value from kept").fetchone() == (7,)
        assert connection.execute("select '科尔沁区' ~ '尔沁' and upper('é') = 'É'").fetchone() == (True,)
    assert redis.Redis.from_url(servers.redis_urls()[1]).get("kept") == b"7"
    assert servers.up() is False


def test_a_note_left_by_a_dead_server_does_not_stop_the_next_start(other_state):
    servers.up()
    note = Path(servers.database_settings()["HOST"]).parent / "data" / "postmaster.pid"
    left = note.read_text().split("\n", 1)
    servers.down()
    note.write_text(f"{os.getpid()}\n{left[1]}")

    assert servers.up() is True


def test_nobody_else_reaches_the_embedded_servers(other_state):
    servers.up()

    with connect() as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=servers.database_settings()["HOST"], user="portal", password="guess", dbname="portal")
    assert Path(servers.database_settings()["HOST"]).stat().st_mode & 0o077 == 0
    assert (other_state / "valkey").stat().st_mode & 0o077 == 0
    assert (other_state / "password").stat().st_mode & 0o077 == 0


def test_servers_in_use_are_not_stopped_by_somebody_who_is_done(other_state):
    servers.up()

    with servers.in_use():
        assert servers.down_if_idle() is False
    assert servers.down_if_idle() is True


@pytest.mark.skipif(not DEBIAN, reason="this machine has no other Postgres to try PORTAL_PG_BIN with")
def test_other_programs_serve_as_well(other_state, monkeypatch):
    monkeypatch.setenv("PORTAL_PG_BIN", str(DEBIAN[0].parent))

    servers.up()

    with connect() as connection:
        major = connection.execute("select current_setting('server_version_num')::int / 10000").fetchone()[0]
        connection.execute("create extension pg_trgm")
        assert connection.execute("select show_trgm('科尔沁区') <> '{}'").fetchone() == (True,)
    assert f"pg{major}" in servers.database_settings()["HOST"]


def test_a_folder_without_postgres_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_PG_BIN", str(tmp_path))

    with pytest.raises(ServerTrouble, match="no postgres program"):
        postgres.address(tmp_path)


def test_a_postgres_too_old_is_refused(monkeypatch, tmp_path):
    program = tmp_path / "postgres"
    program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PORTAL_PG_BIN", str(tmp_path))

    with pytest.raises(ServerTrouble, match="15 or later"):
        postgres.address(tmp_path)


def test_a_command_works_on_a_server_named_by_url(other_state):
    servers.up()
    place = servers.database_settings()
    url = f"postgresql://portal:{place['PASSWORD']}@/portal?host={place['HOST']}"
    environment = {**os.environ, "DATABASE_URL": url, "PORTAL_STATE": "/tmp/portal-never", "REDIS_URL": servers.redis_urls()[1]}

    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "contenttypes"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    with connect() as connection:
        assert connection.execute("select count(*) > 0 from django_migrations").fetchone() == (True,)
    assert not Path("/tmp/portal-never").exists()
