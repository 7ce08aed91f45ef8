"""What Postgres itself refuses about batches, lines and the bank's word."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0001_initial"),
        ("cases", "0002_append_only"),
        ("core", "0002_append_only"),
    ]

    operations = [run_sql("payouts", "batches"), run_sql("payouts", "lines")]
