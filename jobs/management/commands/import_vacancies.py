"""Take in a department's file of vacancies from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.policies import Refused
from jobs.services import vacancy_files
from jobs.states.vacancies import Post
from stations.models import Station
from stations.services.machine import machine_user


class Command(BaseCommand):
    """Good rows go in together, refused rows are reported; exit 1 where the file itself is refused."""

    help = "Take in a department's file of vacancies (.xlsx, or CSV in GB18030 or UTF-8)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE --station CODE --report OUT.json"""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--station", required=True, metavar="CODE", help="code of the station that looks after the posts")
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="where the counts and the refused rows go")
        parser.add_argument("--department", default="人力资源和社会保障局", help="which department reports them")
        parser.add_argument("--post", choices=Post.values, default=Post.MARKET, help="posts of the market or of a policy")

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
                order, refusals = vacancy_files.take_in_file(
                    actor=machine_user(), station=station, department=options["department"], post=options["post"],
                    file_name=path.name, source=source,
                )  # fmt: skip
                if options["report"]:
                    told = {name: getattr(order, name) for name in ("number", "created", "updated", "unchanged", "rejected")}
                    told["refused"] = [{"row": row, "codes": codes} for row, codes, _cells in refusals.all_rows()]
                    options["report"].write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except Refused as refused:
            raise CommandError(f"{path.name}: {refused}", returncode=1) from None
        except OSError as trouble:
            raise CommandError(f"{trouble.filename}: {trouble.strerror}", returncode=1) from None
        counts = ", ".join(f"{getattr(order, name)} {name}" for name in ("created", "updated", "unchanged", "rejected"))
        self.stdout.write(f"{path.name}: {counts}")
