"""What the tests of cases share."""

import pytest

from core import clock
from programmes.formulas import registry
from programmes.queries import words
from programmes.services import shipped
from tests.factories.publicity import NAME, TOY, publish_law


@pytest.fixture
def published_law(monkeypatch, db):
    """The law of the land, and a toy programme whose grants are published for five working days."""
    monkeypatch.setitem(registry.SCHEMES, NAME, TOY)
    words.declared.cache_clear()
    with clock.at("2026-01-05T09:00"):
        shipped.load()
        publish_law()
    yield
    words.declared.cache_clear()
