from django.db import migrations

from core.sql_files import run_sql


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_claim_clock_and_letters")]
    operations = [run_sql("cases", "vote_independent")]
