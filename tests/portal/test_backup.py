"""A backup that was made can be restored, and tells when it cannot be made."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from portal import servers
from portal.embedded import postgres

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def programs(monkeypatch):
    """The programs that fit the server of this test run."""
    if not servers.embeds_postgres():
        pytest.skip("the server is not ours, so its programs are not known")
    monkeypatch.setenv("PATH", f"{postgres._programs(servers.state())}:{os.environ['PATH']}")


@pytest.fixture
def databases(programs):
    """Addresses of one database with a row in it and of an empty one."""
    place = servers.database_settings()
    names = [f"backup_{os.getpid()}_{which}" for which in ("full", "empty")]
    urls = [f"postgresql://portal:{place['PASSWORD']}@/{name}?host={place['HOST']}" for name in names]
    admin = psycopg.connect(urls[0].replace(names[0], "postgres"), autocommit=True)
    for name in names:
        admin.execute(f"create database {name}")
    with psycopg.connect(urls[0]) as full:
        full.execute("create table kept as select '科尔沁区' as name")
    yield urls
    for name in names:
        admin.execute(f"drop database {name} with (force)")
    admin.close()


def backup(tmp_path, url):
    places = {"DATABASE_URL": url, "PORTAL_STATE": str(tmp_path / "state"), "BACKUP_DIR": str(tmp_path / "kept")}
    return subprocess.run(
        [ROOT / "deploy" / "backup.sh"], env={**os.environ, **places}, capture_output=True, text=True, check=False
    )


def test_what_was_backed_up_comes_back(tmp_path, databases):
    full, empty = databases
    (tmp_path / "state" / "files").mkdir(parents=True)
    (tmp_path / "state" / "files" / "letter.pdf").write_bytes(b"%PDF")

    done = backup(tmp_path, full)

    assert done.returncode == 0, done.stderr
    kept = {path.name.partition("-")[0]: path for path in (tmp_path / "kept").iterdir()}
    subprocess.run(["pg_restore", "--no-owner", "-d", empty, kept["portal"]], check=True)
    with psycopg.connect(empty) as restored:
        assert restored.execute("select name from kept").fetchone() == ("科尔沁区",)
    listed = subprocess.run(["tar", "-tzf", kept["files"]], capture_output=True, text=True, check=True).stdout
    assert "files/letter.pdf" in listed
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept.values())


def test_only_old_backups_are_thrown_away(tmp_path, databases):
    kept = tmp_path / "kept"
    kept.mkdir()
    for name, days in (("portal-old.dump", 40), ("portal-young.dump", 20), ("something-else", 90)):
        (kept / name).write_text("")
        then = datetime.now(UTC).timestamp() - days * 86400  # noqa: TID251 - the age of a file is the machine's own time
        os.utime(kept / name, (then, then))

    assert backup(tmp_path, databases[0]).returncode == 0
    assert not (kept / "portal-old.dump").exists()
    assert (kept / "portal-young.dump").exists()
    assert (kept / "something-else").exists()


def test_a_backup_that_cannot_be_made_fails_and_leaves_nothing_that_looks_whole(tmp_path, databases):
    done = backup(tmp_path, databases[0].replace("_full", "_gone"))

    assert done.returncode != 0
    assert not list((tmp_path / "kept").glob("*.dump"))
