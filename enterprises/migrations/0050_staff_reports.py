"""Sample firms report their staff every month, and being one is dated like a list."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0007_years_opened"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="listing",
            name="kind",
            field=models.CharField(
                choices=[
                    ("quality_award", "Chairman's Quality Award"),
                    ("credit_benchmark", "integrity benchmark enterprise"),
                    ("credit_model", "integrity model enterprise"),
                    ("credit_standard", "integrity standard enterprise"),
                    ("high_tech", "high-tech enterprise"),
                    ("science_sme", "technology-based small or medium-sized enterprise"),
                    ("key_supply", "enterprise of key supply"),
                    ("sample_firm", "sample firm of the unemployment monitoring"),
                    ("serious_violation", "list of serious violation and dishonesty"),
                    ("zombie", "list of zombie enterprises"),
                    ("environment_fault", "environmental protection fault"),
                ],
                max_length=20,
                verbose_name="honour or list",
            ),
        ),
        migrations.CreateModel(
            name="StaffReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="month")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("staff", models.PositiveIntegerField(verbose_name="staff at the month's end")),
                ("joined", models.PositiveIntegerField(verbose_name="joined")),
                ("left", models.PositiveIntegerField(verbose_name="left")),
                ("reason", models.CharField(blank=True, default="", max_length=200, verbose_name="why it is corrected")),
                ("reported_at", models.DateTimeField(verbose_name="reported")),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="staff_reports", to="enterprises.enterprise"
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "staff report",
                "verbose_name_plural": "staff reports",
                "constraints": [
                    models.UniqueConstraint(fields=("enterprise", "month", "version"), name="staffreport_once_a_month"),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="staffreport_first_of_month"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("version", 1)),
                            models.Q(("version__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="staffreport_correction_says_why",
                    ),
                ],
            },
        ),
        run_sql("enterprises", "staff_reports_stay"),
    ]
