"""Production does not start with anything of the demo, and says what to set."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import guard

ROOT = Path(__file__).resolve().parents[2]
SOUND = {
    "SECRET_KEY": "s" * 40,
    "PORTAL_ENCRYPTION_KEYS": "a" * 40 + "," + "b" * 40,
    "PORTAL_INDEX_KEY": "i" * 40,
    "DATABASE_URL": "postgresql://portal:secret@db.example/portal",
    "REDIS_URL": "redis://cache.example/0",
    "ALLOWED_HOSTS": "portal.example",
    "PORTAL_PUBLIC_URL": "https://portal.example",
    "PORTAL_PAYER": "就业服务中心,6222020200112233445,102191000017",
}
NOT_OF_A_PLACE = {"PORTAL_DEMO", "DEBUG", "PORT", "PORTAL_DEMO_RESIDENTS", "PORTAL_PG_BIN"}


def test_a_sound_environment_is_let_through():
    guard.refuse_unsafe(SOUND)


@pytest.mark.parametrize("name", sorted(SOUND))
def test_a_missing_setting_is_named(name):
    with pytest.raises(ImproperlyConfigured, match=f"set {name} to"):
        guard.refuse_unsafe({key: value for key, value in SOUND.items() if key != name})


@pytest.mark.parametrize("name", ["SECRET_KEY", "PORTAL_ENCRYPTION_KEYS", "PORTAL_INDEX_KEY"])
@pytest.mark.parametrize("value", ["short", guard.DEFAULT_SECRET])
def test_a_short_or_a_published_secret_is_refused(name, value):
    with pytest.raises(ImproperlyConfigured, match=f"set {name} to"):
        guard.refuse_unsafe({**SOUND, name: value})


@pytest.mark.parametrize("name", ["DEBUG", "PORTAL_DEMO"])
def test_what_belongs_to_the_demo_is_refused(name):
    with pytest.raises(ImproperlyConfigured, match=f"unset {name}"):
        guard.refuse_unsafe({**SOUND, name: "1"})


def test_the_web_process_is_production_unless_it_says_demo():
    kept = {name: value for name, value in os.environ.items() if name not in {*SOUND, "PORTAL_DEMO", "PORTAL_PRODUCTION"}}
    kept["DJANGO_SETTINGS_MODULE"] = "portal.settings"

    started = subprocess.run(
        [sys.executable, "-c", "import portal.wsgi"], cwd=ROOT, env=kept, capture_output=True, text=True, check=False
    )

    assert started.returncode != 0
    assert all(f"set {name} to" in started.stderr for name in SOUND)


def test_the_example_of_a_place_names_every_setting():
    read = {
        name
        for path in (ROOT / "portal").glob("*.py")
        for name in re.findall(r"environ(?:ment)?(?:\.get\(|\[)\"([A-Z_]+)\"", path.read_text(encoding="utf-8"))
    }
    example = (ROOT / "deploy" / "portal.env.example").read_text(encoding="utf-8")

    assert {name for name in read - NOT_OF_A_PLACE if not re.search(rf"^#?\s?{name}=", example, re.MULTILINE)} == set()
