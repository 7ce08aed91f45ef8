"""`python -m bench [--only PART ...] [--size N ...] [--write]`: what is measured, each beside its floor in the same run.

Every part has a throw-away database of its own on the server of the settings; the demo data is never touched.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

import django

from portal import servers

#: Part, its module, the sizes that it is measured at, and what it is.
PARTS = {
    "paying": ("bench.paying", (100_000, 1_000_000), "due instalments, sealed batches, bank files, the bank's answer"),
    "history": ("bench.history", (100_000,), "collecting a month with ten paid months of everybody on disk"),
    "months": ("bench.months", (200_000,), "two workers against one; a month with 2 N old lines against none"),
    "desk": ("bench.desk", (1_000_000,), "finding one of N residents; workbench and lists at N / 10 open claims; reminders"),
    "insurance": ("bench.insurance", (50_000,), "a year of insurance months of N enterprises in one file"),
    "publicity": ("bench.publicity", (100_000,), "a list of N grants shown to the public, and granted after its days"),
    "screening": ("bench.screening", (500_000,), "N enterprises of a league screened unasked; again; a tenth made claims"),
    "vacancies": ("bench.vacancies", (300_000,), "the public's search among N vacancies on show, and N that are over"),
    "matching": ("bench.matching", (10_000, 100_000), "N wishes against 3 N / 10 vacancies, both lists of everybody"),
    "checkin": ("bench.checkin", (1_000,), "N visitors check in at one event over several connections; a tenth more walk in"),
    "intake": ("bench.intake", (20_000,), "a workbook of N residents taken in"),
}
HEAD = ("what", "n", "seconds", "floor", "ratio", "target", "busy", "MiB here", "MiB server", "note")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table; with --write it replaces the one in bench/results.md."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="What is measured, each beside its floor in the same run."
    )
    parser.add_argument("--list", action="store_true", help="name the parts and stop")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help="these parts alone")
    parser.add_argument("--size", nargs="+", type=int, metavar="N", help="other sizes than the usual ones")
    parser.add_argument("--write", action="store_true", help="keep the table in bench/results.md")
    asked = parser.parse_args(arguments)
    if asked.list:
        for name, (_module, sizes, about) in PARTS.items():
            print(f"{name:9} {', '.join(f'{size:,}' for size in sizes):20} {about}")
        return 0
    started = servers.up()
    try:
        with servers.in_use():
            measure(asked.only, asked.size, keep=asked.write)
    finally:
        if started:
            servers.down_if_idle()
    return 0


def measure(parts: Sequence[str], sizes: Sequence[int] | None, *, keep: bool = False) -> list[str]:
    """The rows of the table, printed as they are found; `keep` writes them down after each part, so that a stop loses one."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    scratch, table = (importlib.import_module(f"bench.{name}") for name in ("scratch", "table"))
    lines = [table.row(HEAD), table.row(["---"] * len(HEAD))]
    print(*lines, sep="\n", flush=True)
    for name in parts:
        module = importlib.import_module(PARTS[name][0])
        for size in sizes or PARTS[name][1]:
            with scratch.database(f"bench_{name}_{size}"):
                for found in module.measure(size, module.ground(size)):
                    lines.append(table.told(found))
                    print(lines[-1], flush=True)
        if keep:
            table.write(lines)
    return lines


if __name__ == "__main__":
    sys.exit(main())
