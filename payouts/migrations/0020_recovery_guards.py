"""Postgres holds the rules of recoveries, whoever writes."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("payouts", "0019_recoveries")]

    operations = [run_sql("payouts", "recoveries")]
