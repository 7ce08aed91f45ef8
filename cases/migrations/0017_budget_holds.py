"""Nothing is granted past a binding budget, held by Postgres."""

from django.db import migrations, models

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_budgets"),
        ("cases", "0016_applicants_and_periods"),
        ("enterprises", "0003_code_tail"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="instalment",
            index=models.Index(
                condition=models.Q(("cancelled_on__isnull", True)),
                fields=["scheme", "month"],
                include=("amount", "region_code"),
                name="instalment_budget",
            ),
        ),
        run_sql("cases", "budget_holds"),
    ]
