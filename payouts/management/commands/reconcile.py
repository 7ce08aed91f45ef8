"""The end-of-day tie-out on the command line."""

import argparse
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from core.periods import parse_day
from payouts.queries.reconciliation import TieOut, exceptions_open, tie_out
from payouts.queries.tieout_words import sentences


def day(text: str) -> date:
    """A day as argparse wants it."""
    try:
        return parse_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


class Command(BaseCommand):
    """Exit 0: everything ties. Exit 1: at least one difference; each is a line on standard output."""

    help = "Tie out a day: approved = batches = instructed = paid + failed + pending = the books, by fund, league and batch."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day."""
        parser.add_argument("--on", required=True, type=day, metavar="DATE")

    def handle(self, *, on: date, **_options: Any) -> None:
        """Say the sums of each fund and league, then every difference."""
        found = tie_out(on)
        self._say_sums(found)
        for league, count in sorted(exceptions_open(on).items()):
            self.stdout.write(_("%(league)s: %(count)s exceptions wait for two people") % {"league": league, "count": count})
        for line in sentences(found.differences):
            self.stdout.write(line)
        if found.differences:
            raise CommandError(_("%(count)s differences.") % {"count": len(found.differences)}, returncode=1)
        self.stdout.write(_("%(day)s ties out.") % {"day": on})

    def _say_sums(self, found: TieOut) -> None:
        for group in found.groups:
            self.stdout.write(
                _(
                    "%(fund)s %(league)s: %(count)s batches, approved %(approved)s, in batches %(total)s, "
                    "instructed %(instructed)s, paid %(paid)s, failed %(failed)s, pending %(pending)s, returned %(returned)s"
                )
                % {"fund": group.fund, "league": group.league, "count": len(group.rows), **group.sums}
            )
