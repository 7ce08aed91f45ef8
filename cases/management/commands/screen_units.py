"""Begin a round without applications over a league or banner, or screen a standing one again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import ScreeningRound
from cases.queries.screening import counts
from cases.services import screening
from core.policies import Refused
from stations.services.machine import machine_user


class Command(BaseCommand):
    """Every unit of the region is screened; exit 1 where the round is refused or another worker is at it."""

    help = "Screen every unit of a league or banner for a programme that comes without an application."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """PROGRAMME REGION, or --again NUMBER"""
        parser.add_argument("scheme", nargs="?", metavar="PROGRAMME", help="its code, such as stability_refund")
        parser.add_argument("region", nargs="?", metavar="REGION", help="six digits of the league or banner, such as 150502")
        parser.add_argument("--again", metavar="NUMBER", help="number of a round that is screened again")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each outcome: units and yuan."""
        try:
            found = self._ordered(options)
            screening.run(round_id=found.pk)
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from None
        found.refresh_from_db()
        if found.wanted_at or found.failure:
            raise CommandError(f"{found.number}: {found.failure or 'not screened: another worker is at it'}", returncode=1)
        self.stdout.write(f"{found.number}: {found.units} units, run {found.run}, rules {found.rules_label}")
        for each in counts(found):
            self.stdout.write(f"  {each.outcome}: {each.units} units, {each.amount} yuan")

    def _ordered(self, options: dict[str, Any]) -> ScreeningRound:
        if options["again"]:
            standing = ScreeningRound.objects.filter(number=options["again"]).first()
            if standing is None:
                raise CommandError(f"There is no round {options['again']}.", returncode=2)
            return screening.again(round_id=standing.pk, actor=machine_user())
        if not options["scheme"] or not options["region"]:
            raise CommandError("Name the programme and the region, or a round with --again.", returncode=2)
        return screening.begin(actor=machine_user(), scheme=options["scheme"], region_code=options["region"])
