"""The table of programmes in the docs is what the declarations say."""

from pathlib import Path

from programmes.formulas import registry
from programmes.management.commands.list_programmes import table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "programmes.md"


def test_the_page_is_the_output_of_the_command():
    assert PAGE.read_text(encoding="utf-8") == table(), "run `manage.py list_programmes > docs/programmes.md`"


def test_every_programme_has_its_row():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in registry.SCHEMES)
