"""The Celery app: the doorbell. The rows in Postgres are the work orders."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("portal.timetable")
app.autodiscover_tasks()
