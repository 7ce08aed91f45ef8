from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0050_assessment_excluded")]

    operations = [run_sql("cases", "decision_ground")]
