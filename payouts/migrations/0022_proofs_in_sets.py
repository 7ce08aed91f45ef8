"""The proofs of lines and results read both tables at once."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("payouts", "0021_instruction_pieces")]

    operations = [run_sql("payouts", "proofs_in_sets")]
