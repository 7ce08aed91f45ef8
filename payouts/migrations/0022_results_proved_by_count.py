"""The proof of an answer's results reads the lines of its batches once, instead of looking up each."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("payouts", "0021_instruction_pieces")]

    operations = [run_sql("payouts", "result_refers_counted")]
