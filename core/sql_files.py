"""Migrations whose SQL stands in files: forward in NAME.sql, back in NAME.reverse.sql."""

from pathlib import Path

from django.db import migrations


def run_sql(app: str, name: str) -> migrations.RunSQL:
    """The operation that runs `<app>/sql/<name>.sql` and can be taken back by its reverse file."""
    folder = Path(__file__).resolve().parent.parent / app / "sql"
    forward = (folder / f"{name}.sql").read_text(encoding="utf-8")
    backward = (folder / f"{name}.reverse.sql").read_text(encoding="utf-8")
    return migrations.RunSQL(forward, backward)
