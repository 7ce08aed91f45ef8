"""Postgres holds the rules of appeals and deliveries, whoever writes."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_appeals")]

    operations = [run_sql("cases", "appeals")]
