"""The instruction of a released batch lies ready, enciphered, a thousand lines a row."""

import django.db.models.deletion
from django.db import migrations, models

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("payouts", "0020_recovery_guards")]

    operations = [
        migrations.CreateModel(
            name="InstructionPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.IntegerField()),
                ("cipher", models.BinaryField()),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="pieces", to="payouts.batch"
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of an instruction",
                "verbose_name_plural": "pieces of instructions",
                "constraints": [models.UniqueConstraint(fields=("batch", "place"), name="instructionpiece_one_a_place")],
            },
        ),
        run_sql("payouts", "instruction_pieces"),
    ]
