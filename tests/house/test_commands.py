"""The commands that others rely on exist, and the README says how to begin."""

import re

import pytest
from django.core.management import get_commands

from tests.house.tree import ROOT

RELIED_ON = [
    "seed", "assess", "import_residents", "batch_collect", "batch_release", "bank_file", "bank_result", "reconcile", "verify",
]  # fmt: skip
TARGETS = ["run", "test", "setup", "up", "down", "lint", "bench"]


@pytest.mark.parametrize("command", RELIED_ON)
def test_the_command_exists(command):
    assert command in get_commands()


@pytest.mark.parametrize("target", TARGETS)
def test_the_target_exists(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("words", ["make run", "make test", "station1", "Portal-demo-2026", "docs/"])
def test_the_readme_says_how_to_begin(words):
    assert words in (ROOT / "README.md").read_text()
