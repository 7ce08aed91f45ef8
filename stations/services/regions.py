"""The region tree from the division files: GB/T 2260 down to banners, statistics codes for the levels below."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

DATA = Path(__file__).resolve().parent.parent / "data"
ROOT = ("150000", "15", "内蒙古自治区", 1, None, None, False)

#: Act as counties in the statistics codes but are not in GB/T 2260: townships hang below them, no banner count has them.
ZONES = {
    "150172": "呼和浩特经济技术开发区",
    "150271": "包头稀土高新技术产业开发区",
    "150571": "通辽经济技术开发区",
    "152571": "乌拉盖管委会",
    "152971": "内蒙古阿拉善高新技术产业开发区",
}

Row = tuple[str, str, str, int, str | None, str | None, bool]

_MERGE = """
INSERT INTO stations_region (code, prefix, name, level, parent_id, wage_class, is_zone)
SELECT code, prefix, name, level, parent_id, wage_class, is_zone FROM division ORDER BY level, code
ON CONFLICT (code) DO UPDATE
SET name = excluded.name, wage_class = excluded.wage_class
WHERE (stations_region.name, stations_region.wage_class) IS DISTINCT FROM (excluded.name, excluded.wage_class)
"""


def load() -> int:
    """The tree stands as the files say, 16 thousand rows; returns how many were new or changed. Nothing is removed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE division (code text, prefix text, name text, level smallint, parent_id text,"
            " wage_class smallint, is_zone boolean) ON COMMIT DROP"
        )
        with cursor.copy("COPY division FROM STDIN") as copy:
            for row in divisions():
                copy.write_row(row)
        cursor.execute(_MERGE)
        changed: int = cursor.rowcount
        cursor.execute("DROP TABLE division")
    return changed


def divisions() -> Iterator[Row]:
    """Every node as (code, prefix, name, level, parent code, wage class, zone or not), parents before children."""
    yield ROOT
    leagues: set[str] = set()
    for row in _read("divisions_150000.csv"):
        league = row["city_code6"]
        if league not in leagues:
            leagues.add(league)
            yield league, league[:4], row["city_name"], 2, ROOT[0], None, False
        yield row["code6"], row["code6"], row["name"], 3, league, row["min_wage_class_2024_12_01"], False
    for code, name in ZONES.items():
        yield code, code, name, 3, f"{code[:4]}00", None, True
    for row in _read("townships_150000.csv"):
        yield row["code9"], row["code9"], row["name"], 4, row["county_code6"], None, False
    for row in _read("communities_150000.csv"):
        yield row["code12"], row["code12"], row["name"], 5, row["township_code9"], None, False


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
