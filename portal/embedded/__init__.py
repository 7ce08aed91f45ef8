"""The embedded Postgres and Valkey: demo and tests need no server of their own; production names real ones."""
