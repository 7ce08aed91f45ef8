"""The first security administrator of a region: everybody else is appointed on the admin pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.policies import Refused
from stations.services.bootstrap import appoint_administrator


class Command(BaseCommand):
    """Exit 0: appointed, the one-time password stands on standard output. Exit 1: refused, nothing changed."""

    help = "Appoint the first security administrator of a region, league or banner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the name shown to colleagues")
        parser.add_argument("--region", default="150000", help="code of the region, league or banner (150000)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            issued = appoint_administrator(username=options["username"], name=options["name"], region_code=options["region"])
        except Refused as refused:
            raise CommandError(str(refused.sentence), returncode=1) from refused
        self.stdout.write(f"{issued.user.username} {issued.one_time_password}")
