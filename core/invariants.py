"""What must always be true of the whole database: each a question in SQL whose rows are the breaches."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

#: A check that needs more than one statement: one sentence a breach.
Check = Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Invariant:
    """`says` is what holds; each row that `sql` returns is one breach: the subject first, then what is wrong with it."""

    code: str
    says: str
    sql: str


def breaches(invariants: Iterable[Invariant]) -> Iterator[str]:
    """One line a breach: code, subject and figures. No personal data stands in any of them."""
    for invariant in invariants:
        with connection.cursor() as cursor:
            cursor.execute(invariant.sql)
            while rows := cursor.fetchmany(1000):
                for row in rows:
                    yield f"{invariant.code}: {invariant.says}; not so: " + ", ".join(str(value) for value in row)
