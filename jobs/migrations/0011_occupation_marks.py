from django.db import migrations

from jobs.services import occupations


def load(apps, schema_editor):
    """The classification marks green (L) and digital (S) occupations behind their names; the file no longer takes them for names."""
    occupations.load()


class Migration(migrations.Migration):
    dependencies = [("jobs", "0010_vacancy_checks_and_files")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
