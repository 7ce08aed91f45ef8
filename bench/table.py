"""The table of what was found, as Markdown, with the machine that it was found on."""

import os
import platform
from collections.abc import Iterable
from pathlib import Path

import django
from django.db import connection

from bench import scratch
from bench.scratch import Found
from core import clock

RESULTS = Path(__file__).resolve().parent / "results.md"


def row(cells: Iterable[object]) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(map(str, cells)) + " |"


def told(found: Found) -> str:
    """One measurement as a line."""
    return row([
        found.what, f"{found.n:,}", _seconds(found.seconds), _seconds(found.floor), f"{found.ratio:.2f}", found.verdict,
        "" if found.busy_ratio is None else f"{found.busy_ratio:.2f}",
        f"{found.memory:.0f}" if found.memory else "", f"{found.server:.0f}" if found.server else "", found.note,
    ])  # fmt: skip


def machine() -> str:
    """Where and when it was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    version = scratch.one("SHOW server_version") if connection.settings_dict["NAME"] else ""
    return (
        f"{clock.now():%Y-%m-%d %H:%M} UTC; {os.cpu_count()} cores, {memory:.0f} GiB; PostgreSQL {version}, "
        f"Python {platform.python_version()}, Django {django.get_version()}; load {os.getloadavg()[1]:.1f}"
    )


def write(lines: list[str]) -> None:
    """The table stands in bench/results.md, with its machine on top."""
    RESULTS.write_text("\n".join(["# The last run", "", machine() + ".", "", *lines, ""]), encoding="utf-8")


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
