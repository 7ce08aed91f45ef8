"""The order to repay and the agreement are letters of the claim."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_listed_people"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("acceptance", "notice of acceptance"),
                    ("correction", "notice of correction"),
                    ("not_accepted", "notice that the claim is not accepted"),
                    ("grant", "decision letter"),
                    ("refusal", "refusal letter"),
                    ("suspension", "notice that payment is suspended"),
                    ("stop", "notice that payment ends"),
                    ("recovery", "order to repay"),
                    ("repayment", "repayment agreement"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
