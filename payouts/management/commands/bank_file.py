"""Write a batch's instruction file: the first time that is sending, afterwards a copy."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.policies import Refused
from payouts.bankfiles.instruction import FORMATS
from payouts.services import copying
from stations.services.machine import machine_user


class Command(BaseCommand):
    """Exit 0: the file lies in the folder. Exit 1: it may not be written, the reason on standard error."""

    help = "Write the instruction file of a released batch (it is sent by that), or a copy of one that was sent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Batch, format and folder."""
        parser.add_argument("--batch", required=True, metavar="NUMBER")
        parser.add_argument("--format", required=True, choices=sorted(FORMATS), dest="form")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")

    def handle(self, *, batch: str, form: str, out: Path, **_options: Any) -> None:
        """Write and name the file."""
        try:
            file = copying.hand_out(number=batch, form=form, folder=out, actor=machine_user())
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}", returncode=1) from error
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        self.stdout.write(str(file))
