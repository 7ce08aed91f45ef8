"""Postgres counts the places of events and courses, and keeps intents and presences where they belong."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("jobs", "0031_events")]

    operations = [run_sql("jobs", "event_places"), run_sql("jobs", "course_places")]
