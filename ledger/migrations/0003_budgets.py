"""What a programme may grant in a place and a year, and the plans behind it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.money


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_books"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Budget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scheme", models.CharField(max_length=40, verbose_name="programme")),
                ("league", models.CharField(max_length=12, verbose_name="league")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("planned", core.money.MoneyField(verbose_name="plan")),
                ("binding", models.BooleanField(default=True, verbose_name="binding")),
                ("version", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "budget",
                "verbose_name_plural": "budgets",
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "league", "year"), name="budget_one_a_programme_league_year"),
                    models.CheckConstraint(condition=models.Q(("planned__gte", 0)), name="budget_not_negative"),
                    models.CheckConstraint(condition=models.Q(("league__regex", "^15[0-9]{2}00$")), name="budget_league_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scheme", models.CharField(max_length=40, verbose_name="programme")),
                ("league", models.CharField(max_length=12, verbose_name="league")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("planned", core.money.MoneyField(verbose_name="plan")),
                ("document", models.CharField(max_length=200, verbose_name="document")),
                ("proposed_at", models.DateTimeField(verbose_name="plan proposed")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("confirmed", models.BooleanField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
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
            ],
            options={
                "verbose_name": "plan of a budget",
                "verbose_name_plural": "plans of budgets",
                "indexes": [models.Index(fields=["scheme", "league", "year", "id"], name="budgetplan_budget")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("scheme", "league", "year"),
                        name="budgetplan_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="budgetplan_two_people",
                    ),
                    models.CheckConstraint(condition=models.Q(("planned__gte", 0)), name="budgetplan_not_negative"),
                ],
            },
        ),
    ]
