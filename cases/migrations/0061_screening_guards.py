"""Postgres holds the rules of rounds without an application, whoever writes."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0060_screening")]

    operations = [run_sql("cases", "screening")]
