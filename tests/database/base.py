"""Postgres as it is, but the flush between two tests may empty tables that otherwise only grow."""

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list):
        return super().execute_sql_flush(
            ["SET LOCAL session_replication_role = 'replica'", *sql_list, "SET LOCAL session_replication_role = 'origin'"]
        )


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
