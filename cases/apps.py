"""A matter of a resident, from intake to instalments."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
