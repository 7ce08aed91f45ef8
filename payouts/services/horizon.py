"""How far the instalments are complete: nothing at or below the horizon can still appear."""

from django.db import OperationalError, connection, transaction


def horizon() -> int:
    """The largest instalment id such that every id up to it is committed or will never be.

    A short SHARE lock waits for decisions under way, so that no smaller id can come later; 0 (know nothing new) when
    one of them takes longer than two seconds.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            cursor.execute("LOCK TABLE cases_instalment IN SHARE MODE")
            cursor.execute("SELECT coalesce(max(id), 0) FROM cases_instalment")
            found: int = cursor.fetchone()[0]
            cursor.execute("SET LOCAL lock_timeout = 0")
            return found
    except OperationalError:
        return 0
