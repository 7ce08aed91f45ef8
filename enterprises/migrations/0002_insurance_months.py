from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_initial"), ("core", "0002_append_only")]
    operations = [run_sql("enterprises", "insurance_months"), run_sql("enterprises", "registry_stays")]
