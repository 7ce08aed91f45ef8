"""Postgres as it is, but the flush between two tests may empty tables that otherwise only grow.

Tables that a migration fills with facts of the land are left standing.
"""

from django.db.backends.postgresql import base, operations

KEPT = {"jobs_occupation", "stations_region"}


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(self, style, tables, **options):
        return super().sql_flush(style, [table for table in tables if table not in KEPT], **options)

    def execute_sql_flush(self, sql_list):
        return super().execute_sql_flush(
            [
                "SET LOCAL session_replication_role = 'replica'",
                *sql_list,
                "SET LOCAL session_replication_role = 'origin'",
            ]
        )


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
