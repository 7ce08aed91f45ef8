"""Numbers without gaps in the counting and without races: one row a series, taken by INSERT ... ON CONFLICT."""

from django.db import connection

from core import clock

_NEXT = """
INSERT INTO cases_numberseries AS series (key, last) VALUES (%s, 1)
ON CONFLICT (key) DO UPDATE SET last = series.last + 1
RETURNING last
"""


def take(kind: str, region_code: str) -> str:
    """The next number of a kind in a banner and year, e.g. SY150502-2026-000123; the series stays held until commit."""
    key = f"{kind}{region_code[:6]}-{clock.today().year}"
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [key])
        last: int = cursor.fetchone()[0]
    return f"{key}-{last:06d}"
