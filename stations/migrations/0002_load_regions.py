from django.db import migrations

from stations.services import regions


def load(apps, schema_editor):
    regions.load()


class Migration(migrations.Migration):
    dependencies = [("stations", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
