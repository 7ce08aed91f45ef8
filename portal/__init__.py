"""The roof of the house: settings, urls, timetable, workbench, audit reading."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
