"""Who must be told, once."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
