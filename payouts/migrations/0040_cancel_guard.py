"""Postgres refuses to cancel what a second person let go, whoever writes."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("payouts", "0030_held_while_employed"), ("cases", "0053_lessened_guards")]

    operations = [run_sql("payouts", "cancel_guard")]
