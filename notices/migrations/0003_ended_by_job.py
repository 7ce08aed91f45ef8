"""That a job ended somebody's benefit is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_rerated"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("certification", "monthly certification due"),
                    ("benefit_ends", "benefit ends soon"),
                    ("correction_overdue", "correction overdue"),
                    ("clock_yellow", "claim past 80 % of its time"),
                    ("clock_red", "claim overdue"),
                    ("batch_waiting", "batch waits for release"),
                    ("answer_missing", "bank answer missing"),
                    ("correction_asked", "correction asked for"),
                    ("decided", "claim decided"),
                    ("rerated", "benefit re-rated"),
                    ("ended_by_job", "benefit ended by a job"),
                    ("payment_failed", "payment failed"),
                ],
                max_length=24,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("certification", "monthly certification due"),
                    ("benefit_ends", "benefit ends soon"),
                    ("correction_overdue", "correction overdue"),
                    ("clock_yellow", "claim past 80 % of its time"),
                    ("clock_red", "claim overdue"),
                    ("batch_waiting", "batch waits for release"),
                    ("answer_missing", "bank answer missing"),
                    ("correction_asked", "correction asked for"),
                    ("decided", "claim decided"),
                    ("rerated", "benefit re-rated"),
                    ("ended_by_job", "benefit ended by a job"),
                    ("payment_failed", "payment failed"),
                ],
                max_length=24,
                verbose_name="kind",
            ),
        ),
    ]
