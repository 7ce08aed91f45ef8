"""Where the communities of a league lie, from a file with code, latitude and longitude: all rows or none."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.policies import Refused
from core.sheets import read_rows
from stations.models import User
from stations.services import coordinates, tables

MOST = 20_000


class Command(BaseCommand):
    """One transaction; a row that is refused is named with its number."""

    help = "Enter where communities lie, from an .xlsx or .csv file with the columns code, latitude, longitude."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and who answers for it."""
        parser.add_argument("file")
        parser.add_argument("--actor", required=True, help="user name of the security administrator")

    def handle(self, *_args: Any, file: str, actor: str, **_options: Any) -> None:
        """Say how many positions changed."""
        table = None
        try:
            who = User.objects.get(username=actor, is_active=True)
            with Path(file).open("rb") as source:
                table = tables.parse(coordinates.COLUMNS, list(read_rows(source, max_rows=MOST + 1)), MOST)
            tables.bring_in(table, actor=who, take=coordinates.take, verb="region.imported")
        except (User.DoesNotExist, OSError) as error:
            raise CommandError(str(error)) from error
        except Refused as refused:
            lines = [line for line in table.lines if line.status == tables.REFUSED] if table else []
            named = "\n".join(f"{line.number}: {line.sentence}" for line in lines[:20])
            raise CommandError(named or str(refused.sentence)) from refused
        self.stdout.write(f"{table.count(tables.AMENDED)} placed, {table.count(tables.UNCHANGED)} as they stood")
