from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [run_sql("core", "append_only")]
