"""Statistics that are older than the rows, and what a transaction really read of them."""

from django.db import connection

_FORGET = "DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relname = ANY (%s))"
_BELIEVE = "UPDATE pg_class SET reltuples = 1, relpages = greatest(relpages, 1) WHERE relname = ANY (%s)"
_READ = """
SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)
FROM pg_stat_xact_all_tables WHERE relname = ANY (%s)
"""


def believed_empty(*tables: str) -> None:
    """Until the end of the transaction the planner takes each of `tables` for one row, as after a mass removal."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(_FORGET, [list(tables)])
        cursor.execute(_BELIEVE, [list(tables)])


def gathered() -> None:
    """The planner knows the rows that this transaction has written so far."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def rows_read(*tables: str) -> int:
    """How many rows of `tables` the present transaction has read, one by one or by an index."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [list(tables)])
        return int(cursor.fetchone()[0])
