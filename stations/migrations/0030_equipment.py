import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stations", "0020_positions"),
    ]

    operations = [
        migrations.AddField(
            model_name="station",
            name="equipment",
            field=models.CharField(
                choices=[("basic", "basic"), ("standard", "standard"), ("model", "model station")],
                default="basic",
                max_length=10,
                verbose_name="equipment",
            ),
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("screen", "big screen"),
                            ("printer", "printer"),
                            ("scanner", "scanner"),
                            ("terminal", "self-service terminal"),
                            ("computer", "computer"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=24,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9][A-Z0-9-]{3,23}$",
                                "A code has 4 to 24 capital letters, digits and hyphens, like TL-SCREEN-01.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("place", models.CharField(blank=True, default="", max_length=60, verbose_name="where it stands")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="stations.station",
                        verbose_name="station",
                    ),
                ),
            ],
            options={
                "verbose_name": "device",
                "verbose_name_plural": "devices",
                "ordering": ["station", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z0-9][A-Z0-9-]{3,23}$")), name="device_code_spelled"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StationTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2020),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("figure", models.CharField(max_length=30, verbose_name="figure")),
                (
                    "number",
                    models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="target"),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="stations.station",
                        verbose_name="station",
                    ),
                ),
            ],
            options={
                "verbose_name": "target of the year",
                "verbose_name_plural": "targets of the year",
                "ordering": ["-year", "station", "figure"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("station", "year", "figure"),
                        name="stationtarget_once",
                        violation_error_message="This station has a target of that year for this figure.",
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="stationtarget_asks_something"),
                    models.CheckConstraint(condition=models.Q(("year__range", (2020, 2100))), name="stationtarget_of_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("figure__regex", "^[a-z][a-z_]*$")), name="stationtarget_names_a_figure"
                    ),
                ],
            },
        ),
    ]
