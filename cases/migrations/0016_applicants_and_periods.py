"""A claim is a person's or a unit's, and what is payable once is named by its period and no longer only by a month."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.money


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_claim_state_due"),
        ("enterprises", "0002_insurance_months"),
        ("stations", "0003_posts_given_by_another"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="claim",
            name="claim_one_open",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_refused_pays_nothing",
        ),
        migrations.RemoveConstraint(
            model_name="instalment",
            name="instalment_once_for_ever",
        ),
        migrations.AddField(
            model_name="claim",
            name="enterprise",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="enterprises.enterprise",
                verbose_name="enterprise",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="occasion",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="what it is about"),
        ),
        migrations.AddField(
            model_name="decision",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="in force from"),
        ),
        migrations.AddField(
            model_name="decision",
            name="valid_until",
            field=models.DateField(blank=True, null=True, verbose_name="in force until"),
        ),
        migrations.AddField(
            model_name="decision",
            name="worth",
            field=core.money.MoneyField(default=Decimal("0.00"), verbose_name="worth"),
        ),
        migrations.AddField(
            model_name="instalment",
            name="enterprise",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="instalments", to="enterprises.enterprise"
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="period",
            field=models.CharField(default="", max_length=60, verbose_name="period"),
            preserve_default=False,
        ),
        # What is final stays final for everybody else: the trigger steps aside within this transaction alone.
        migrations.RunSQL(
            [
                "ALTER TABLE cases_instalment DISABLE TRIGGER instalment_final",
                "UPDATE cases_instalment SET period = to_char(month, 'YYYY-MM')",
                "ALTER TABLE cases_instalment ENABLE TRIGGER instalment_final",
            ],
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="claim",
            name="resident",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="cases.resident",
                verbose_name="resident",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="station",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="stations.station",
                verbose_name="station",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="left_out",
            field=models.JSONField(default=list, verbose_name="left out"),
        ),
        migrations.AlterField(
            model_name="instalment",
            name="resident",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="instalments", to="cases.resident"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "draft",
                            "submitted",
                            "correction",
                            "accepted",
                            "paused",
                            "first_checked",
                            "approval",
                            "granted",
                            "suspended",
                        ),
                    )
                ),
                fields=("resident", "scheme", "occasion"),
                name="claim_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "draft",
                            "submitted",
                            "correction",
                            "accepted",
                            "paused",
                            "first_checked",
                            "approval",
                            "granted",
                            "suspended",
                        ),
                    )
                ),
                fields=("enterprise", "scheme", "occasion"),
                name="claim_one_open_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("enterprise__isnull", True), ("resident__isnull", False), ("station__isnull", False)),
                    models.Q(("enterprise__isnull", False), ("resident__isnull", True)),
                    _connector="OR",
                ),
                name="claim_of_one_applicant",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gte", 0), ("granted", True)),
                    models.Q(("amount", 0), ("granted", False), ("worth", 0)),
                    _connector="OR",
                ),
                name="decision_refused_pays_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_on__isnull", True)),
                fields=("resident", "scheme", "period"),
                name="instalment_once_for_ever",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_on__isnull", True), ("enterprise__isnull", False)),
                fields=("enterprise", "scheme", "period"),
                name="instalment_once_for_ever_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("enterprise__isnull", True), ("resident__isnull", False)),
                    models.Q(("enterprise__isnull", False), ("resident__isnull", True)),
                    _connector="OR",
                ),
                name="instalment_of_one_payee",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(condition=models.Q(("period", ""), _negated=True), name="instalment_names_period"),
        ),
    ]
