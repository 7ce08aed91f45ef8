"""The books are final and balance at commit."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [run_sql("ledger", "books")]
