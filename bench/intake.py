"""A workbook of n residents at a station: read, judged, taken in; and the same one again."""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from bench import cases, people, scratch
from bench.scratch import Found
from cases.models import ImportRun
from cases.services.imports import take_in_file
from core import clock, sheets
from stations.models import Region, Station
from stations.services.machine import machine_user

HEADERS = ("姓名", "证件号码", "性别", "出生日期", "手机", "居住社区代码", "人员类别", "失业登记日期", "备注")
FLOOR_TABLE = "CREATE TABLE floor_resident (LIKE cases_resident INCLUDING ALL)"


def ground(n: int) -> cases.Staff:
    """Stations, and n residents who are there already."""
    staff = cases.staff()
    people.fill(n, staff.desks, staff.maker)
    scratch.settle()
    return staff


def measure(n: int, staff: cases.Staff) -> Iterator[Found]:
    """The floor: the rows of the table, ready as they are, copied into one with the same indexes."""
    station = Station.objects.get(pk=staff.desks[0].pk)
    with clock.at(cases.MORNING), tempfile.TemporaryDirectory() as name:
        path = Path(name) / "intake.xlsx"
        with path.open("wb") as file:
            _workbook(n, file)
        with (Path(name) / "floor").open("wb") as file:
            scratch.copy_out("COPY cases_resident TO STDOUT", file)
        scratch.sql(FLOOR_TABLE)
        with (Path(name) / "floor").open("rb") as file:
            floor = scratch.timed(lambda: scratch.copy_in("COPY floor_resident FROM STDIN", file))
        for what, status in (("intake of a workbook", "created"), ("the same workbook again", "unchanged")):
            with path.open("rb") as source:
                taken = scratch.cost(
                    lambda: take_in_file(actor=machine_user(), station=station, file_name=path.name, source=source)
                )
            run = ImportRun.objects.latest("pk")
            if getattr(run, status) != n:
                raise SystemExit(f"{getattr(run, status)} of {n} rows were {status}")
            yield Found(what, n, taken.seconds, floor, None, taken.memory, taken.server)


def _workbook(n: int, file: BinaryIO) -> None:
    code = Region.objects.filter(level=Region.Level.COMMUNITY).order_by("code").values_list("code", flat=True)[0]
    crowd = people.Crowd([people.Desk(0, code)])
    born = date(1960, 1, 1)

    def rows() -> Iterator[list[str]]:
        for place, name in enumerate(crowd.names(n)):
            day = born + timedelta(days=place % 1400)
            number = people.number_of(place // 1400, "150102", day)
            sex = "男" if int(number[16]) % 2 else "女"
            yield [name, number, sex, f"{day}", f"138{place:08d}", code, "", "2026-10-12", ""]

    sheets.write_workbook(file, title="名单", headers=HEADERS, rows=rows())
