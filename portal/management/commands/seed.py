"""Demo data through the services: stations, staff with one account a post, residents, claims in every state, money."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.policies import Refused
from portal.services.seed import offices, story


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
            self.stdout.write("The demo data are there already; nothing was changed.")
            return
        self.say(f"{told.residents} residents at {told.stations} stations")
        self.stdout.write(f"Demo password of every account: {offices.PASSWORD}")
        first = f"ST{offices.BANNER}-01"
        self.stdout.write(f"{'station1':12} {'station staff':24} station {first}")
        for username, name, role, place in offices.ACCOUNTS:
            self.stdout.write(f"{username:12} {role.value:24} {place} {name}")
        self.stdout.write(f"{'admin0':12} {'security_admin':24} {offices.WHOLE_REGION} {offices.ADMINISTRATOR[1]}")
        self.stdout.write(f"{'station1n':12} {'station staff':24} station ST{offices.NEXT_BANNER}-01")

    def say(self, sentence: str) -> None:
        """One line at once, with the seconds since the start."""
        self.stdout.write(f"{time.monotonic() - self.started:6.1f}s  {sentence}")
        self.stdout.flush()
