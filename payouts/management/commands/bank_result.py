"""Read the bank's answer: text, pain.002 or camt.053, told apart by content."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from core import clock
from core.policies import Refused
from payouts.services import answers
from stations.services.machine import machine_user

FIGURES = ("lines", "paid", "failed", "pending", "returned", "repeated", "excepted")


class Command(BaseCommand):
    """Exit 0: taken in, or taken in before. Exit 1: refused whole, nothing changed, the reason on standard error."""

    help = "Read an answer file of the bank; the same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """One file."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **_options: Any) -> None:
        """Read it and say what came of its lines."""
        try:
            reading = answers.read(path=file, actor=machine_user())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=1) from error
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        answer = reading.answer
        if reading.already:
            self.stdout.write(
                _("%(file)s was taken in on %(moment)s as answer %(id)s: nothing was changed.")
                % {"file": file.name, "moment": f"{answer.received_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}", "id": answer.pk}
            )
            return
        self.stdout.write(
            _(
                "%(file)s: %(lines)s lines read; paid %(paid)s, failed %(failed)s, pending %(pending)s, returned %(returned)s, "
                "said before %(repeated)s, exceptions for a person %(excepted)s."
            )
            % {
                "file": file.name,
                **{name: getattr(answer, name) for name in FIGURES},
            }
        )
