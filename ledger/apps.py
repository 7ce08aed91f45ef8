"""Double entry; knows nobody's name."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "ledger"
