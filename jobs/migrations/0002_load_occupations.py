from django.db import migrations

from jobs.services import occupations


def load(apps, schema_editor):
    occupations.load()


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
