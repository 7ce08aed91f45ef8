"""A year of insurance months of n enterprises in one file: read, judged, written, counted; again; with one month changed."""

import csv
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from stdnum.cn import uscc

from bench import cases, scratch
from bench.scratch import Found
from core import clock
from enterprises.formulas import unit_names
from enterprises.models import Enterprise, InsuranceImport
from enterprises.services.insurance_files import take_in_file
from stations.models import Region, User
from stations.services.machine import machine_user

YEAR = 2025
HEADERS = ("AAB998", "AAE003", "AAE140", "参保人数", "AAE019", "个人缴费", "AAE002")
FLOOR_TABLE = "CREATE TABLE floor_month (LIKE enterprises_insurancemonth INCLUDING ALL)"


def ground(n: int) -> User:
    """n enterprises spread over the banners of the land."""
    banners = list(Region.objects.filter(level=Region.Level.BANNER).order_by("code"))
    maker, now = machine_user(), clock.now()

    def unit(place: int) -> Enterprise:
        banner, name = banners[place % len(banners)], f"草原第{place}食品有限公司"
        body = f"91{banner.code}M{place:08d}"
        return Enterprise(
            credit_code=body + uscc.calc_check_digit(body),
            name=name,
            name_pairs=unit_names.pairs(name),
            industry="manufacturing",
            region=banner,
            region_code=banner.code,
            created_at=now,
            created_by=maker,
        )

    for first in range(0, n, 20_000):
        Enterprise.objects.bulk_create(unit(place) for place in range(first, min(first + 20_000, n)))
    scratch.settle()
    return maker


def measure(n: int, maker: User) -> Iterator[Found]:
    """The floor: the finished rows copied into one table with the same checks and the same key."""
    rows = n * 12
    region = Region.objects.get(pk="150000")
    with clock.at(cases.MORNING), tempfile.TemporaryDirectory() as name:
        store, settings.MEDIA_ROOT = settings.MEDIA_ROOT, Path(name) / "files"
        path, changed = Path(name) / "months.csv", Path(name) / "changed.csv"
        _file(path, lambda _month: 20)
        _file(changed, lambda month: 21 if month == 12 else 20)
        floor = 0.0
        for what, file, counts in (
            ("a year of insurance months", path, {"created": rows}),
            ("the same file again", path, {"unchanged": rows}),
            ("one month in twelve changed", changed, {"updated": n, "unchanged": rows - n}),
        ):
            with file.open("rb") as source:
                taken = scratch.cost(partial(_take_in, maker, region, file.name, source))
            order = InsuranceImport.objects.latest("pk")
            for status, number in counts.items():
                if getattr(order, status) != number:
                    raise SystemExit(f"{getattr(order, status)} of {number} rows were {status}")
            floor = floor or _floor(Path(name) / "floor")
            yield Found(what, rows, taken.seconds, floor, None, taken.memory, taken.server)
        settings.MEDIA_ROOT = store


def _take_in(maker: User, region: Region, name: str, source: Any) -> None:
    with transaction.atomic():
        take_in_file(actor=maker, region=region, file_name=name, source=source, tell=lambda _what: None)


def _floor(path: Path) -> float:
    with path.open("wb") as file:
        scratch.copy_out("COPY (SELECT * FROM enterprises_insurancemonth) TO STDOUT", file)
    scratch.sql(FLOOR_TABLE)
    with path.open("rb") as file:
        return scratch.timed(lambda: scratch.copy_in("COPY floor_month FROM STDIN", file))


def _file(path: Path, staff: Callable[[int], int]) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for code in Enterprise.objects.order_by("pk").values_list("credit_code", flat=True).iterator(20_000):
            writer.writerows(
                (code, f"{YEAR}{month:02d}", "210", staff(month), "520.00", "520.00", f"{YEAR}{month:02d}15")
                for month in range(1, 13)
            )
