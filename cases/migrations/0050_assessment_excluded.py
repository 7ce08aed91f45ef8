from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0041_hire_guards")]

    operations = [
        migrations.AddField(model_name="assessment", name="excluded", field=models.JSONField(default=list)),
    ]
