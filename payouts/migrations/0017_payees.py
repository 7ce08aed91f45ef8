"""A line pays a person or a unit."""

from django.db import migrations, models

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0016_called_back"),
        ("cases", "0016_applicants_and_periods"),
    ]

    operations = [
        migrations.AddField(
            model_name="line",
            name="enterprise_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="line",
            name="holder_name",
            field=models.CharField(blank=True, max_length=100, verbose_name="account holder"),
        ),
        migrations.AlterField(
            model_name="line",
            name="resident_id",
            field=models.BigIntegerField(null=True),
        ),
        run_sql("payouts", "payees"),
    ]
