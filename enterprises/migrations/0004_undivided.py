from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0003_code_tail")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE enterprises_insurancemonth ADD COLUMN undivided boolean NOT NULL DEFAULT false",
                    "ALTER TABLE enterprises_insurancemonth DROP COLUMN undivided",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="insurancemonth",
                    name="undivided",
                    field=models.BooleanField(default=False, verbose_name="unit and staff in one amount"),
                )
            ],
        )
    ]
