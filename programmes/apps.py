"""The law as data and pure arithmetic."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
