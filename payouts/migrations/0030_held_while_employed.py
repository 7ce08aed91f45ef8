"""Lines held, and payments found, beside a job of the hire records."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0041_hire_guards"),
        ("payouts", "0022_results_proved_by_count"),
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
                    (16, "a hire record covers this month"),
                ],
                default=0,
                verbose_name="reason",
            ),
        ),
        migrations.AlterField(
            model_name="recovery",
            name="cause",
            field=models.CharField(
                choices=[
                    ("hired", "paid for months that a hire record covers"),
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
    ]
