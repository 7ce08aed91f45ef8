from django.db import migrations, models

import core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_load_occupations"),
    ]

    operations = [
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("link", "visitor recognised as a resident"), ("claim_state", "state of a claim")],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                ("mobile", core.fields.EncryptedField(verbose_name="mobile")),
                ("mobile_hash", models.BinaryField(max_length=32)),
                ("sender", models.BinaryField(max_length=32, null=True)),
                ("code", core.fields.EncryptedField(null=True)),
                ("code_hash", models.BinaryField(max_length=32)),
                ("number", models.UUIDField(db_default=models.Func(function="gen_random_uuid"), unique=True)),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("used", models.BooleanField(default=False)),
                ("offers", models.PositiveSmallIntegerField(default=0)),
                ("next_offer_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("trouble", models.CharField(blank=True, default="", max_length=200, verbose_name="trouble")),
            ],
            options={
                "verbose_name": "one-time code",
                "verbose_name_plural": "one-time codes",
                "indexes": [
                    models.Index(fields=["mobile_hash", "-issued_at"], name="onetimecode_mobile"),
                    models.Index(fields=["sender", "-issued_at"], name="onetimecode_sender"),
                    models.Index(fields=["issued_at"], name="onetimecode_old"),
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True)), fields=["next_offer_at", "id"], name="onetimecode_to_send"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("mobile_hash", "purpose"),
                        name="onetimecode_one_open",
                    ),
                    models.CheckConstraint(condition=models.Q(("tries__lte", 5)), name="onetimecode_five_tries"),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("issued_at"))), name="onetimecode_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used", False), ("closed_at__isnull", False), _connector="OR"),
                        name="onetimecode_used_once",
                    ),
                ],
            },
        ),
    ]
