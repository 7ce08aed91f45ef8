"""Postgres holds which figures a league may set, whoever publishes."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_ruleset_immutable")]

    operations = [run_sql("programmes", "local_figures")]
