"""`manage.py batch_collect --month 2026-11 --by USER`: gather what is due into batches, screened and sealed."""

import argparse
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.periods import format_month, parse_month
from core.policies import Refused
from payouts.models import Line
from payouts.services.collect import collect
from stations.models import User


def month(text: str) -> date:
    """A month as argparse wants it."""
    try:
        return parse_month(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


class Command(BaseCommand):
    """Collect; one line a batch on standard output: number, lines, total, held."""

    help = "Gather what is due into batches, screen it, seal it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The contract's two arguments."""
        parser.add_argument("--month", required=True, type=month, metavar="2026-11", help="collect what is due up to this month")
        parser.add_argument("--by", required=True, metavar="USER", help="the finance maker")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Exit 0 also where nothing is due; 1 where the user may not collect or the month has not begun."""
        actor = User.objects.filter(username__iexact=options["by"], is_active=True).first()
        if actor is None:
            raise CommandError(f"there is no user {options['by']} who may sign in", returncode=1)
        try:
            batches = collect(month=options["month"], actor=actor, on_progress=self._tell)
        except Refused as refused:
            raise CommandError(str(refused.sentence), returncode=1) from None
        for batch in batches:
            self.stdout.write(f"{batch.number} {batch.line_count} {batch.total} {batch.held_count}")
        if not batches:
            held = Line.objects.held().visible_to(actor).count()
            self.stdout.write(f"Nothing is due for {format_month(options['month'])}; {held} lines are held.")

    def _tell(self, done: int, leagues: int) -> None:
        end = "\r" if sys.stderr.isatty() and done < leagues else "\n"
        self.stderr.write(f"{done} of {leagues} leagues collected", ending=end)
