"""The demo bank: a process of its own that reads instruction files and answers them. It knows nothing of the database."""

import argparse
import hashlib
import io
import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from payouts.bankfiles import demo
from payouts.bankfiles.answer_write import SUFFIX, write_answer
from payouts.bankfiles.instruction_read import Instruction, read_instruction
from payouts.bankfiles.layout import FileRefused


def behaviour(text: str) -> str:
    """A way to behave, as argparse wants it."""
    if not demo.is_known(text):
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(demo.BEHAVIOURS)}")
    return text


class Command(BaseCommand):
    """Looks into DIR/out, answers into DIR/in, keeps its memory in DIR/demo. Killed at any moment, it goes on where it was."""

    help = "Answer instruction files like a bank: some late, some failed, a few contradictory. For demo and tests only."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """How to behave and for how long."""
        parser.add_argument("--folder", type=Path, default=None, help="the bank's folder (default: PORTAL_BANK_DIR)")
        parser.add_argument("--behaviour", type=behaviour, default="mixed", metavar="|".join(demo.BEHAVIOURS))
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--delay", type=float, default=5.0, metavar="SECONDS", help="the usual wait before an answer")
        parser.add_argument("--once", action="store_true", help="look once, answer what is due, and end")

    def handle(self, *, folder: Path | None, behaviour: str, seed: int, delay: float, once: bool, **_options: Any) -> None:
        """Look every second until stopped."""
        if settings.PORTAL_PRODUCTION:
            raise CommandError("The demo bank does not run in production.", returncode=1)
        bank = Bank(folder or settings.PORTAL_BANK_DIR, behaviour, seed, delay)
        while True:
            for said in bank.look():
                self.stdout.write(said)
            if once:
                return
            time.sleep(1)


class Bank:
    """One look at a time; what was done is told by files alone."""

    def __init__(self, folder: Path, behaviour: str, seed: int, delay: float) -> None:
        self.orders, self.answers, self.memory = folder / "out", folder / "in", folder / "demo"
        for each in (self.orders, self.answers, self.memory):
            each.mkdir(parents=True, exist_ok=True)
        self.behaviour, self.seed, self.delay = behaviour, seed, delay

    def look(self) -> list[str]:
        """Write every answer that is due and not written yet; one sentence for each."""
        done = []
        for file in sorted(self.orders.iterdir()):
            if file.name.startswith(".") or file.suffix not in (".txt", ".xml") or (self.memory / f"{file.name}.done").exists():
                continue
            try:
                instruction = read_instruction(file.read_bytes())
            except FileRefused as refused:
                done.append(f"{file.name}: {refused}")
                self._remember(f"{file.name}.done", str(refused))
                continue
            done += self._answer(file.name, instruction)
        return done

    def _answer(self, name: str, instruction: Instruction) -> list[str]:
        seen = self._seen(name, instruction)
        if seen is None:
            self._remember(f"{name}.done", "a second file of this batch is not carried out")
            return [f"{name}: a second file of batch {instruction.number}, not carried out"]
        replies = demo.plan(instruction, self.behaviour, self.seed)
        done, open_replies = [], 0
        for place, reply in enumerate(replies, 1):
            due = seen + timedelta(seconds=reply.after * self.delay)
            target = f"{instruction.number}.{place}{SUFFIX[reply.form]}"
            if (self.memory / target).exists():
                continue
            if due > clock.now():
                open_replies += 1
                continue
            # The day and the moment in the file come from when it was due, so that writing it again gives the same bytes.
            moment = due.astimezone(clock.BEIJING)
            content = io.BytesIO()
            write_answer(reply.form, instruction.number, max(moment.date(), instruction.pay_on), moment, reply.verdicts, content)
            write_whole(self.answers / target, content.getvalue())
            self._remember(target, "written")
            done.append(f"{target}: {len(reply.verdicts)} lines answered")
        if not open_replies:
            self._remember(f"{name}.done", "answered")
        return done

    def _seen(self, name: str, instruction: Instruction) -> datetime | None:
        """When this file was first seen; None for a further file of a batch that is known already."""
        note = self.memory / f"{instruction.number}.seen"
        if not note.exists():
            self._remember(note.name, json.dumps({"file": name, "at": clock.now().astimezone(UTC).isoformat()}))
        known = json.loads(note.read_text(encoding="utf-8"))
        return datetime.fromisoformat(known["at"]) if known["file"] == name else None

    def _remember(self, name: str, text: str) -> None:
        write_whole(self.memory / name, text.encode())


def write_whole(target: Path, content: bytes) -> None:
    """`target` holds all of `content` or is not there."""
    part = target.with_name(f".{target.name}.{os.getpid()}-{hashlib.sha256(content).hexdigest()[:8]}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
