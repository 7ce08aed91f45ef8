"""A released batch may go back to the second person before it is sent."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("payouts", "0015_hold_bank_disagrees")]

    operations = [run_sql("payouts", "called_back")]
