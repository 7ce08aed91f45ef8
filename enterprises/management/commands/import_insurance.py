"""Take in a file of insurance months from the command line."""

import json
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.policies import Refused
from enterprises.services.insurance_files import take_in_file
from enterprises.states import FileKind
from stations.models import Region
from stations.services.machine import machine_user

COUNTS = ("created", "updated", "unchanged", "rejected")


class Command(BaseCommand):
    """Good rows go in together, refused rows are reported; exit 1 where the file itself is refused."""

    kind = FileKind.MONTHS
    help = "Take in a file of insurance months: CSV in UTF-8 or GB18030, or an .xlsx workbook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE --region CODE --report OUT.json --refused OUT"""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--region", default="150000", metavar="CODE", help="only units registered there (default: everywhere)"
        )
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="where the counts and the refused rows go")
        parser.add_argument("--refused", type=Path, metavar="OUT", help="where the refused rows go, to be corrected")

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing is in the database before the report stands on disk."""
        path: Path = options["file"]
        region = Region.objects.filter(pk=options["region"]).first()
        if region is None:
            raise CommandError(f"There is no region {options['region']}.", returncode=2)
        if not path.is_file():
            raise CommandError(f"There is no file {path}.", returncode=2)
        tell = self._tell if options["verbosity"] > 1 else (lambda _what: None)
        try:
            with path.open("rb") as source, transaction.atomic():
                order, refusals = take_in_file(
                    actor=machine_user(), region=region, file_name=path.name, source=source, tell=tell, kind=self.kind
                )
                if options["report"]:
                    self._report(options["report"], order, refusals)
                if options["refused"] and order.refused_path:
                    with default_storage.open(order.refused_path, "rb") as kept, options["refused"].open("wb") as out:
                        shutil.copyfileobj(kept, out)
        except Refused as refused:
            raise CommandError(f"{path.name}: {refused}", returncode=1) from None
        except OSError as trouble:
            raise CommandError(f"{trouble.filename}: {trouble.strerror}", returncode=1) from None
        counts = ", ".join(f"{getattr(order, name)} {name}" for name in COUNTS)
        self.stdout.write(f"{path.name}: {counts}")

    def _tell(self, what: Any) -> None:
        self.stdout.write(f"{what} rows" if isinstance(what, int) else str(what))

    def _report(self, out: Path, order: Any, refusals: Any) -> None:
        head = {name: getattr(order, name) for name in COUNTS}
        head = {"file": order.file_name, "sha256": order.file_hash, "rows": order.rows_read, **head, "reasons": order.report}
        with out.open("w", encoding="utf-8") as target:
            target.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "refused": [')
            for place, (number, codes, _cells) in enumerate(refusals.all_rows()):
                target.write(("," if place else "") + "\n" + json.dumps({"row": number, "status": "rejected", "codes": codes}))
            target.write("\n]}\n")
