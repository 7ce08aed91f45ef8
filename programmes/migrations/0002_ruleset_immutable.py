"""What is published stands: held by triggers, see sql/ruleset_immutable.sql."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("core", "0002_append_only")]

    operations = [run_sql("programmes", "ruleset_immutable")]
