from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_renewals"),
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
                    ("repayment_due", "repayment due soon"),
                    ("repayment_late", "repayment late"),
                    ("renewal", "term ends, may be renewed"),
                    ("visits_late", "visits late"),
                    ("unit_asked", "unit asked to confirm its account"),
                    ("unit_left_out", "unit left out of a round"),
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
                    ("repayment_due", "repayment due soon"),
                    ("repayment_late", "repayment late"),
                    ("renewal", "term ends, may be renewed"),
                    ("visits_late", "visits late"),
                    ("unit_asked", "unit asked to confirm its account"),
                    ("unit_left_out", "unit left out of a round"),
                ],
                max_length=24,
                verbose_name="kind",
            ),
        ),
    ]
