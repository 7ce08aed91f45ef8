from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_claim_due")]
    operations = [run_sql("cases", "vote_not_by_acceptance")]
