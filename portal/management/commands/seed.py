"""Demo data through the services: stations, staff with one account a post, residents, claims in every state, money."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from core.policies import Refused
from portal.services.seed import offices, story
from portal.tasks import seal_audit


class Command(BaseCommand):
    """Exit 0: the demo data stand, or stood already. Exit 1: refused, nothing changed."""

    help = "Fill an empty database with demo data; on a seeded one it says so and changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--residents", type=int, default=5000, help="how many residents (5000)")
        parser.add_argument("--seed", type=int, default=1, help="another number tells another story (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["residents"] < 0:
            raise CommandError("--residents must not be negative", returncode=2)
        self.started = time.monotonic()
        try:
            told = story.tell(how_many=options["residents"], seed=options["seed"], say=self.say)
        except Refused as refused:
            raise CommandError(str(refused.sentence), returncode=1) from refused
        if not told.fresh:
            self.stdout.write(_("The demo data are there already; nothing was changed."))
            return
        seal_audit()
        self.say(
            _("%(residents)s residents at %(stations)s stations, %(claims)s claims")
            % {"residents": told.residents, "stations": told.stations, "claims": told.claims}
        )
        self.stdout.write(_("Password of every demo account: %(password)s") % {"password": offices.PASSWORD})
        for username, role, place, name in offices.directory():
            self.stdout.write(f"{username:10} {place:12} {name} {role.label}")

    def say(self, sentence: str) -> None:
        """One line at once, with the seconds since the start."""
        self.stdout.write(f"{time.monotonic() - self.started:6.1f}s  {sentence}")
        self.stdout.flush()
