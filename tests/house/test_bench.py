"""Every part of the benchmarks runs at a tiny size and finds something beside a floor; no time is asserted."""

import importlib
from contextlib import nullcontext

import pytest

from bench import __main__ as bench
from bench import desk, scratch
from bench.__main__ import HEAD, PARTS, main, measure
from bench.table import told

#: Their workers have connections of their own, so their rows are committed.
COMMITTED = ("checkin", "months")


def runs(part):
    module = importlib.import_module(PARTS[part][0])

    found = list(module.measure(400, module.ground(400)))

    assert found
    assert all(row.n and row.seconds > 0 and row.floor > 0 for row in found)
    assert {told(row).count("|") for row in found} == {len(HEAD) + 1}


@pytest.mark.parametrize("part", [part for part in PARTS if part not in COMMITTED])
@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_each_part_measures_what_it_says(part, monkeypatch):
    monkeypatch.setattr(desk, "TIMES", 1)

    runs(part)


@pytest.mark.parametrize("part", COMMITTED)
@pytest.mark.django_db(transaction=True)
def test_many_workers_are_measured_too(part):
    runs(part)


def test_the_parts_can_be_listed(capsys):
    assert main(["--list"]) == 0

    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(PARTS)


def test_a_part_that_fails_leaves_the_others_their_rows(monkeypatch, capsys):
    def part(where, size):
        if where == PARTS["intake"][0]:
            raise SystemExit("3 instead of 4")
        yield f"| found in {where} | {size} |"

    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "bench.settings")
    monkeypatch.setattr(scratch, "empty", lambda _name: nullcontext())
    monkeypatch.setattr(bench, "_part", part)

    assert measure(["intake", "checkin"], [7]) is False

    rows = capsys.readouterr().out.splitlines()[2:]
    assert [row.split(" |")[0] for row in rows] == ["| intake FAILED: SystemExit", "| found in bench.checkin"]
