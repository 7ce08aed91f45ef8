"""What was paid and has to come back."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.money


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_applicants_and_periods"),
        ("enterprises", "0003_code_tail"),
        ("payouts", "0018_results_prove_faster"),
        ("stations", "0003_posts_given_by_another"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="line",
            name="hold_reason",
            field=models.SmallIntegerField(
                choices=[
                    (0, "nothing is in the way"),
                    (1, "the instalment was cancelled"),
                    (2, "the person has died"),
                    (3, "the claim ended before this month"),
                    (4, "the claim is suspended in this month"),
                    (5, "the claim is not granted"),
                    (6, "the amount is outside the rule"),
                    (7, "no bank account"),
                    (8, "the account was not confirmed by a second person"),
                    (9, "the account's holder is not the person"),
                    (10, "the name holds a sign that no bank file can carry"),
                    (11, "this month is paid, or being paid, on an earlier claim"),
                    (12, "the account was changed after sealing"),
                    (14, "the bank says that an earlier try was paid after all"),
                    (13, "the month is not certified"),
                    (15, "set off against what is to be recovered"),
                ],
                default=0,
                verbose_name="reason",
            ),
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="number")),
                ("fund", models.CharField(max_length=10, verbose_name="fund")),
                ("league_code", models.CharField(max_length=12, verbose_name="league")),
                ("region_code", models.CharField(max_length=12)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("employed", "paid for months after a new job began"),
                            ("death", "paid for months after the death"),
                            ("pension", "paid for months with a pension"),
                            ("refused_offer", "paid after suitable work or training was refused"),
                            ("ended", "paid for months after the entitlement had ended"),
                            ("duplicate", "paid twice"),
                            ("wrong_amount", "paid with a wrong amount"),
                            ("fraud", "obtained by fraud"),
                        ],
                        max_length=20,
                        verbose_name="cause",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "found, to be examined"),
                            ("proposed", "waits for the order"),
                            ("ordered", "ordered to be repaid"),
                            ("repaying", "being repaid by agreement"),
                            ("settled", "repaid"),
                            ("set_off", "set off"),
                            ("written_off", "written off"),
                            ("cancelled", "cancelled"),
                        ],
                        default="found",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("amount", core.money.MoneyField(verbose_name="amount")),
                ("reason", models.CharField(blank=True, default="", max_length=500, verbose_name="what it rests on")),
                ("heard", models.CharField(blank=True, default="", max_length=500, verbose_name="what the payee said")),
                ("fine_note", models.CharField(blank=True, default="", max_length=300, verbose_name="fine")),
                ("found_at", models.DateTimeField(verbose_name="found")),
                ("proposed_at", models.DateTimeField(null=True, verbose_name="proposed")),
                ("ordered_on", models.DateField(null=True, verbose_name="ordered on")),
                ("due_on", models.DateField(null=True, verbose_name="to be repaid by")),
                ("agreed_on", models.DateField(null=True, verbose_name="agreed on")),
                ("agreement", models.PositiveSmallIntegerField(default=0)),
                ("settled_before", core.money.MoneyField(default=Decimal("0.00"))),
                ("closed_on", models.DateField(null=True, verbose_name="closed on")),
                ("cancel_reason", models.CharField(blank=True, default="", max_length=500, verbose_name="reason")),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cancelled by",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to="cases.claim",
                        verbose_name="claim",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to="enterprises.enterprise",
                        verbose_name="enterprise",
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="found by",
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ordered by",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to="cases.resident",
                        verbose_name="resident",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stations.station",
                        verbose_name="station",
                    ),
                ),
            ],
            options={
                "verbose_name": "recovery",
                "verbose_name_plural": "recoveries",
            },
        ),
        migrations.CreateModel(
            name="RecoveryEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paid_in", "money received"),
                            ("set_off", "instalment set off"),
                            ("write_off", "amount written off"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("amount", core.money.MoneyField(verbose_name="amount")),
                ("on", models.DateField(verbose_name="day")),
                ("reference", models.CharField(max_length=300, verbose_name="rests on")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="taken back")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "instalment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.instalment",
                        verbose_name="instalment",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "recovery",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="payouts.recovery"),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken back by",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the recovery",
                "verbose_name_plural": "entries of the recovery",
            },
        ),
        migrations.CreateModel(
            name="RecoveryItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", core.money.MoneyField(verbose_name="amount")),
                ("counts", models.BooleanField(default=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recovery_items", to="payouts.line"
                    ),
                ),
                (
                    "recovery",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="items", to="payouts.recovery"),
                ),
            ],
            options={
                "verbose_name": "item of the recovery",
                "verbose_name_plural": "items of the recovery",
            },
        ),
        migrations.CreateModel(
            name="RecoveryPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement", models.PositiveSmallIntegerField()),
                ("no", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField(verbose_name="due on")),
                ("amount", core.money.MoneyField(verbose_name="amount")),
                (
                    "recovery",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="payouts.recovery"),
                ),
            ],
            options={
                "verbose_name": "part of the agreement",
                "verbose_name_plural": "parts of the agreement",
            },
        ),
        migrations.AddIndex(
            model_name="recovery",
            index=models.Index(fields=["state", "due_on", "id"], name="recovery_state"),
        ),
        migrations.AddIndex(
            model_name="recovery",
            index=models.Index(fields=["claim"], name="recovery_claim"),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("enterprise__isnull", True), ("resident__isnull", False)),
                    models.Q(("enterprise__isnull", False), ("resident__isnull", True)),
                    _connector="OR",
                ),
                name="recovery_of_one_payee",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="recovery_asks_something"),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ordered_by__isnull", True),
                    models.Q(("proposed_by__isnull", False), models.Q(("ordered_by", models.F("proposed_by")), _negated=True)),
                    _connector="OR",
                ),
                name="recovery_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["found", "proposed", "cancelled"]),
                    models.Q(("due_on__isnull", False), ("ordered_by__isnull", False), ("ordered_on__isnull", False)),
                    _connector="OR",
                ),
                name="recovery_ordered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(
                        ("cancelled_by__isnull", False),
                        models.Q(("cancel_reason", ""), _negated=True),
                        models.Q(("cancelled_by", models.F("ordered_by")), _negated=True),
                    ),
                    models.Q(("cancelled_by__isnull", False), ("ordered_by__isnull", True)),
                    _connector="OR",
                ),
                name="recovery_cancelled_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", False), ("state__in", ["settled", "set_off", "written_off", "cancelled"])),
                    models.Q(("closed_on__isnull", True), ("state__in", ["found", "proposed", "ordered", "repaying"])),
                    _connector="OR",
                ),
                name="recovery_closed_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "paid_in"), ("withdrawn_at__isnull", True)),
                fields=("reference",),
                name="recoveryentry_money_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)), fields=("instalment",), name="recoveryentry_instalment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="recoveryentry_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False), ("withdrawn_at__isnull", True)),
                    _connector="OR",
                ),
                name="recoveryentry_confirmed_or_taken_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("instalment__isnull", False), ("kind", "set_off")),
                    models.Q(("instalment__isnull", True), ("kind__in", ["paid_in", "write_off"])),
                    _connector="OR",
                ),
                name="recoveryentry_sets_off_an_instalment",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryentry",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="recoveryentry_is_something"),
        ),
        migrations.AddConstraint(
            model_name="recoveryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("reference", ""), _negated=True), name="recoveryentry_rests_on_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("counts", True)), fields=("line",), name="recoveryitem_once_a_payment"
            ),
        ),
        migrations.AddConstraint(
            model_name="recoveryitem",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="recoveryitem_asks_something"),
        ),
        migrations.AddConstraint(
            model_name="recoverypart",
            constraint=models.UniqueConstraint(fields=("recovery", "agreement", "no"), name="recoverypart_one_a_number"),
        ),
        migrations.AddConstraint(
            model_name="recoverypart",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="recoverypart_asks_something"),
        ),
    ]
