"""Postgres holds the rules of hire records, and keeps benefit and job apart."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0040_hires"), ("programmes", "0002_ruleset_immutable")]

    operations = [run_sql("cases", "hires")]
