"""A frozen year may be opened again for a correction, and take counts that nobody knew."""

from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0006_units_by_file")]

    operations = [run_sql("enterprises", "years_opened")]
