"""`manage.py assess [FILE] [--out FILE]`: what the rules say about each case; needs no database."""

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programmes.services import lines

TELL_EVERY_SECONDS = 5.0


class Command(BaseCommand):
    """Assess JSON lines of facts, one answer a line in the same order; 1 when some line could not be assessed."""

    help = "Assess cases given as JSON lines; needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The contract's two arguments."""
        parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="JSON lines; standard input when absent")
        parser.add_argument("--out", metavar="FILE", help="where the answers go; standard output when absent")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, answer, write, one line at a time; a file given by --out appears whole or not at all."""
        try:
            cases, faults = self._answered(options)
        except BrokenPipeError:
            # Whoever read the answers has had enough, as `head` does; nothing is left to say to them.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        if faults:
            raise CommandError(f"{faults} of {cases} cases could not be assessed", returncode=1)

    def _answered(self, options: dict[str, Any]) -> tuple[int, int]:
        cases = faults = 0
        told = time.monotonic()
        with _source(options["file"]) as source, self._target(options["out"]) as target:
            for raw in _filled(source):
                answer = lines.answer(raw)
                cases += 1
                faults += "error" in answer
                target.write(json.dumps(answer, ensure_ascii=False) + "\n")
                if time.monotonic() - told > TELL_EVERY_SECONDS:
                    told = time.monotonic()
                    self.stderr.write(f"{cases:,} cases assessed", self.style.NOTICE)
        return cases, faults

    @contextmanager
    def _target(self, name: str | None) -> Iterator[Any]:
        if name is None:
            if hasattr(self.stdout, "reconfigure"):
                self.stdout.reconfigure(encoding="utf-8", newline="\n")
            yield _Lines(self.stdout)
            return
        path = Path(name)
        if not path.parent.is_dir() or path.is_dir():
            raise CommandError(f"{name} cannot be written: there is no such folder, or it is one", returncode=2)
        with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as draft:
            try:
                yield draft
            except BaseException:
                Path(draft.name).unlink()
                raise
        Path(draft.name).replace(path)


class _Lines:
    """The command's output without the line ending that it would add."""

    def __init__(self, out: Any) -> None:
        self.write = lambda text: out.write(text, ending="")


@contextmanager
def _source(name: str) -> Iterator[Iterable[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    if not Path(name).is_file():
        raise CommandError(f"there is no file {name}", returncode=2)
    with Path(name).open("rb") as opened:
        yield opened


def _filled(source: Iterable[bytes]) -> Iterator[bytes]:
    return (raw for raw in source if raw.strip())
