"""Who and where: regions, stations, staff, posts."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "stations"
