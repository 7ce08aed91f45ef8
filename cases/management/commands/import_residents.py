"""Take in an intake workbook from the command line; contracts.md 3 says what comes of each row."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cases.reports.refused_rows import write_refused_rows
from cases.services.imports import report_of, take_in_file
from core.policies import Refused
from stations.models import Station
from stations.services.machine import machine_user


class Command(BaseCommand):
    """Good rows go in together, refused rows are reported; exit 1 where the file itself is refused."""

    help = "Take in an intake workbook (.xlsx) or a CSV file in GB18030 or UTF-8."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE --station CODE --report OUT.json"""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--station", required=True, metavar="CODE", help="code of the station that keeps the people")
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="where the report of each row goes")
        parser.add_argument("--refused", type=Path, metavar="OUT.xlsx", help="where the refused rows go, to be corrected")

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing is in the database before the report stands on disk."""
        path: Path = options["file"]
        station = Station.objects.filter(code=options["station"]).first()
        if station is None:
            raise CommandError(f"There is no station {options['station']}.", returncode=2)
        if not path.is_file():
            raise CommandError(f"There is no file {path}.", returncode=2)
        try:
            with path.open("rb") as source, transaction.atomic():
                run = take_in_file(actor=machine_user(), station=station, file_name=path.name, source=source)
                if options["report"]:
                    text = ",\n".join(json.dumps(line, ensure_ascii=False) for line in report_of(run))
                    options["report"].write_text(f"[\n{text}\n]\n", encoding="utf-8")
                if options["refused"]:
                    write_refused_rows(options["refused"], run)
        except Refused as refused:
            raise CommandError(f"{path.name}: {refused}", returncode=1) from None
        except OSError as trouble:
            raise CommandError(f"{trouble.filename}: {trouble.strerror}", returncode=1) from None
        self.stdout.write(
            f"{path.name}: {run.created} created, {run.updated} updated, {run.unchanged} unchanged, {run.rejected} rejected"
        )
