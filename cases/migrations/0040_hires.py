"""Hire records and the files that bring them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0028_appeal_guards"),
        ("enterprises", "0004_undivided"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HireFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region_code", models.CharField(max_length=12, verbose_name="region")),
                ("station_id", models.BigIntegerField(editable=False, null=True)),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("file_hash", models.CharField(max_length=64)),
                ("file_size", models.BigIntegerField(default=0)),
                ("path", models.CharField(blank=True, default="", max_length=200)),
                ("refused_path", models.CharField(blank=True, default="", max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits its turn"),
                            ("reading", "being read"),
                            ("preview", "read, waits for your word"),
                            ("done", "taken in"),
                            ("discarded", "thrown away"),
                            ("failed", "not taken in"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("rows_read", models.BigIntegerField(default=0)),
                ("rows_expected", models.BigIntegerField(default=0)),
                ("created", models.BigIntegerField(default=0)),
                ("updated", models.BigIntegerField(default=0)),
                ("unchanged", models.BigIntegerField(default=0)),
                ("rejected", models.BigIntegerField(default=0)),
                ("report", models.JSONField(default=dict)),
                ("failure", models.CharField(blank=True, default="", max_length=300)),
                ("imported_at", models.DateTimeField(verbose_name="sent")),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "imported_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "file of hire records",
                "verbose_name_plural": "files of hire records",
            },
        ),
        migrations.CreateModel(
            name="Hire",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("credit_code", models.CharField(max_length=18, verbose_name="unified social credit code")),
                ("employer", models.CharField(max_length=100, verbose_name="employer")),
                ("hired_on", models.DateField(verbose_name="hired on")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                (
                    "contract",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fixed", "fixed term"),
                            ("open", "without a fixed term"),
                            ("task", "until a task is done"),
                            ("none", "no written contract"),
                        ],
                        default="",
                        max_length=5,
                        verbose_name="labour contract",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("register", "file of the register"),
                            ("desk", "entered at the desk"),
                            ("list", "list of people of a grant"),
                            ("referral", "referral of a station"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("document", models.CharField(blank=True, default="", max_length=100, verbose_name="what it rests on")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="struck out")),
                ("void_reason", models.CharField(blank=True, default="", max_length=300, verbose_name="reason")),
                (
                    "enterprise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hires",
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="hires", to="cases.resident"
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.hirefile",
                    ),
                ),
            ],
            options={
                "verbose_name": "hire record",
                "verbose_name_plural": "hire records",
                "indexes": [models.Index(fields=["resident", "hired_on"], name="hire_resident")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("resident", "credit_code", "hired_on"),
                        name="hire_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credit_code__regex", "^[0-9A-HJ-NPQRTUWXY]{18}$")), name="hire_code_has_its_form"
                    ),
                    models.CheckConstraint(condition=models.Q(("employer", ""), _negated=True), name="hire_names_employer"),
                    models.CheckConstraint(
                        condition=models.Q(("left_on__isnull", True), ("left_on__gte", models.F("hired_on")), _connector="OR"),
                        name="hire_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("voided_by", models.F("recorded_by")), _negated=True),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hire_struck_out_by_another",
                    ),
                ],
            },
        ),
    ]
