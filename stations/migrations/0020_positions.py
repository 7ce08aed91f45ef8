"""Where communities lie; and no station has half a position any more (a range is not false of a NULL)."""

import django.core.validators
from django.db import migrations, models
from django.db.models import Q


def clear_halves(apps, schema_editor):
    """Half a position shows nothing on any map."""
    Station = apps.get_model("stations", "Station")
    halves = Q(latitude__isnull=True, longitude__isnull=False) | Q(latitude__isnull=False, longitude__isnull=True)
    Station.objects.filter(halves).update(latitude=None, longitude=None)


def degree(words, least, most):
    limits = [django.core.validators.MinValueValidator(least), django.core.validators.MaxValueValidator(most)]
    return models.DecimalField(words, max_digits=9, decimal_places=6, null=True, blank=True, validators=limits)


def inside(name):
    both = Q(latitude__isnull=False, longitude__isnull=False, latitude__range=(37, 54), longitude__range=(97, 127))
    return models.CheckConstraint(condition=Q(latitude__isnull=True, longitude__isnull=True) | both, name=name)


class Migration(migrations.Migration):
    dependencies = [("stations", "0010_station_code_spelled")]

    operations = [
        migrations.RunPython(clear_halves, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="station", name="station_inside_the_region"),
        migrations.AddField(model_name="region", name="latitude", field=degree("latitude", 37, 54)),
        migrations.AddField(model_name="region", name="longitude", field=degree("longitude", 97, 127)),
        migrations.AddIndex(
            model_name="station",
            index=models.Index(fields=["latitude", "longitude"], condition=Q(state="open"), name="station_open_at"),
        ),
        migrations.AddConstraint(model_name="region", constraint=inside("region_inside_the_land")),
        migrations.AddConstraint(model_name="station", constraint=inside("station_inside_the_region")),
    ]
