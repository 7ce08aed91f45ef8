"""What Postgres itself refuses about the bank's answers and their exceptions."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("payouts", "0010_bank_words")]

    operations = [run_sql("payouts", "exceptions")]
