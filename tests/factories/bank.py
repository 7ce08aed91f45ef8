"""A sent batch and a bank that answers it."""

import itertools
from pathlib import Path

from payouts.bankfiles import demo
from payouts.bankfiles.answer_write import Verdict, day_statement, status_report, text_answer
from payouts.bankfiles.instruction_read import Instruction, read_instruction
from payouts.models import Batch
from payouts.services import answers, copying
from stations.services.machine import machine_user
from tests.factories.bankfiles import DAY, MADE
from tests.factories.payouts import released

_files = itertools.count(1)


class SentBatch:
    """A batch that the bank has, the instruction as the bank reads it, and a mouth to answer with."""

    def __init__(self, folder: Path, people: int = 4, **fields) -> None:
        self.folder = folder
        self.batch = released(people, **fields)
        self.file = copying.hand_out(number=self.batch.number, form="text", folder=folder, actor=machine_user())
        self.instruction: Instruction = read_instruction(self.file.read_bytes())
        self.refresh()

    def refresh(self) -> Batch:
        """The batch as it stands now."""
        self.batch.refresh_from_db()
        return self.batch

    def say(self, statuses: str = "") -> list[Verdict]:
        """The bank's word on each line in order, e.g. "SSF"; without a letter: paid."""
        reasons = {"F": ("BE01", "户名账号不符"), "R": ("AC04", "退票")}
        return [
            demo.verdict(payment, status, *reasons.get(status, ("", "")))
            for payment, status in itertools.zip_longest(self.instruction.payments, statuses, fillvalue="S")
            if not isinstance(payment, str) and status != "-"
        ]

    def text(self, verdicts: list[Verdict], number: str = "") -> Path:
        """An answer file in text."""
        return self.put(text_answer(number or self.batch.number, DAY, verdicts))

    def report(self, verdicts: list[Verdict]) -> Path:
        """An answer file as pain.002."""
        return self.put(status_report(self.batch.number, MADE, verdicts))

    def statement(self, verdicts: list[Verdict]) -> Path:
        """A day statement as camt.053."""
        return self.put(day_statement(f"ST-{next(_files)}", DAY, MADE, verdicts))

    def put(self, content: bytes) -> Path:
        """A file of the bank with this content."""
        path = self.folder / f"answer{next(_files)}"
        path.write_bytes(content)
        return path

    def answer(self, statuses: str = "") -> answers.Reading:
        """The bank answers in text and the answer is read."""
        return read(self.text(self.say(statuses)))


def read(path: Path) -> answers.Reading:
    """The machine reads a file of the bank."""
    return answers.read(path=path, actor=machine_user())
