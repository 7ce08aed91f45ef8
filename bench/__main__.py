"""`python -m bench [--only PART ...] [--size N ...] [--full] [--write]`: what is measured, each beside its floor in the same run.

Every part has a throw-away database of its own on the server of the settings; the demo data is never touched.
"""

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Iterator, Sequence

import django

from portal import servers

#: Part, its module, the sizes that it is measured at (the last ones with --full alone), and what it is.
PARTS = {
    "paying": ("bench.paying", (100_000,), (1_000_000,), "due instalments, sealed batches, bank files, the bank's answer"),
    "history": ("bench.history", (100_000,), (), "collecting a month with ten paid months of everybody on disk"),
    "months": ("bench.months", (100_000,), (200_000,), "two workers against one; a month with 2 N old lines against none"),
    "desk": (
        "bench.desk",
        (200_000,),
        (1_000_000,),
        "finding one of N residents; workbench and lists at N / 10 open claims; reminders",
    ),
    "insurance": ("bench.insurance", (50_000,), (), "a year of insurance months of N enterprises in one file"),
    "publicity": ("bench.publicity", (100_000,), (), "a list of N grants shown to the public, and granted after its days"),
    "screening": ("bench.screening", (500_000,), (), "N enterprises of a league screened unasked; again; a tenth made claims"),
    "vacancies": ("bench.vacancies", (300_000,), (), "the public's search among N vacancies on show, and N that are over"),
    "matching": ("bench.matching", (100_000,), (), "N wishes against 3 N / 10 vacancies, both lists of everybody"),
    "checkin": ("bench.checkin", (1_000,), (), "N visitors check in at one event over several connections; a tenth more walk in"),
    "intake": ("bench.intake", (20_000,), (), "a workbook of N residents taken in"),
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
    parser.add_argument("--full", action="store_true", help="the largest sizes too")
    parser.add_argument("--write", action="store_true", help="keep the table in bench/results.md")
    asked = parser.parse_args(arguments)
    if asked.list:
        for name, (_module, usual, more, about) in PARTS.items():
            print(f"{name:11} {', '.join(f'{size:,}' for size in usual + more):20} {about}")
        return 0
    started = servers.up()
    try:
        with servers.in_use():
            whole = measure(asked.only, asked.size, full=asked.full, keep=asked.write)
    finally:
        if started:
            servers.down_if_idle()
    return 0 if whole else 1


def measure(parts: Sequence[str], sizes: Sequence[int] | None, *, full: bool = False, keep: bool = False) -> bool:
    """The rows of the table, printed as they are found; a part that fails leaves a row that says so. Whether all went well.

    `keep` writes the table down after each part, so that a stop loses one.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    scratch, table = (importlib.import_module(f"bench.{name}") for name in ("scratch", "table"))
    lines = [table.row(HEAD), table.row(["---"] * len(HEAD))]
    print(*lines, sep="\n", flush=True)
    whole = True
    with scratch.empty("bench_empty"):
        for name in parts:
            where, usual, more, _about = PARTS[name]
            for size in sizes or usual + more * full:
                try:
                    for line in _part(where, size):
                        lines.append(line)
                        print(line, flush=True)
                except (Exception, SystemExit) as fault:  # noqa: BLE001 - the other parts are measured all the same
                    traceback.print_exc()
                    whole = False
                    lines.append(table.row([f"{name} FAILED: {type(fault).__name__}", f"{size:,}", *[""] * (len(HEAD) - 2)]))
                    print(lines[-1], flush=True)
            if keep:
                table.write(lines)
    return whole


def _part(where: str, size: int) -> Iterator[str]:
    module, scratch, table = (importlib.import_module(name) for name in (where, "bench.scratch", "bench.table"))
    with scratch.database(f"{where.replace('.', '_')}_{size}"):
        for found in module.measure(size, module.ground(size)):
            yield table.told(found)


if __name__ == "__main__":
    sys.exit(main())
