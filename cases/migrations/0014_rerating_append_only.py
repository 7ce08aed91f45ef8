from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_rerating"), ("core", "0002_append_only")]
    operations = [run_sql("cases", "rerating_append_only")]
