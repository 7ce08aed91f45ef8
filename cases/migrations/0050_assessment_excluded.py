from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0028_appeal_guards")]

    operations = [
        migrations.AddField(model_name="assessment", name="excluded", field=models.JSONField(default=list)),
    ]
