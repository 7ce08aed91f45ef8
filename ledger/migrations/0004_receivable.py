"""What has to come back: a receivable of the fund, and what of it was given up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_budgets"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="account",
            name="account_known_kind",
        ),
        migrations.AlterField(
            model_name="account",
            name="kind",
            field=models.CharField(
                choices=[
                    ("expense", "Fund expense"),
                    ("payable", "Benefits payable"),
                    ("clearing", "In transit at the bank"),
                    ("bank", "Bank deposit"),
                    ("receivable", "To be recovered"),
                    ("writeoff", "Written off"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["expense", "payable", "clearing", "bank", "receivable", "writeoff"])),
                name="account_known_kind",
            ),
        ),
    ]
