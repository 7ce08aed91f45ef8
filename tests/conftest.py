"""What every test stands on: servers that run, templates that may not name what is missing, a clock that stands."""

import contextlib
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.template.base import Node
from django.test.signals import setting_changed

from core import clock
from portal import servers, translations

pytest_plugins = ["tests.factories.people"]

ROOT = Path(__file__).resolve().parent.parent
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SESSION = contextlib.ExitStack()

# No test is timed: a busy machine is not a fault of what is tested.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


class UndefinedVariable(str):
    """Stands for a variable that a template names and nobody gave; in a template of ours that fails the test."""

    __slots__ = ()

    def __contains__(self, part: str) -> bool:
        return part == "%s"

    def __mod__(self, name: object) -> str:
        origin = _template_being_rendered()
        if origin and Path(origin).is_relative_to(ROOT / "templates"):
            pytest.fail(f"{Path(origin).relative_to(ROOT)} names {name}, which is undefined")
        return ""


def _template_being_rendered() -> str:
    frame = sys._getframe(2)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return ""


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues, start what is not running. The password of a new database exists only from then on.

    Workers of a run on several cores find both done.
    """
    if not hasattr(config, "workerinput"):
        translations.compile_all()
    # Django may have looked for the catalogues while it was set up, before they were there.
    setting_changed.send(sender=None, setting="LOCALE_PATHS", value=settings.LOCALE_PATHS, enter=True)
    if servers.up():
        SESSION.callback(servers.down_if_idle)
    SESSION.enter_context(servers.in_use())
    settings.DATABASES["default"]["PASSWORD"] = servers.database_settings()["PASSWORD"]
    settings.TEMPLATES[0].setdefault("OPTIONS", {})["string_if_invalid"] = UndefinedVariable("%s")


def pytest_unconfigure() -> None:
    """Leave the machine as it was."""
    SESSION.close()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """No test sees what another left in the cache."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def friday() -> Iterator[datetime]:
    """The clock stands at nine o'clock on Friday, 20 November 2026, in Hohhot."""
    with clock.at(FRIDAY):
        yield FRIDAY


def pytest_terminal_summary(terminalreporter) -> None:
    """Say aloud that the pages were not seen in a browser; one line among many skips would be overlooked."""
    reasons = {report.longrepr[2] for report in terminalreporter.stats.get("skipped", []) if isinstance(report.longrepr, tuple)}
    for reason in sorted(reason for reason in reasons if "NO BROWSER TESTS" in reason):
        terminalreporter.write_sep("!", reason.removeprefix("Skipped: "), yellow=True, bold=True)
