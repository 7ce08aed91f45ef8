from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0052_lessened")]

    operations = [run_sql("cases", "lessened")]
