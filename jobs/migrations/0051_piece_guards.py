"""Postgres holds the payroll book of piece work: lines are final once settled, sums tie, nothing is removed."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("jobs", "0050_piece"), ("core", "0002_append_only")]

    operations = [run_sql("jobs", "piece")]
