"""Numbers without gaps in the counting and without races: one row a series, taken by INSERT ... ON CONFLICT."""

import itertools
from collections import Counter
from collections.abc import Sequence

from django.db import connection

from core import clock

_NEXT = """
INSERT INTO cases_numberseries AS series (key, last) VALUES (%s, %s)
ON CONFLICT (key) DO UPDATE SET last = series.last + %s
RETURNING last
"""


_NEXT_EACH = """
INSERT INTO cases_numberseries AS series (key, last) SELECT * FROM unnest(%s::text[], %s::int[]) ORDER BY 1
ON CONFLICT (key) DO UPDATE SET last = series.last + excluded.last
RETURNING key, last
"""


def take_each(kind: str, region_codes: Sequence[str]) -> list[str]:
    """As `take` for each of `region_codes`, in their order, by one statement."""
    year = clock.today().year
    keys = [f"{kind}{code[:6]}-{year}" for code in region_codes]
    counts = Counter(keys)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_EACH, [list(counts), list(counts.values())])
        following = {key: itertools.count(last - counts[key] + 1) for key, last in cursor.fetchall()}
    return [f"{key}-{next(following[key]):06d}" for key in keys]


def take_many(kind: str, region_code: str, count: int) -> list[str]:
    """As `take`, `count` numbers in a row by one statement; `count` is at least one."""
    key = f"{kind}{region_code[:6]}-{clock.today().year}"
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [key, count, count])
        last: int = cursor.fetchone()[0]
    return [f"{key}-{number:06d}" for number in range(last - count + 1, last + 1)]


def take(kind: str, region_code: str) -> str:
    """The next number of a kind in a banner and year, e.g. SY150502-2026-000123; the series stays held until commit."""
    return take_many(kind, region_code, 1)[0]
