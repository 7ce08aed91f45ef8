"""What is installed is what was looked at: every version pinned, every file hashed, every wish with its reason."""

import json
import re

import pytest

from tests.house.tree import ROOT

PARTS = ["requirements", "requirements-embedded", "requirements-node", "requirements-dev"]


@pytest.mark.parametrize("part", PARTS)
def test_every_wish_has_its_reason_and_its_lock(part):
    wishes = [line for line in (ROOT / f"{part}.in").read_text().splitlines() if line and not line.startswith(("#", "-c"))]
    lock = (ROOT / f"{part}.txt").read_text()

    assert wishes
    for wish in wishes:
        package = re.split(r"[\[~=<> ]", wish)[0].lower().replace("_", "-")
        assert re.search(r"#\s*\S", wish), f"{package}: why is it here?"
        assert re.search(rf"^{re.escape(package)}(\[.*\])?==", lock, re.MULTILINE), f"{package}: run `make lock`"


@pytest.mark.parametrize("part", PARTS)
def test_every_locked_package_has_hashes_and_no_address(part):
    lock = (ROOT / f"{part}.txt").read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#")))

    assert all("==" in block and "--hash=sha256:" in block for block in blocks if block.strip())
    assert not re.search(r"https?://|--index|--find-links|--extra", lock)


def test_the_front_end_lock_has_hashes_and_no_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert all("integrity" in package and "resolved" not in package for path, package in packages.items() if path)
