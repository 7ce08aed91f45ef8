from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_publicity"), ("core", "0002_append_only")]
    operations = [run_sql("cases", "publicity")]
