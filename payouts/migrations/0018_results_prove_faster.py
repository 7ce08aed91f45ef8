"""The proof of a million results reads the lines of their batches alone."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("payouts", "0017_payees")]

    operations = [run_sql("payouts", "result_refers")]
