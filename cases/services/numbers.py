"""Numbers without gaps in the counting and without races: one row a series, taken by INSERT ... ON CONFLICT."""

from django.db import connection

from core import clock

_NEXT = """
INSERT INTO cases_numberseries AS series (key, last) VALUES (%s, %s)
ON CONFLICT (key) DO UPDATE SET last = series.last + %s
RETURNING last
"""


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
